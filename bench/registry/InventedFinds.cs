using System.Globalization;
using Surefoot.Journal;
using Surefoot.Numerics;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Rights;

/// <summary>A journal of invented finds with four custom fields: a choice, two choices of several (of two combinations, of all), a number.</summary>
internal static class InventedFinds
{
    public const string Officer = "syn-information-officer";
    public const string Chief = "syn-operations-chief";

    private static readonly string[] Soils = ["clay", "clay", "clay", "clay", "sand", "sand", "loam", "gravel", "rock"];
    private static readonly string[] Uses = ["agriculture", "housing", "road", "power", "water", "forest"];
    private static readonly string[] Categories = ["ap-mine", "at-mine", "uxo", "uxo", "submunition"];

    public static RecordTypes Types(JournalStore store) => RecordTypes.BuiltIn.With(ReadDefinitions.Handle(store, RecordTypes.BuiltIn));

    public static void Define(JournalStore store)
    {
        Propose(NationalCodeList.Code, Row(("list", "soil-kind"), ("source", "bench"), ("effective", "2020-01-01"), ("codes", """[{"code":"clay"},{"code":"sand"},{"code":"loam"},{"code":"gravel"},{"code":"rock"},{"code":"peat"}]""")));
        Propose(
            CustomField.Code,
            Row(("recordType", "found-item"), ("name", "soilKind"), ("kind", "choice"), ("codeList", "soil-kind")),
            Row(("recordType", "found-item"), ("name", "uses"), ("kind", "choices"), ("codeList", "land-use")),
            Row(("recordType", "found-item"), ("name", "nearby"), ("kind", "choices"), ("codeList", "land-use")),
            Row(("recordType", "found-item"), ("name", "metalCount"), ("kind", "number")));

        void Propose(string code, params IReadOnlyList<IReadOnlyDictionary<string, string?>> rows)
        {
            var types = Types(store);
            var outcome = new ProposeDefinitions(store, types, CodeListCatalogue.BuiltIn.With(types.Definitions), Policy.BuiltIn, TimeProvider.System).Handle(code, rows, Officer, Chief);
            if (outcome.Proposed?.State != "approved")
            {
                throw new InvalidOperationException(string.Join("; ", outcome.Breaches));
            }
        }
    }

    public static void Write(JournalStore store, int count)
    {
        store.Append(new WriteContext(Officer, "bench", "finds", "bench"), Entries(store, count, 1, 1), null, CancellationToken.None);
        store.ApproveBatch(new WriteContext(Chief, "bench", "act-approve", "bench"), "finds");
    }

    /// <summary>A second version of every fifth find, approved, and a third of every fiftieth, only submitted.</summary>
    public static void Correct(JournalStore store, int count)
    {
        store.Append(new WriteContext(Officer, "bench", "corrections", "bench"), Entries(store, count, 5, 2), null, CancellationToken.None);
        store.ApproveBatch(new WriteContext(Chief, "bench", "act-approve", "bench"), "corrections");
        store.Append(new WriteContext(Officer, "bench", "doubts", "bench"), Entries(store, count, 50, 3), null, CancellationToken.None);
    }

    private static IEnumerable<NewEntry> Entries(JournalStore store, int count, int every, ulong seed)
    {
        var types = Types(store);
        var type = types.Get("found-item");
        var check = new RowCheck(type, CodeListCatalogue.BuiltIn.With(types.Definitions), CheckSettings.Today(TimeProvider.System));
        var writer = new PayloadWriter(type);
        var random = new SeededRandom(seed);
        List<Breach> breaches = [];
        for (var i = 0; i < count; i += every)
        {
            var day = new DateOnly(2021, 1, 1).AddDays(random.NextIndex(1500)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var row = check.Check(
                Row(
                    ("id", string.Create(CultureInfo.InvariantCulture, $"SYN-F-{i * 7919L % count:D7}")), ("informationDate", day), ("organisation", "bench"), ("synthetic", "true"),
                    ("category", Categories[random.NextIndex(Categories.Length)]), ("foundOn", day), ("count", "1"),
                    ("soilKind", i % 1000 == 0 ? "peat" : Soils[random.NextIndex(Soils.Length)]),
                    ("uses", i % 3 == 0 ? "road;water" : "housing"),
                    ("nearby", string.Join(';', Uses.Where(_ => random.NextIndex(2) == 0).DefaultIfEmpty("other"))),
                    ("metalCount", random.NextIndex(50).ToString(CultureInfo.InvariantCulture))),
                decimalComma: false,
                breaches);
            var at = string.Create(CultureInfo.InvariantCulture, $"{46.5 + random.NextUnit():F6},{39.3 + random.NextUnit():F6}");
            yield return new NewEntry
            {
                RecordType = type.Code,
                Schema = type.Schema,
                ClientKey = row.Id,
                BaseVersion = NewEntry.LatestVersion,
                EventDate = row.EventDate,
                InformationDate = row.InformationDate,
                State = EntryState.Submitted,
                Tier = type.Tier,
                Payload = writer.Write(row, new EnteredPosition(EnteredForm.Xy, EnteredPosition.Wgs84, null, null)),
                Geometry = System.Text.Encoding.UTF8.GetBytes(at),
            };
        }

        if (breaches.Count > 0)
        {
            throw new InvalidOperationException(breaches[0].ToString());
        }
    }

    private static Dictionary<string, string?> Row(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var row = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            row[name] = value;
        }

        return row;
    }
}
