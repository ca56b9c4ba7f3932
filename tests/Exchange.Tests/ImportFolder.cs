using System.Text;
using Surefoot.Exchange.Exporting;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Tests.Servers;

namespace Surefoot.Exchange.Tests;

/// <summary>A data folder with a real SQLite file, and files to import into it.</summary>
internal sealed class ImportFolder : IDisposable
{
    public const string Officer = "syn-information-officer";
    public const string Chief = "syn-operations-chief";

    private readonly string _path = Directory.CreateTempSubdirectory("surefoot-import-").FullName;
    private readonly StandingClock _clock = new();

    public ImportFolder(RecordTypes? types = null, StoreKind kind = StoreKind.Sqlite)
    {
        Types = types ?? RecordTypes.BuiltIn;
        PostgresPlace? server = null;
        if (kind == StoreKind.Postgres)
        {
            PostgresPlace.TryParse(PostgresServer.NewStore(), out server, out var fault).ShouldBeTrue(fault);
        }

        Store = JournalStore.Open(new JournalPlace(Path.Combine(_path, "data"), server), new RegistryProjector(Types), _clock, new RandomKeySource());
        Reader = new RegistryReader(Store, Types);
    }

    public RecordTypes Types { get; private set; }

    public CodeListCatalogue CodeLists { get; private set; } = CodeListCatalogue.BuiltIn;

    public JournalStore Store { get; }

    public RegistryReader Reader { get; private set; }

    /// <summary>Proposes custom fields or code lists, given as JSON.</summary>
    public DefinitionOutcome Define(string code, string json, string? approveAs = Chief, string actor = Officer)
    {
        var outcome = new ProposeDefinitions(Store, Types, CodeLists, Policy.BuiltIn, _clock).Handle(code, DefinitionFile.Read(File("definition.json", json), code == CustomField.Code ? "fields" : "lists"), actor, approveAs);
        Reopen();
        return outcome;
    }

    /// <summary>Reads the definitions again, as the next command would.</summary>
    public void Reopen()
    {
        Types = Types.With(ReadDefinitions.Handle(Store, Types));
        CodeLists = CodeListCatalogue.BuiltIn.With(Types.Definitions);
        Reader = new RegistryReader(Store, Types);
        RegistryIndexes.Ensure(Store, Types);
    }

    public void SetClock(DateTimeOffset now) => _clock.Now = now;

    public string File(string name, string content)
    {
        var path = Path.Combine(_path, name);
        System.IO.File.WriteAllText(path, content, new UTF8Encoding(false));
        return path;
    }

    public ImportOutcome Import(string path, string type, string? approveAs = null, ReadOptions? reading = null, string actor = Officer, bool dryRun = false, ImportProfile? profile = null, ReferenceAreas? areas = null) =>
        new ImportRecords(Store, Types, CodeLists, areas ?? Sources.Areas, Policy.BuiltIn, _clock)
            .Handle(new ImportRequest(path, type, reading ?? new ReadOptions(), actor, approveAs, profile, dryRun), null, TestContext.Current.CancellationToken);

    public (string Bytes, ExportOutcome Outcome) Export(string type, string format, RecordQuery? query = null, string actor = Officer, string reason = "")
    {
        var path = Path.Combine(_path, "out." + format);
        var outcome = new ExportRecords(Store, Types, Policy.BuiltIn).Handle(new ExportRequest(type, format, path, query ?? RecordQuery.Now, actor, reason), TestContext.Current.CancellationToken);
        return (outcome.Result is null ? "" : System.IO.File.ReadAllText(path), outcome);
    }

    /// <summary>The file that an export wrote.</summary>
    public string ExportFile(string type, string format)
    {
        Export(type, format).Outcome.Declined.ShouldBeNull();
        return Path.Combine(_path, "out." + format);
    }

    public string Beside(string suffix) => System.IO.File.ReadAllText(Path.Combine(_path, "out." + suffix));

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2025, 3, 31, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
