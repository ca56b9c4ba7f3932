using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Exporting;

/// <summary>Generalised danger or released land as CSV, XLSX, GeoPackage or KML: a number, what it is, and the shape; no record stands behind one shape.</summary>
public static class PublicZoneExport
{
    public static IReadOnlyList<string> Formats { get; } = ["csv", "xlsx", "gpkg", "kml"];

    /// <param name="zone">danger, cancelled, reduced or cleared.</param>
    /// <param name="day">The day that the map speaks for.</param>
    public static void Write(string format, string path, string zone, DateOnly day, bool synthetic, IReadOnlyList<Polygon> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var type = RecordDescriptor.Of(zone == "danger" ? typeof(DangerZone) : typeof(ReleasedZone));
        var wkb = new WKBWriter(ByteOrder.LittleEndian);
        var rows = shapes.Select((shape, i) =>
        {
            var values = new object?[type.Fields.Count];
            values[type.Ordinal("synthetic")] = synthetic;
            values[type.Ordinal("zone")] = zone;
            return new RecordRow(type, default, FormattableString.Invariant($"{zone}-{i + 1}"), 1, EntryState.Approved, 0, day, default, "", values, wkb.Write(shape));
        });
        var none = new HashSet<Guid>();
        if (format == "gpkg")
        {
            GeoPackageExport.Write(path, type, rows, synthetic, none);
            return;
        }

        using var file = File.Create(path);
        _ = format switch
        {
            "csv" => CsvExport.Write(file, type, rows, none),
            "xlsx" => XlsxExport.Write(file, type, rows, synthetic, none),
            "kml" => KmlExport.Write(file, type, rows, synthetic, none),
            _ => throw new ArgumentException($"{format} is no format of public zones.", nameof(format)),
        };
    }

    [RecordType("danger-zone", Area = "Public", Tier = Tier.Public, Shape = ShapeKind.Polygon)]
    private sealed record DangerZone
    {
        [Field]
        public string? Zone { get; init; }
    }

    [RecordType("released-zone", Area = "Public", Tier = Tier.Public, Shape = ShapeKind.Polygon)]
    private sealed record ReleasedZone
    {
        [Field]
        public string? Zone { get; init; }
    }
}
