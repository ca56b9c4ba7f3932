using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Tests.Servers;

namespace Surefoot.Registry.Tests;

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class StandingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2025, 3, 31, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A data folder with a real SQLite file, or a real PostgreSQL database beside it.</summary>
internal sealed class TestFolder : IDisposable
{
    public const string Officer = "syn-information-officer";
    public const string Chief = "syn-operations-chief";

    private readonly string _path = Directory.CreateTempSubdirectory("surefoot-registry-").FullName;

    public TestFolder(RecordTypes? types = null, StoreKind kind = StoreKind.Sqlite)
    {
        Types = types ?? RecordTypes.BuiltIn;
        PostgresPlace? server = null;
        if (kind == StoreKind.Postgres)
        {
            PostgresPlace.TryParse(PostgresServer.NewStore(), out server, out var fault).ShouldBeTrue(fault);
        }

        Store = JournalStore.Open(new JournalPlace(_path, server), new RegistryProjector(Types), Clock, new RandomKeySource());
        Reader = new RegistryReader(Store, Types);
    }

    public StandingClock Clock { get; } = new();

    public RecordTypes Types { get; }

    public JournalStore Store { get; }

    public RegistryReader Reader { get; }

    public Policy Policy { get; } = Policy.BuiltIn;

    /// <summary>National rules that ask for no criteria, no evidence and no fitting areas: for tests that are about something else.</summary>
    public TestFolder WithEasyLandRules()
    {
        Submit("rules", "land-rules", "", ("id", "EASY"), ("informationDate", "2000-01-01"), ("version", "2"), ("effective", "2000-01-01"), ("criteriaOfRecord", "off"), ("criteriaOfBatch", "off"), ("directEvidenceOfRecord", "off"), ("directEvidenceOfBatch", "off"), ("flaggedAreaShare", "1"), ("acceptedAreaM2", "1000000000000"), ("organisationsToShrink", "1"));
        Approve("rules");
        return this;
    }

    /// <summary>Appends one version, submitted.</summary>
    public void Submit(string batch, string type, string entered, params (string Field, string Value)[] fields)
    {
        var entry = Entry(type, entered, fields);
        Store.Append(new WriteContext(Officer, "syn-mine-action-centre", batch, "test"), [entry], null, TestContext.Current.CancellationToken);
    }

    public NewEntry Entry(string type, string entered, params (string Field, string Value)[] fields)
    {
        var descriptor = Types.Get(type);
        var texts = fields.ToDictionary(field => field.Field, field => (string?)field.Value);
        texts.TryAdd("organisation", "syn-agency");
        texts.TryAdd("synthetic", "true");
        texts.TryAdd("informationDate", "2021-05-01");
        List<Breach> breaches = [];
        var row = new RowCheck(descriptor, CodeListCatalogue.BuiltIn, CheckSettings.Today(Clock)).Check(texts, false, breaches);
        breaches.ShouldBeEmpty();
        var bytes = System.Text.Encoding.UTF8.GetBytes(entered);
        return new NewEntry
        {
            RecordType = type,
            Schema = descriptor.Schema,
            ClientKey = row.Id,
            BaseVersion = NewEntry.LatestVersion,
            EventDate = row.EventDate,
            InformationDate = row.InformationDate,
            State = EntryState.Submitted,
            Tier = descriptor.Tier,
            Payload = new PayloadWriter(descriptor).Write(row, bytes.Length == 0 ? null : new EnteredPosition(EnteredPosition.FormOf(bytes), 4326, null, null)),
            Geometry = bytes,
        };
    }

    public void Approve(string batch) =>
        Store.ApproveBatch(new WriteContext(Chief, "syn-mine-action-authority", "act-approve", "test"), batch).ShouldBeOfType<Decided>();

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_path, recursive: true);
    }
}
