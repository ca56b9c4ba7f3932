using System.Globalization;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;

namespace Surefoot.Registry.Integrity;

/// <summary>Checks of dates, references, codes, units, and of invented among real records.</summary>
internal static class RecordChecks
{
    private static readonly DateOnly s_earliest = new(1988, 1, 1);

    private const int DeepestCm = 300;

    public static IEnumerable<IntegrityCheck> All { get; } =
    [
        new("dates.before-programme", "Dated before 1988", "Nothing in this register can be older; the date is a slip.",
            Owners.Information, CheckSeverity.Error, "correct the date in a new version", data => JournalChecks.OfEachType(
                data,
                type => $"SELECT t.client_key, coalesce(t.event_date, t.information_date) FROM {type.Table} t WHERE t.is_current = 1 AND (t.event_date < @day OR t.information_date < @day) ORDER BY t.client_key",
                ("@day", CheckData.Text(s_earliest)))),
        new("dates.future", "Dated after the day of the data", "A fact cannot lie ahead.",
            Owners.Information, CheckSeverity.Error, "correct the date in a new version", data => JournalChecks.OfEachType(
                data,
                type => $"SELECT t.client_key, coalesce(t.event_date, t.information_date) FROM {type.Table} t WHERE t.is_current = 1 AND (t.information_date > @day{(type.EventDate is { Rules.MayBeFuture: false } ? " OR t.event_date > @day" : "")}) ORDER BY t.client_key",
                ("@day", CheckData.Text(data.Today)))),
        new("dates.known-before", "Known before it happened", "The information is dated before the event.",
            Owners.Information, CheckSeverity.Error, "correct one of the dates in a new version", data => JournalChecks.OfEachType(
                data,
                type => type.EventDate is { Rules.MayBeFuture: false } ? $"SELECT t.client_key, t.information_date FROM {type.Table} t WHERE t.is_current = 1 AND t.event_date > t.information_date ORDER BY t.client_key" : null)),
        new("dates.release-before-hazard", "Released before its hazard was recorded", "A release opens nothing that was not suspected; one of the days is wrong.",
            Owners.Operations, CheckSeverity.Error, "correct releasedOn or the hazard's informationDate", ReleasedTooEarly),
        new("dates.search-after-release", "Searched after the land was released", "Either the search belongs to another area or the release came first.",
            Owners.Quality, CheckSeverity.Error, "correct the days, or name the area that was searched", SearchedTooLate),
        new("references.dangling", "Names a record that is not there", "What is said about it hangs in the air.",
            Owners.Information, CheckSeverity.Error, "import the missing record, or correct the id in a new version", Dangling),
        new("references.accident-persons", "Killed and injured of an accident are not its casualties", "Persons are counted by their records; the parts must sum to the whole.",
            Owners.Casualty, CheckSeverity.Warning, "record the missing casualties, or correct the accident's numbers", PersonsOfAccidents),
        new("references.accident-nobody", "An accident in which nobody came to harm", "That is an incident, or its numbers are missing.",
            Owners.Casualty, CheckSeverity.Warning, "correct killed and injured", data =>
                data.Query("accident", "SELECT t.client_key, NULL FROM accident t WHERE t.is_current = 1 AND t.f_killed + t.f_injured = 0 ORDER BY t.client_key")),
        new("codes.retired", "A code that its list no longer has", "Filters and statistics pass it over.",
            Owners.Information, CheckSeverity.Warning, "hand in a new version with a code of the list in force", Retired),
        new("codes.district", "A district that is none", "Its ground belongs to no line of the account by district as stated.",
            Owners.Information, CheckSeverity.Error, "correct the code (ISO 3166-2)", UnknownDistricts),
        new("units.area", "Reported area in hectares or square kilometres", "Areas are square metres; 10,000 times too little looks like a finished task.",
            Owners.Information, CheckSeverity.Error, "correct reportedAreaM2 in a new version", WrongAreaUnit),
        new("units.depth", "Deeper than three metres", "Centimetres were meant: millimetres were written.",
            Owners.Information, CheckSeverity.Warning, "correct depthCm in a new version", data => JournalChecks.OfEachType(
                data,
                type => type.Ordinal("depthCm") < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"SELECT t.client_key, CAST(t.f_depth_cm AS TEXT) FROM {type.Table} t WHERE t.is_current = 1 AND t.f_depth_cm > {DeepestCm} ORDER BY t.client_key"))),
        new("synthetic.mixed", "An invented record among real ones, or a real among invented", "Nobody may ever have to guess which is which.",
            Owners.Information, CheckSeverity.Error, "surefoot withdraw ID --reason T, and keep it in a folder of its own", data => DataFolderStamp.Read(data.Store) is not { } synthetic ? [] :
                JournalChecks.OfEachType(data, type => $"SELECT t.client_key, NULL FROM {type.Table} t WHERE t.is_current = 1 AND t.f_synthetic = {(synthetic ? 0 : 1)} ORDER BY t.client_key")),
    ];

    private static IEnumerable<CheckFinding> ReleasedTooEarly(CheckData data)
    {
        var first = FirstInformation(data);
        return from land in data.Land
               where land.IsRelease && land.Text("hazardArea") is { } hazard && first.TryGetValue(hazard, out var day) && string.CompareOrdinal(day, CheckData.Text(land.ReleasedOn!.Value)) > 0
               select new CheckFinding(land.Type, land.Id, $"released {CheckData.Text(land.ReleasedOn!.Value)}, {land.Text("hazardArea")} recorded {first[land.Text("hazardArea")!]}");
    }

    private static Dictionary<string, string> FirstInformation(CheckData data) =>
        data.Rows("SELECT t.client_key, min(t.information_date) FROM hazard_area t WHERE t.approved_at IS NOT NULL AND t.withdrawn_at IS NULL GROUP BY t.client_key", row => (Id: row.GetString(0), Day: row.GetString(1)))
            .ToDictionary(row => row.Id, row => row.Day, StringComparer.Ordinal);

    private static IEnumerable<CheckFinding> SearchedTooLate(CheckData data)
    {
        var released = data.Land.Where(land => land.IsRelease).GroupBy(land => land.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => CheckData.Text(group.First().ReleasedOn!.Value), StringComparer.Ordinal);
        return data.Rows("SELECT t.client_key, t.f_released_area, t.f_to FROM search_coverage t WHERE t.is_current = 1 AND t.f_released_area IS NOT NULL ORDER BY t.client_key", row => (Id: row.GetString(0), Area: row.GetString(1), To: row.GetString(2)))
            .Where(search => released.TryGetValue(search.Area, out var day) && string.CompareOrdinal(search.To, day) > 0)
            .Select(search => new CheckFinding("search-coverage", search.Id, $"until {search.To}, {search.Area} released {released[search.Area]}"));
    }

    private static IEnumerable<CheckFinding> Dangling(CheckData data)
    {
        Dictionary<string, HashSet<string>> known = new(StringComparer.Ordinal);
        HashSet<string> Ids(string type) => known.TryGetValue(type, out var ids) ? ids : known[type] = data.Reader.Ids(type).ToHashSet(StringComparer.Ordinal);
        foreach (var type in data.Types.All)
        {
            foreach (var field in type.DeclaredFields.Where(field => field.References.Count > 0))
            {
                foreach (var (id, text) in data.Rows($"SELECT t.client_key, t.{field.Column} FROM {type.Table} t WHERE t.is_current = 1 AND t.{field.Column} IS NOT NULL ORDER BY t.client_key", row => (row.GetString(0), row.GetString(1))))
                {
                    string[] named = field.Type == FieldType.Reference ? [text] : text.Split(';');
                    if (named.FirstOrDefault(one => !field.References.Any(target => Ids(target).Contains(one))) is { } missing)
                    {
                        yield return new(type.Code, id, $"{field.Name} {missing}");
                    }
                }
            }
        }
    }

    private static IEnumerable<CheckFinding> PersonsOfAccidents(CheckData data)
    {
        var persons = data.Rows("SELECT t.f_accident, t.f_outcome, count(*) FROM casualty t WHERE t.is_current = 1 AND t.f_accident IS NOT NULL GROUP BY t.f_accident, t.f_outcome", row => (Accident: row.GetString(0), Outcome: row.GetString(1), Count: row.GetInt64(2)))
            .ToDictionary(row => (row.Accident, row.Outcome), row => row.Count);

        // A register without any casualty record keeps persons elsewhere.
        return persons.Count == 0 ? [] : data.Rows("SELECT t.client_key, t.f_killed, t.f_injured FROM accident t WHERE t.is_current = 1 ORDER BY t.client_key", row => (Id: row.GetString(0), Killed: row.GetInt64(1), Injured: row.GetInt64(2)))
            .Select(accident => (accident, killed: persons.GetValueOrDefault((accident.Id, "killed")), injured: persons.GetValueOrDefault((accident.Id, "injured"))))
            .Where(pair => pair.accident.Killed != pair.killed || pair.accident.Injured != pair.injured)
            .Select(pair => new CheckFinding("accident", pair.accident.Id, string.Create(CultureInfo.InvariantCulture, $"{pair.accident.Killed} killed and {pair.accident.Injured} injured, but {pair.killed} and {pair.injured} recorded")));
    }

    private static IEnumerable<CheckFinding> Retired(CheckData data)
    {
        foreach (var type in data.Types.All)
        {
            foreach (var field in type.DeclaredFields.Where(field => field.CodeList is not null))
            {
                var list = data.Lists.Get(field.CodeList!);
                var values = data.Rows($"SELECT DISTINCT t.{field.Column} FROM {type.Table} t WHERE t.is_current = 1 AND t.{field.Column} IS NOT NULL", row => row.GetString(0));
                foreach (var value in values.Where(value => !value.Split(';').All(list.Has)).Order(StringComparer.Ordinal))
                {
                    foreach (var finding in data.Query(type.Code, $"SELECT t.client_key, t.{field.Column} FROM {type.Table} t WHERE t.is_current = 1 AND t.{field.Column} = @value ORDER BY t.client_key", ("@value", value)))
                    {
                        yield return finding with { Detail = $"{field.Name} {value}" };
                    }
                }
            }
        }
    }

    private static IEnumerable<CheckFinding> UnknownDistricts(CheckData data) => data.Districts.IsEmpty ? [] :
        from type in data.Types.All
        where type.Ordinal("district") >= 0
        from district in data.Rows($"SELECT DISTINCT t.f_district FROM {type.Table} t WHERE t.is_current = 1 AND t.f_district IS NOT NULL", row => row.GetString(0)).Order(StringComparer.Ordinal)
        where !data.Districts.Knows(district)
        from finding in data.Query(type.Code, $"SELECT t.client_key, t.f_district FROM {type.Table} t WHERE t.is_current = 1 AND t.f_district = @district ORDER BY t.client_key", ("@district", district))
        select finding;

    private static IEnumerable<CheckFinding> WrongAreaUnit(CheckData data)
    {
        const double Tolerance = 0.1;
        foreach (var land in data.Land)
        {
            if (land is { LonLat: { } shape } && land.Number("reportedAreaM2") is > 0 and var reported)
            {
                var share = reported * 10_000 / QuickArea.Of(shape);
                if (Math.Abs(share - 1) < Tolerance || Math.Abs((share * 100) - 1) < Tolerance)
                {
                    yield return new(land.Type, land.Id, string.Create(CultureInfo.InvariantCulture, $"{reported} reported for {QuickArea.Of(shape):F0} m²"));
                }
            }
        }
    }
}
