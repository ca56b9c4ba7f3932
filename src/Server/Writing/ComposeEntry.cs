using System.Globalization;
using System.Text;
using System.Text.Json;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Written;
using Surefoot.Registry.Minefields;

namespace Surefoot.Server.Writing;

/// <summary>One record put together from its lines: the cells that an import reads, and which line each came from.</summary>
internal sealed record ComposedEntry(EntryLine Line, string Id, MinefieldRecord Preview, IReadOnlyDictionary<string, string> Cells, IReadOnlyList<EntryLine> Points, IReadOnlyList<EntryLine> Legs, IReadOnlyList<EntryLine> Rows);

/// <summary>Brings the tables of a sheet together to records, and says what does not fit together. Values are not judged here: the checks of the import do that.</summary>
internal sealed class ComposeEntry(EntrySheet sheet, bool synthetic, ReferenceAreas areas)
{
    private const string Records = "records", Points = "points", Legs = "legs", Rows = "rows";
    private static readonly string[] s_shared = ["sheet", "organisation", "informationDate", "scale", "mapDatum", "recordingDuty", "north", "declinationDeg", "angleUnit", "lengthUnit", "instrument", "channel", "scan", "scanPoints"];
    private static readonly string[] s_own = ["recordNumber", "laidOn", "category", "itemCount", "rows", "spacingM", "emplacingMethod", "otherInformation"];

    private readonly List<EntryFinding> _findings = [];
    private readonly int? _crs = Number(sheet["crs"]);
    private readonly int? _operation = Number(sheet["operation"]);

    public (IReadOnlyList<ComposedEntry> Records, IReadOnlyList<EntryFinding> Findings) Handle()
    {
        List<EntryLine> records = [.. sheet.Filled(Records)];
        if (records.Count == 0)
        {
            Find(Verdict.Reject, Records, 1, "id", "There is no record yet.", "Fill one line: a number or id, and the outline.");
        }

        var ids = records.ConvertAll(IdOf);
        var points = Under(Points, records, ids);
        var legs = Under(Legs, records, ids);
        var rows = Under(Rows, records, ids);
        return ([.. records.Select((line, i) => Compose(line, ids[i], points[i], legs[i], rows[i]))], _findings);
    }

    private string IdOf(EntryLine line)
    {
        if (line["id"] is { Length: > 0 } id)
        {
            return id;
        }

        if (line["recordNumber"] is { Length: > 0 } number && sheet["sheet"].Length > 0)
        {
            return $"{sheet["sheet"]}-{number}";
        }

        Find(Verdict.Reject, Records, line.Number, "id", "The record has neither an id nor a number on a named sheet.", "Its number on the sheet is enough: the id is then made of both.");
        return FormattableString.Invariant($"line {line.Number}");
    }

    // A line without a record belongs to that of the line above, as on paper.
    private List<EntryLine>[] Under(string table, List<EntryLine> records, List<string> ids)
    {
        var under = records.ConvertAll(_ => new List<EntryLine>());
        var at = records.Count == 1 ? 0 : -1;
        foreach (var line in sheet.Filled(table))
        {
            if (line["record"] is { Length: > 0 } named)
            {
                at = ids.IndexOf(named) is >= 0 and var byId ? byId : records.FindIndex(record => record["recordNumber"] == named);
                if (at < 0)
                {
                    Find(Verdict.Reject, table, line.Number, "record", $"No record above has the id or number {named}.", string.Join(", ", ids.Take(6)));
                    continue;
                }
            }
            else if (at < 0)
            {
                Find(Verdict.Reject, table, line.Number, "record", "It is not said to which record this line belongs.", string.Join(", ", ids.Take(6)));
                continue;
            }

            under[at].Add(line);
        }

        return [.. under];
    }

    private ComposedEntry Compose(EntryLine line, string id, List<EntryLine> points, List<EntryLine> legs, List<EntryLine> rows)
    {
        var preview = Preview(line, points, legs, rows);
        foreach (var point in points)
        {
            CheckPlace(point);
        }

        var placed = PlacePoints.Handle(preview);
        foreach (var finding in placed.Findings.Where(finding => !points.Exists(point => finding.StartsWith(point["name"] + ":", StringComparison.Ordinal))))
        {
            Find(Verdict.Flag, Legs, legs.Find(leg => finding.StartsWith($"Leg {leg["from"]}–{leg["to"]}", StringComparison.Ordinal))?.Number ?? legs.FirstOrDefault()?.Number, null, finding);
        }

        foreach (var (end, row) in rows.SelectMany(row => new[] { ("from", row), ("to", row) }).Where(pair => pair.row[pair.Item1].Length > 0 && placed.Find(pair.row[pair.Item1]) is null))
        {
            Find(Verdict.Flag, Rows, row.Number, end, $"The point {row[end]} is not placed: the row is kept, and drawn nowhere.", "a point above with a coordinate, or legs that lead to it");
        }

        Dictionary<string, string> cells = new(StringComparer.Ordinal) { ["id"] = id, ["synthetic"] = synthetic ? "true" : "false", ["wkt"] = Outline(line, points, placed) };
        foreach (var name in s_shared)
        {
            cells[name] = sheet[name];
        }

        foreach (var name in s_own)
        {
            cells[name] = line[name];
        }

        cells["authorUnit"] = line["authorUnit"].Length > 0 ? line["authorUnit"] : sheet["authorUnit"];
        cells["points"] = Groups(points, (point, group) =>
        {
            Text(group, point, "name", "role", "asWritten", "description", "column", "row");
            if (point["asWritten"].Length > 0)
            {
                var (crs, operation) = SystemOf(point);
                Number(group, "crs", crs);
                Number(group, "operation", operation);
            }
        });
        cells["legs"] = Groups(legs, (leg, group) => Text(group, leg, "from", "to", "bearing", "distance"));
        cells["drawnRows"] = Groups(rows, (row, group) => Text(group, row, "name", "from", "to", "spacingM", "itemCount", "category"));
        return new(line, id, preview, cells, points, legs, rows);
    }

    private void CheckPlace(EntryLine point)
    {
        if (point["asWritten"].Length == 0)
        {
            return;
        }

        var (crs, operation) = SystemOf(point);
        var (read, fault) = ReadCoordinate.Run(point["asWritten"], new Measurement(MeasurementMethod.ScaledFromSheet, Number(sheet["scale"])), crs, operation);
        if (read is null)
        {
            Find(Verdict.Flag, Points, point.Number, "asWritten", fault!.Message, fault.Suggestion);
        }
        else if (!areas.CountryContains(read.Wgs84))
        {
            Find(Verdict.Flag, Points, point.Number, "asWritten", FormattableString.Invariant($"It lies at {read.Wgs84.LatitudeDeg:0.0000}, {read.Wgs84.LongitudeDeg:0.0000}, outside {areas.CountryName}."), "Easting comes first (on Soviet sheets Y); check zone and system.");
        }
    }

    private (int? Crs, int? Operation) SystemOf(EntryLine point)
    {
        var crs = Number(point["crs"]) ?? _crs;
        return (crs, crs is { } code && CoordinateSystem.Find(code) is { Datum: not Datum.Wgs84 } ? _operation : null);
    }

    /// <summary>The outline in the sheet's system: digits as typed where two numbers were typed, else the named point brought there.</summary>
    private string Outline(EntryLine line, List<EntryLine> points, PlacedPoints placed)
    {
        if (line["outline"].Length == 0)
        {
            Find(Verdict.Reject, Records, line.Number, "outline", "There is no outline.", "coordinates parted by semicolons, or names of points: A; B; C");
            return "";
        }

        List<string> corners = [];
        foreach (var part in line["outline"].Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var named = points.Find(point => string.Equals(point["name"], part, StringComparison.OrdinalIgnoreCase));
            if (Corner(part, named, placed) is { } corner)
            {
                corners.Add(corner);
            }
            else
            {
                Find(Verdict.Reject, Records, line.Number, "outline", $"“{part}” is neither two numbers nor a point of this record that is placed.", "8535120 4395670, or the name of a point below");
                return "";
            }
        }

        if (corners.Distinct(StringComparer.Ordinal).Count() < 3)
        {
            Find(Verdict.Reject, Records, line.Number, "outline", FormattableString.Invariant($"An outline has at least three corners; here are {corners.Count}."));
            return "";
        }

        return $"POLYGON (({string.Join(", ", corners)}{(corners[0] == corners[^1] ? "" : ", " + corners[0])}))";
    }

    private string? Corner(string part, EntryLine? named, PlacedPoints placed)
    {
        // A point with a system of its own is brought into the sheet's; the same digits mean another place there.
        var own = named is not null && Number(named["crs"]) is { } crs && crs != _crs;
        if (!own && TwoNumbers(named is null ? part : named["asWritten"]) is { } plain)
        {
            return plain;
        }

        // Names go before readings of the text: a point that only legs lead to stands in no line of the points.
        var place = placed.Find(part)?.Wgs84 ?? (named is null ? ReadCoordinate.Run(part, new Measurement(MeasurementMethod.ScaledFromSheet, Number(sheet["scale"])), _crs, _operation).Read?.Wgs84 : null);
        return place is { } at ? InSheetSystem(at, _crs, _operation) : null;
    }

    /// <summary>A place in digits of a system: centimetres of a grid, or 1e-7 of a degree. Null where the system is not known or has no operation.</summary>
    internal static string? InSheetSystem(GeoPoint at, int? crs, int? operation)
    {
        var code = crs ?? 4326;
        if (CoordinateSystem.Find(code) is not { } system || CoordinatePath.Find(4326, operation, code).Path is not { } path)
        {
            return null;
        }

        var there = path.Convert(at.LongitudeDeg, at.LatitudeDeg);
        var format = system.IsGeographic ? "0.0000000" : "0.00";
        return string.Create(CultureInfo.InvariantCulture, $"{there.EastingM.ToString(format, CultureInfo.InvariantCulture)} {there.NorthingM.ToString(format, CultureInfo.InvariantCulture)}");
    }

    private static string? TwoNumbers(string text)
    {
        string[] parts = text.Split([' ', ',', '\t'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && parts.All(part => double.TryParse(part, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) ? $"{parts[0]} {parts[1]}" : null;
    }

    private MinefieldRecord Preview(EntryLine line, List<EntryLine> points, List<EntryLine> legs, List<EntryLine> rows) => new()
    {
        Sheet = sheet["sheet"],
        Scale = Number(sheet["scale"]),
        RecordingDuty = Given(sheet["recordingDuty"]),
        North = Known(sheet["north"], "true", "grid", "magnetic", "unknown"),
        AngleUnit = Known(sheet["angleUnit"], "degree", "grad", "mil6000", "mil6400"),
        LengthUnit = Known(sheet["lengthUnit"], "m", "ft"),
        DeclinationDeg = Real(sheet["declinationDeg"]),
        Instrument = Given(sheet["instrument"]),
        LaidOn = DateOnly.TryParseExact(line["laidOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var laid) ? laid : null,
        Category = Given(line["category"]),
        ItemCount = Number(line["itemCount"]),
        Rows = Number(line["rows"]),
        EmplacingMethod = Given(line["emplacingMethod"]),
        OtherInformation = Given(line["otherInformation"]),
        Scan = Given(sheet["scan"]),
        Points = [.. points.Select(point => new RecordPoint { Name = point["name"], Role = point["role"], AsWritten = Given(point["asWritten"]), Crs = SystemOf(point).Crs, Operation = SystemOf(point).Operation })],
        Legs = [.. legs.Where(leg => Real(leg["bearing"]) is not null && Real(leg["distance"]) is not null).Select(leg => new RecordLeg { From = leg["from"], To = leg["to"], Bearing = Real(leg["bearing"])!.Value, Distance = Real(leg["distance"])!.Value })],
        DrawnRows = rows.Count == 0 ? null : [.. rows.Select(row => new DrawnRow { Name = row["name"], From = row["from"], To = row["to"] })],
    };

    private void Find(Verdict severity, string table, int? line, string? column, string message, string? suggestion = null) => _findings.Add(new(severity, table, line, column, message, suggestion));

    private static string Groups(List<EntryLine> lines, Action<EntryLine, Utf8JsonWriter> write)
    {
        if (lines.Count == 0)
        {
            return "";
        }

        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            foreach (var line in lines)
            {
                writer.WriteStartObject();
                write(line, writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    private static void Text(Utf8JsonWriter group, EntryLine line, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (line[name] is { Length: > 0 } text)
            {
                group.WriteString(name, text);
            }
        }
    }

    private static void Number(Utf8JsonWriter group, string name, int? value)
    {
        if (value is { } number)
        {
            group.WriteNumber(name, number);
        }
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Real(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Given(string text) => text.Length == 0 ? null : text;

    private static string? Known(string text, params ReadOnlySpan<string> codes) => codes.Contains(text) ? text : null;
}
