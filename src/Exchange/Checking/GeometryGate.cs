using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Checking;

/// <summary>What every geometry passes before a row may use it: reading, position, shape. What is wrong becomes a finding with its place.</summary>
internal sealed class GeometryGate
{
    private const int Wgs84 = 4326;

    private readonly ReadOptions _options;
    private readonly PositionRules _positions;
    private readonly FindingList _findings;

    private readonly bool _flagMissing;

    private GeometryGate(ReadOptions options, PositionRules positions, FindingList findings, bool flagMissing)
    {
        _options = options;
        _flagMissing = flagMissing;
        _positions = positions;
        _findings = findings;
    }

    /// <summary>EPSG code the numbers are read in.</summary>
    public int Crs => _options.Crs ?? Wgs84;

    /// <summary>Null, with a finding, when the options themselves cannot be followed.</summary>
    /// <param name="flagMissing">Say so when a row that could have a geometry has none; an import knows better, from its record type.</param>
    public static GeometryGate? Open(ReadOptions options, ReferenceAreas areas, FindingList findings, bool flagMissing = false)
    {
        var (path, refusal) = CoordinatePath.Find(options.Crs ?? Wgs84, options.Operation, Wgs84);
        if (path is null)
        {
            findings.Add(new(Verdict.Reject, null, "crs", null, refusal!.Code, refusal.Message, refusal.Hint));
            return null;
        }

        ReferenceArea? district = null;
        if (options.District is { } iso && (district = areas.FindDistrict(iso)) is null)
        {
            findings.Add(new(Verdict.Reject, null, "district", Text.Cut(iso), "district.unknown", $"'{Text.Cut(iso)}' is not the code of a district.", "Use an ISO 3166-2 code such as AZ-FUZ: " + string.Join(", ", areas.DistrictCodes.Order(StringComparer.Ordinal).Take(10)) + ", …"));
            return null;
        }

        return new(options, new PositionRules(path, areas, district, findings), findings, flagMissing);
    }

    /// <summary>A row whose place for a geometry is empty.</summary>
    public void Miss(long row)
    {
        if (_flagMissing)
        {
            _findings.Add(new(Verdict.Flag, row, "geometry", null, "geometry.missing", "The row has no position.", "Give it, if it is known; a hazard without a place cannot be shown."));
        }
    }

    /// <summary>The geometry on WGS 84, or null when it is refused.</summary>
    public Geometry? Pass(long row, ReadOnlySpan<byte> asEntered, string field = "geometry")
    {
        var entered = EnteredGeometry.Parse(asEntered, _options.Crs, _options.Operation);
        if (entered.AsWritten is { } written && !_positions.Check(entered, written, row, field))
        {
            return null;
        }

        if (entered.Fault is { } fault)
        {
            _findings.Add(new(Verdict.Reject, row, field, fault.Value is null ? null : Text.Cut(fault.Value), fault.Rule, fault.Message, fault.Suggestion, fault.At));
            return null;
        }

        if (entered.Srid is { } srid and not 0 && srid != Crs)
        {
            _findings.Add(new(
                Verdict.Reject,
                row,
                field,
                srid.ToString(CultureInfo.InvariantCulture),
                "geometry.srid",
                $"The geometry says it is in EPSG:{srid}, but it is to be read as EPSG:{Crs}.",
                $"Run again with --crs EPSG:{srid}, or correct the number in the file."));
            return null;
        }

        return new GeometryRules(row, field, _findings).Check(entered.Geometry!, entered.AsWritten!, asEntered[0] == '{') ? entered.Geometry : null;
    }
}
