using System.Globalization;
using Surefoot.Geodesy.Bearings;
using Surefoot.Geodesy.Written;

namespace Surefoot.Geodesy.Traverses;

/// <summary>Reads the legs of a traverse from a table with columns <c>leg,bearing,distance</c>; units may stand in the names.</summary>
/// <remarks>Units, unit of angle, north, instrument, date and the order of legs are compulsory (INTEGRITY 4). A column goes before a default,
/// an empty cell falls back to it, and what neither says is a reject: a wrong guess moves every turning point and still closes.</remarks>
public static class TraverseTable
{
    public const int MaxLegs = 10_000;

    private static readonly Dictionary<string, (string Column, AngleUnit? Angle, LengthUnit? Length)> Known = new(StringComparer.Ordinal)
    {
        ["leg"] = ("leg", null, null),
        ["bearing"] = ("bearing", null, null),
        ["bearing_deg"] = ("bearing", AngleUnit.Degree, null),
        ["bearing_degree"] = ("bearing", AngleUnit.Degree, null),
        ["bearing_grad"] = ("bearing", AngleUnit.Grad, null),
        ["bearing_gon"] = ("bearing", AngleUnit.Grad, null),
        ["bearing_mil6000"] = ("bearing", AngleUnit.Mil6000, null),
        ["bearing_mil6400"] = ("bearing", AngleUnit.Mil6400, null),
        ["distance"] = ("distance", null, null),
        ["distance_m"] = ("distance", null, LengthUnit.Metre),
        ["distance_ft"] = ("distance", null, LengthUnit.Foot),
        ["north"] = ("north", null, null),
        ["instrument"] = ("instrument", null, null),
        ["date"] = ("date", null, null),
    };

    /// <summary>The legs in the order of the table, and what is wrong with them. With a reject among the findings the legs are not to be used.</summary>
    public static (IReadOnlyList<TraverseLeg> Legs, IReadOnlyList<WrittenFinding> Findings) Read(string text, TraverseDefaults defaults)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(defaults);
        var findings = new List<WrittenFinding>();
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Trim().Length > 0).Take(MaxLegs + 2).ToList();
        if (lines.Count == 0)
        {
            findings.Add(WrittenFinding.Reject(null, null, null, "traverse.empty", "The table is empty.", "Give columns leg, bearing and distance."));
            return ([], findings);
        }

        if (lines.Count > MaxLegs + 1)
        {
            findings.Add(WrittenFinding.Reject(null, null, null, "traverse.legs", $"A traverse has at most {MaxLegs} legs.", "Split the table."));
            return ([], findings);
        }

        var delimiter = lines[0].Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var columns = Columns(TableLine.Split(lines[0], delimiter), findings);
        var units = defaults with { AngleUnit = columns.Angle ?? defaults.AngleUnit, LengthUnit = columns.Length ?? defaults.LengthUnit };
        if (findings.Count == 0 && units.AngleUnit is null)
        {
            findings.Add(WrittenFinding.Reject(null, "bearing", null, "traverse.angle-unit-missing", "The unit of the bearings is not stated.", "Name the column bearing_deg, bearing_grad, bearing_mil6000 or bearing_mil6400, or give --angle-unit."));
        }

        if (findings.All(f => !f.Rejects || f.Field == "bearing") && units.LengthUnit is null)
        {
            findings.Add(WrittenFinding.Reject(null, "distance", null, "traverse.length-unit-missing", "The unit of the distances is not stated.", "Name the column distance_m or distance_ft, or give --length-unit."));
        }

        if (findings.Count > 0)
        {
            return ([], findings);
        }

        var legs = new List<TraverseLeg>();
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        for (var row = 1; row < lines.Count; row++)
        {
            if (Leg(row, TableLine.Split(lines[row], delimiter), columns.Index, units, delimiter == ';' && lines[row].Contains(',', StringComparison.Ordinal) ? ',' : '.', missing, findings) is { } leg)
            {
                legs.Add(leg);
            }
        }

        foreach (var what in missing)
        {
            findings.Add(WrittenFinding.Reject(null, what, null, $"traverse.{what}-missing", $"The {what} of the bearings is not stated.", $"Add a column {what} or give --{what}{(what == "north" ? " true, grid, magnetic or unknown" : "")}."));
        }

        return (legs, findings);
    }

    private static (Dictionary<string, int> Index, AngleUnit? Angle, LengthUnit? Length) Columns(IReadOnlyList<string> header, List<WrittenFinding> findings)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        AngleUnit? angle = null;
        LengthUnit? length = null;
        for (var i = 0; i < header.Count; i++)
        {
            var name = header[i].Trim().ToLowerInvariant();
            if (!Known.TryGetValue(name, out var known))
            {
                if (name.StartsWith("bearing_", StringComparison.Ordinal) || name.StartsWith("distance_", StringComparison.Ordinal))
                {
                    findings.Add(WrittenFinding.Reject(null, header[i], null, "traverse.unit-unknown", $"The unit in {header[i]} is not known.", "Bearings: deg, grad, mil6000, mil6400. Distances: m, ft."));
                }

                continue;
            }

            if (!index.TryAdd(known.Column, i))
            {
                findings.Add(WrittenFinding.Reject(null, header[i], null, "traverse.column-twice", $"There are two columns for the {known.Column}.", "Keep one."));
            }

            angle ??= known.Angle;
            length ??= known.Length;
        }

        foreach (var needed in (ReadOnlySpan<string>)["leg", "bearing", "distance"])
        {
            if (!index.ContainsKey(needed) && findings.Count == 0)
            {
                findings.Add(WrittenFinding.Reject(null, needed, null, "traverse.column-missing", $"There is no column {needed}.", "Give columns leg, bearing and distance, legs in the order in which they were walked."));
            }
        }

        return (index, angle, length);
    }

    private static TraverseLeg? Leg(int row, IReadOnlyList<string> cells, Dictionary<string, int> columns, TraverseDefaults units, char decimalSign, SortedSet<string> missing, List<WrittenFinding> findings)
    {
        string Cell(string column) => columns.TryGetValue(column, out var at) && at < cells.Count ? cells[at].Trim() : "";
        var before = findings.Count;
        if (Cell("leg").Length == 0)
        {
            findings.Add(WrittenFinding.Reject(row, "leg", null, "traverse.leg-missing", "The leg has no name.", "Name it after its ends, such as TP1-TP2."));
        }

        if (!AngleText.TryParse(Cell("bearing"), units.AngleUnit!.Value, decimalSign, out var bearing))
        {
            findings.Add(WrittenFinding.Reject(row, "bearing", Cell("bearing"), "traverse.bearing", string.Create(CultureInfo.InvariantCulture, $"This is no bearing between 0 and {units.AngleUnit.Value.WholeTurn()}."), "Check the number and the unit of the angles."));
        }

        if (!AngleText.Number(Cell("distance"), decimalSign, out var distance) || distance <= 0 || distance > 100_000)
        {
            findings.Add(WrittenFinding.Reject(row, "distance", Cell("distance"), "traverse.distance", "This is no length of a leg.", "A distance is above zero and at most 100,000."));
        }

        var north = units.North;
        if (Cell("north") is { Length: > 0 } northText)
        {
            if (!Enum.TryParse<NorthReference>(northText, ignoreCase: true, out var stated) || !Enum.IsDefined(stated) || char.IsAsciiDigit(northText[0]))
            {
                findings.Add(WrittenFinding.Reject(row, "north", northText, "traverse.north", "This is no north.", "Write true, grid, magnetic or unknown."));
            }

            north = stated;
        }

        var on = units.On;
        if (Cell("date") is { Length: > 0 } dateText)
        {
            if (!DateOnly.TryParseExact(dateText, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var stated))
            {
                findings.Add(WrittenFinding.Reject(row, "date", dateText, "traverse.date", "This is no date.", "Write it as 2025-03-31."));
            }

            on = stated;
        }

        var instrument = Cell("instrument") is { Length: > 0 } written ? written : units.Instrument;
        if (north is null)
        {
            missing.Add("north");
        }

        if (string.IsNullOrWhiteSpace(instrument))
        {
            missing.Add("instrument");
        }

        if (on is null)
        {
            missing.Add("date");
        }

        return findings.Count > before || north is null || string.IsNullOrWhiteSpace(instrument) || on is null
            ? null
            : new(row, Cell("leg"), bearing, units.AngleUnit.Value, north.Value, distance, units.LengthUnit!.Value, instrument, on.Value);
    }
}
