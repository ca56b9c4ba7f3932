using System.Globalization;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy.Receivers;
using Surefoot.Geodesy.Written;
using Surefoot.Registry.Payloads;

namespace Surefoot.Exchange.Checking;

/// <summary>Columns that say how a position was measured, in which system it is, and at which known point: <c>positionMethod</c> and its like, <c>crs</c>, <c>operation</c>, <c>atPoint</c>.</summary>
/// <remarks>They belong to the position, not to the record type, and are kept with it.</remarks>
internal sealed class AboutPosition
{
    public const double DegreeM = 111_195;

    /// <summary>Names that no record type needs to declare.</summary>
    public static readonly string[] Names =
    [
        "positionMethod", "positionSheet", "positionScale", "positionFix", "positionSigmaM", "positionSatellites", "positionHdop", "positionCorrectionAgeS",
        "positionStation", "positionAntennaHeightM", "positionInstrument", "positionMeasuredOn", "atPoint", "crs", "operation",
    ];

    public static readonly IReadOnlyDictionary<string, string?> Nothing = new Dictionary<string, string?>();

    private static readonly Dictionary<string, FixQuality> Fixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = FixQuality.None,
        ["autonomous"] = FixQuality.Autonomous,
        ["2d"] = FixQuality.Autonomous,
        ["3d"] = FixQuality.Autonomous,
        ["dgps"] = FixQuality.Differential,
        ["differential"] = FixQuality.Differential,
        ["pps"] = FixQuality.Pps,
        ["rtk-fixed"] = FixQuality.RtkFixed,
        ["rtk-float"] = FixQuality.RtkFloat,
    };

    private readonly ReadOptions _options;
    private readonly FindingList _findings;
    private readonly Dictionary<string, string> _columnOf;
    private readonly Dictionary<string, NamedPoint> _points;

    public AboutPosition(ReadOptions options, FindingList findings)
    {
        (_options, _findings) = (options, findings);
        _columnOf = options.Columns.GroupBy(c => c.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.Ordinal);
        _points = new(options.Points, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What the row, or the profile for every row, says under one of our names; null if nothing.</summary>
    public string? Value(IReadOnlyDictionary<string, string?> fields, string name)
    {
        if (_options.Values.TryGetValue(name, out var all))
        {
            return all;
        }

        var text = fields.GetValueOrDefault(_columnOf.GetValueOrDefault(name, name));
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>The point with this name: a stated one, or an earlier row of the file by its id.</summary>
    public NamedPoint? Point(string name) => _points.GetValueOrDefault(name);

    /// <summary>Later rows may be measured from this one.</summary>
    public void Learn(SourceRow row)
    {
        if (_points.Count < 100_000 && row.Geometry is NetTopologySuite.Geometries.Point point && Value(row.Fields, "id") is { } id)
        {
            _points.TryAdd(id, new(id, new(point.X, point.Y), row.Measured?.SigmaOfMeasurementM));
        }
    }

    public NamedPoint? KnownPoint(long row, IReadOnlyDictionary<string, string?> fields)
    {
        if (Value(fields, "atPoint") is not { } name)
        {
            return null;
        }

        var known = Point(name);
        if (known is null)
        {
            _findings.Add(new(Verdict.Flag, row, "atPoint", Text.Cut(name), "known-point.unknown", $"There is no point named '{Text.Cut(name, 60)}'; the position was held against none.", "Name it with --points, or give it as an earlier row of the file."));
        }

        return known;
    }

    /// <summary>System and operation that the row states for itself; null if it states none or none that can be read (then a finding says so).</summary>
    public (int Crs, int? Operation)? System(long row, IReadOnlyDictionary<string, string?> fields, out bool refused)
    {
        refused = false;
        if (Value(fields, "crs") is not { } crs)
        {
            return null;
        }

        if (Epsg(crs) is not { } code)
        {
            refused = true;
            _findings.Add(new(Verdict.Reject, row, "crs", Text.Cut(crs), "crs.unknown", $"'{Text.Cut(crs, 60)}' is no code of a coordinate system.", "Write EPSG:28408 or the like."));
            return null;
        }

        var stated = Value(fields, "operation") is { } operation ? Epsg(operation) : null;
        return (code, Geodesy.CoordinateSystem.Find(code)?.Datum == Geodesy.Datum.Sk42 ? stated ?? _options.Operation : null);
    }

    /// <summary>How it was measured, as the columns say; null if they say nothing.</summary>
    public Measurement? Measured(long row, IReadOnlyDictionary<string, string?> fields, bool decimalComma)
    {
        if (!Says(fields))
        {
            return null;
        }

        var method = MeasurementMethod.Unknown;
        if (Value(fields, "positionMethod") is { } text)
        {
            if (PositionJson.FindMethod(text) is { } named)
            {
                method = named;
            }
            else
            {
                Doubt(row, "positionMethod", text, "one of " + string.Join(", ", PositionJson.MethodNames));
            }
        }

        FixQuality? fix = null;
        if (Value(fields, "positionFix") is { } quality)
        {
            if (Fixes.TryGetValue(quality, out var said))
            {
                fix = said;
            }
            else if (int.TryParse(quality, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((FixQuality)number))
            {
                fix = (FixQuality)number;
            }
            else
            {
                Doubt(row, "positionFix", quality, "a quality of NMEA 0183 (0 to 8) or one of " + string.Join(", ", Fixes.Keys));
            }
        }

        DateOnly? on = null;
        if (Value(fields, "positionMeasuredOn") is { } day)
        {
            if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                on = date;
            }
            else
            {
                Doubt(row, "positionMeasuredOn", day, "a date such as 2025-03-31");
            }
        }

        double? Number(string name)
        {
            if (Value(fields, name) is not { } written)
            {
                return null;
            }

            if (double.TryParse(decimalComma ? written.Replace(',', '.') : written, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && Math.Abs(value) < 1e9)
            {
                return value;
            }

            Doubt(row, name, written, "a number");
            return null;
        }

        // 1:50,000, 1:50000 or 50000.
        int? scale = null;
        if (Value(fields, "positionScale") is { } drawn)
        {
            if (int.TryParse(drawn.StartsWith("1:", StringComparison.Ordinal) ? drawn.AsSpan(2) : drawn, NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 100_000_000)
            {
                scale = n;
            }
            else
            {
                Doubt(row, "positionScale", drawn, "a scale such as 1:50000");
            }
        }

        int? satellites = null;
        if (Value(fields, "positionSatellites") is { } seen)
        {
            if (int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < 1000)
            {
                satellites = n;
            }
            else
            {
                Doubt(row, "positionSatellites", seen, "a number of satellites");
            }
        }

        var measured = new Measurement(
            method, scale, Value(fields, "positionSheet"), fix, Number("positionSigmaM"), satellites,
            Number("positionAntennaHeightM"), Value(fields, "positionInstrument"), on, Number("positionHdop"), Number("positionCorrectionAgeS"), Value(fields, "positionStation"));
        foreach (var found in measured.Check())
        {
            _findings.Add(new(Verdict.Flag, row, found.Field, found.Value, found.Rule, found.Message, found.Suggestion));
        }

        return measured with { SigmaM = FixRules.KnownAccuracyM(measured.SigmaM) };
    }

    private bool Says(IReadOnlyDictionary<string, string?> fields)
    {
        for (var i = 0; i < 12; i++)
        {
            if (Value(fields, Names[i]) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private void Doubt(long row, string field, string value, string wanted) =>
        _findings.Add(new(Verdict.Flag, row, field, Text.Cut(value), "measurement.value", $"'{Text.Cut(value, 60)}' is not understood; how the position was measured is kept without it.", wanted));

    private static int? Epsg(string text) =>
        int.TryParse(text.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(5) : text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
}
