using System.Globalization;
using System.Text;
using System.Text.Json;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Tests.Conflicts;

/// <summary>Several writers write and decide at random; a model of a few lines says what must have come of it, and no answer about the past ever changes.</summary>
public abstract class ModelTests(StoreKind kind) : IDisposable
{
    private const int Cells = 8;
    private static readonly DateOnly Early = new(2021, 5, 15);
    private static readonly DateOnly Late = new(2024, 12, 31);
    private static readonly string[] Writers = ["anna", "cem", "deniz", "elif"];
    private readonly TestFolder _folder = new TestFolder(kind: kind).WithEasyLandRules();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_writes_and_decisions_agree_with_the_model_and_the_past_keeps_its_bytes(int seed)
    {
        var random = new Random(seed);
        List<Modelled> records = [new("hazard-area", "H-0", 0), new("hazard-area", "H-1", 1), new("cleared-area", "C-0", 0)];
        List<(DateTimeOffset At, string Bytes)> answers = [];
        var refused = 0;
        for (var step = 0; step < 84; step++)
        {
            _folder.Clock.Now = _folder.Clock.Now.AddHours(1);
            var record = records[random.Next(records.Count)];
            refused += Step(random, record, step) ? 0 : 1;
            if (step % 7 == 6)
            {
                AgreesWithModel(records);
                answers.Add((_folder.Clock.Now, Answer(_folder.Clock.Now)));
                Answer(null).ShouldBe(answers[^1].Bytes, "as known now is as we know it");
            }
        }

        refused.ShouldBeGreaterThan(5);
        answers.DistinctBy(answer => answer.Bytes).Count().ShouldBeGreaterThan(8);
        foreach (var (at, bytes) in answers)
        {
            Answer(at).ShouldBe(bytes, FormattableString.Invariant($"as known at {at:u}"));
        }

        _folder.Store.Rebuild(check: true).Identical.ShouldBeTrue();
        _folder.Store.Verify().Ok.ShouldBeTrue();
    }

    /// <summary>One act of somebody; says whether it was done, which the model has foretold.</summary>
    private bool Step(Random random, Modelled record, int step)
    {
        var actor = Writers[random.Next(Writers.Length)];
        var versions = record.Versions;
        if (versions.Count == 0 || random.Next(10) < 3)
        {
            var (from, to) = (random.Next(Cells - 1), 0);
            to = random.Next(from + 1, Cells);
            var entry = Entry(record, from, to, step, random.Next(2) == 0) with
            {
                BaseVersion = random.Next(3) == 0 ? random.Next(versions.Count + 1) : versions.Count,
                State = random.Next(4) == 0 ? EntryState.Draft : EntryState.Submitted,
            };
            _folder.Store.Append(Context(actor, step), [entry], null, TestContext.Current.CancellationToken);
            versions.Add(new ModelVersion(versions.Count + 1, entry.BaseVersion, actor, from, to, entry.InformationDate, [], _folder.Store.LastSequence) { State = entry.State });
            return true;
        }

        var target = versions[random.Next(versions.Count)];
        switch (random.Next(8))
        {
            case 0:
                return Decide(target, target.State is EntryState.Draft or EntryState.Returned, EntryState.Submitted, new SubmitRecords(_folder.Store, _folder.Policy).Handle(record.Id, actor, "go", target.Number), () => target.Submitters.Add(actor));
            case 1:
                return Decide(target, target.State == EntryState.Submitted, EntryState.Returned, new ReturnRecords(_folder.Store, _folder.Policy).Handle(record.Id, actor, "look again", target.Number));
            case 2:
                return Decide(target, target.State != EntryState.Withdrawn, EntryState.Withdrawn, new WithdrawRecords(_folder.Store, _folder.Policy).Handle(record.Id, actor, "wrong", target.Number));
            case 3 or 4:
                var competing = record.Competing();
                var kept = target;
                var outcome = new ResolveConflict(_folder.Store, _folder.Policy).Keep(record.Id, kept.Number, actor, "walked it");
                (outcome.Result is not null).ShouldBe(competing.Count > 1 && record.Standing().Contains(kept));
                if (outcome.Result is { } result)
                {
                    result.Settles.ShouldBe(competing.Select(version => version.Number));
                    versions.Add(new ModelVersion(versions.Count + 1, versions.Count, actor, kept.From, kept.To, kept.Information, competing, _folder.Store.LastSequence) { State = EntryState.Submitted });
                }

                return outcome.Result is not null;
            default:
                var overtaken = versions.Any(later => later.Number > target.Number && later.State == EntryState.Approved && (later.Settles.Contains(target) || later.Information <= target.Information));
                var foretold = target.State == EntryState.Submitted && !target.Proposers().Contains(actor) && !overtaken;
                target.State = foretold ? EntryState.Approved : target.State;
                if (foretold && record.Competing().Count > 1)
                {
                    (foretold, target.State) = (false, EntryState.Submitted);
                }

                return Decide(target, foretold, EntryState.Approved, new ApproveRecords(_folder.Store, _folder.Policy).Handle(record.Id, actor, "good", target.Number));
        }
    }

    private static bool Decide(ModelVersion target, bool foretold, EntryState to, ActOutcome outcome, Action? done = null)
    {
        (outcome.Result is not null).ShouldBe(foretold, outcome.Declined?.Message);
        if (foretold)
        {
            target.State = to;
            done?.Invoke();
        }

        return foretold;
    }

    private void AgreesWithModel(List<Modelled> records)
    {
        foreach (var record in records.Where(record => record.Versions.Count > 0))
        {
            var history = new ShowHistory(_folder.Store, _folder.Types, _folder.Policy).Handle(record.Id, "anna").History!;
            history.Versions.Select(version => version.State).ShouldBe(record.Versions.Select(version => StateNames.Of(version.State)));
            var competing = record.Competing().Select(version => version.Number).ToList();
            (history.Conflict?.Competing.Select(version => version.Version) ?? []).ShouldBe(competing.Count > 1 ? competing : []);
        }

        foreach (var day in new DateOnly?[] { null, Early, Late })
        {
            var listed = new[] { "hazard-area", "cleared-area" }.SelectMany(type => _folder.Reader.List(type, new RecordQuery(AsOf: day))).Select(row => $"{row.Id} {row.Version} {row.InConflict}").Order(StringComparer.Ordinal);
            listed.ShouldBe(records.Select(record => (record, Held: record.Approved(day))).Where(pair => pair.Held is not null).Select(pair => $"{pair.record.Id} {pair.Held!.Number} {pair.record.Competing().Count > 1}").Order(StringComparer.Ordinal));
        }

        var open = new HashSet<(int Strip, int Cell)>();
        foreach (var hazard in records.Where(record => record.Type == "hazard-area"))
        {
            var shown = hazard.Competing().Count > 1 ? hazard.Standing().Append(hazard.Approved(null)).OfType<ModelVersion>() : hazard.Approved(null) is { } held ? [held] : [];
            open.UnionWith(shown.SelectMany(version => Enumerable.Range(version.From, version.To - version.From)).Select(cell => (hazard.Strip, cell)));
        }

        foreach (var release in records.Where(record => record.Type == "cleared-area" && record.Competing().Count <= 1))
        {
            if (release.Approved(null) is { } held)
            {
                open.ExceptWith(Enumerable.Range(held.From, held.To - held.From).Select(cell => (release.Strip, cell)));
            }
        }

        // Edges may leave the parallel by a centimetre: nine square metres along a cell of 9.5e5.
        var expectedM2 = open.Sum(cell => PlaneProjection.Karabakh.Project(StripGeometry.Of(cell.Strip, cell.Cell, cell.Cell + 1)).Area);
        Account(null, Late).Closing.ShouldBe(expectedM2, 20 * (1 + open.Count));
    }

    private (double Closing, string Text) Account(DateTimeOffset? knownAt, DateOnly day)
    {
        var statement = LandAccount.Compute(ReadLand.Handle(_folder.Reader, new RecordQuery(KnownAt: knownAt), 1), []).Statement(null, day);
        statement.Balanced.ShouldBeTrue();
        return ((double)statement.Total.Closing.M2, JsonSerializer.Serialize(statement));
    }

    /// <summary>Everything that can be asked about a moment: lists on both clocks, conflicts, histories, the account.</summary>
    private string Answer(DateTimeOffset? at)
    {
        var text = new StringBuilder();
        foreach (var type in new[] { "hazard-area", "cleared-area" })
        {
            foreach (var (day, approvedOnly) in new (DateOnly?, bool)[] { (null, true), (Early, true), (Late, true), (null, false), (Early, false) })
            {
                foreach (var row in _folder.Reader.List(type, new RecordQuery(day, at, ApprovedOnly: approvedOnly)))
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"{day:O} {row.Id} {row.Version} {row.State} {row.InConflict} {row.InformationDate:O} {string.Join('|', row.Values)} {Convert.ToHexString(row.Wkb!)}");
                }
            }
        }

        text.AppendLine(JsonSerializer.Serialize(new ListConflicts(_folder.Store).Handle(knownAt: at)));
        foreach (var id in new[] { "H-0", "H-1", "C-0" })
        {
            text.AppendLine(JsonSerializer.Serialize(new ShowHistory(_folder.Store, _folder.Types, _folder.Policy).Handle(id, "anna", at)));
        }

        return text.AppendLine(Account(at, Late).Text).AppendLine(Account(at, Early).Text).ToString();
    }

    private NewEntry Entry(Modelled record, int from, int to, int step, bool early)
    {
        (string, string)[] own = record.Type == "hazard-area"
            ? [("kind", "suspected"), ("name", FormattableString.Invariant($"step {step}"))]
            : [("releasedOn", "2022-05-01"), ("method", "manual"), ("reportedAreaM2", FormattableString.Invariant($"{step}"))];
        return _folder.Entry(record.Type, StripGeometry.GeoJson(record.Strip, from, to), [("id", record.Id), ("informationDate", early ? "2021-05-01" : "2021-06-01"), .. own]);
    }

    private static WriteContext Context(string actor, int step) => new(actor, "local", FormattableString.Invariant($"step-{step}"), "model");

    /// <summary>A record as the model has it: only what the rules speak of.</summary>
    private sealed record Modelled(string Type, string Id, int Strip)
    {
        public List<ModelVersion> Versions { get; } = [];

        public ModelVersion? Approved(DateOnly? day) => Versions.FindLast(version => version.State == EntryState.Approved && (day is null || version.Information <= day));

        public List<ModelVersion> Competing() => Versions.FindAll(version => IsLive(version) && !Versions.Exists(other => IsLive(other) && Replaces(other, version)));

        public List<ModelVersion> Standing() => Versions.FindAll(version => IsLive(version) && !Versions.Exists(other => other.State == EntryState.Approved && Replaces(other, version)));

        private static bool IsLive(ModelVersion version) => version.State is EntryState.Draft or EntryState.Submitted or EntryState.Approved;

        private bool Replaces(ModelVersion other, ModelVersion version) =>
            other != version && (other.State == EntryState.Approved ? Reaches(other, version, settled: true) : other.Settles.Count == 0 && Reaches(other, version, settled: false));

        private bool Reaches(ModelVersion from, ModelVersion to, bool settled) =>
            (settled && from.Settles.Exists(one => one == to || Reaches(one, to, settled)))
            || (from.Base > 0 && (from.Base == to.Number || Reaches(Versions[from.Base - 1], to, settled)));
    }

    private sealed record ModelVersion(int Number, int Base, string Author, int From, int To, DateOnly Information, List<ModelVersion> Settles, long Sequence)
    {
        public EntryState State { get; set; }

        public HashSet<string> Submitters { get; } = [];

        public IEnumerable<string> Proposers() => Submitters.Append(Author).Concat(Settles.Select(version => version.Author));
    }
}

public sealed class ModelTestsOnSqlite() : ModelTests(StoreKind.Sqlite);

public sealed class ModelTestsOnPostgres() : ModelTests(StoreKind.Postgres);

/// <summary>Cells of a hundredth of a degree in a row, one row a strip.</summary>
internal static class StripGeometry
{
    public static string GeoJson(int strip, int from, int to)
    {
        var (west, east, south, north) = Bounds(strip, from, to);
        return FormattableString.Invariant($$"""{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{east}},{{south}}],[{{east}},{{north}}],[{{west}},{{north}}],[{{west}},{{south}}]]]}""");
    }

    public static NetTopologySuite.Geometries.Geometry Of(int strip, int from, int to)
    {
        var (west, east, south, north) = Bounds(strip, from, to);
        return new NetTopologySuite.Geometries.GeometryFactory().ToGeometry(new(west, east, south, north));
    }

    private static (double West, double East, double South, double North) Bounds(int strip, int from, int to) =>
        (Math.Round(47 + (from / 100.0), 2), Math.Round(47 + (to / 100.0), 2), Math.Round(39.5 + (strip / 50.0), 2), Math.Round(39.51 + (strip / 50.0), 2));
}
