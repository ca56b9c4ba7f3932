using System.Globalization;
using System.Text;
using Surefoot.Geodesy;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Migrating;

/// <summary>Sums both sides by status, district and year, and compares them record by record.</summary>
internal static class CompareSides
{
    private static readonly string[] Status = ["status", "method", "outcome"];
    private static readonly string[] Day = ["releasedOn", "occurredOn", "informationDate"];

    public static (List<ReconciliationRow> Rows, List<ReconciliationDifference> Differences) Run(string type, IReadOnlyList<MigratedRecord> source, IReadOnlyDictionary<string, List<RecordRow>> target)
    {
        var sums = new Dictionary<(string By, string Key), (long Count, double Area, double Reported)[]>();
        var differences = new List<ReconciliationDifference>();
        foreach (var record in source)
        {
            var fields = record.Newest.Fields;
            var area = record.Newest.Shape is { } shape ? AreaOf(shape) : 0;
            Add(0, name => fields.GetValueOrDefault(name), area, Number(fields.GetValueOrDefault("reportedAreaM2")));
            if (!target.TryGetValue(record.Id, out var versions))
            {
                differences.Add(new(type, record.Id, "left-out", "It is not here."));
                continue;
            }

            if (versions.Count != record.Versions.Count)
            {
                differences.Add(new(type, record.Id, "versions", string.Create(CultureInfo.InvariantCulture, $"{record.Versions.Count} versions there, {versions.Count} here.")));
            }

            var here = versions.MaxBy(v => v.Version)!;
            var areaHere = here.ReadGeometry() is { } geometry ? PlaneProjection.Karabakh.Project(geometry).Area : 0;
            Add(1, name => Text(here, name), areaHere, Number(Text(here, "reportedAreaM2")));
            if (Math.Abs(area - areaHere) >= 0.01)
            {
                differences.Add(new(type, record.Id, "shape-changed", string.Create(CultureInfo.InvariantCulture, $"{area:0.00} m² there, {areaHere:0.00} m² here.")));
            }

            foreach (var (name, value) in fields)
            {
                if (name is not "id" && Text(here, name) is var there && !Same(value, there))
                {
                    differences.Add(new(type, record.Id, "value", $"{name}: '{value}' there, '{there}' here."));
                }
            }
        }

        return ([.. sums.OrderBy(s => s.Key.By, StringComparer.Ordinal).ThenBy(s => s.Key.Key, StringComparer.Ordinal).Select(s => new ReconciliationRow(type, s.Key.By, s.Key.Key, s.Value[0].Count, s.Value[1].Count, s.Value[0].Area, s.Value[1].Area, s.Value[0].Reported, s.Value[1].Reported))], differences);

        void Add(int side, Func<string, string?> value, double area, double reported)
        {
            var year = Day.Select(value).FirstOrDefault(d => d is { Length: >= 4 });
            (string, string)[] keys = [("all", ""), ("status", Status.Select(value).FirstOrDefault(s => s is not null) ?? ""), ("district", value("district") ?? ""), ("year", year?[..4] ?? "")];
            foreach (var key in keys)
            {
                var both = sums.TryGetValue(key, out var found) ? found : sums[key] = new (long, double, double)[2];
                both[side] = (both[side].Count + 1, both[side].Area + area, both[side].Reported + reported);
            }
        }
    }

    private static string? Text(RecordRow row, string name) =>
        name == "informationDate" ? Exporting.ValueText.Of(row.InformationDate)
        : row.Type.Ordinal(name) is >= 0 and var i && row.Values[i] is { } value ? Exporting.ValueText.Of(value) : null;

    private static bool Same(string there, string? here) =>
        there == here || (double.TryParse(there, NumberStyles.Float, CultureInfo.InvariantCulture, out var a) && double.TryParse(here, NumberStyles.Float, CultureInfo.InvariantCulture, out var b) && a == b);

    private static double Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static double AreaOf(string shape) =>
        EnteredGeometry.Parse(Encoding.UTF8.GetBytes(shape)).Geometry is { } geometry ? PlaneProjection.Karabakh.Project(geometry).Area : 0;
}
