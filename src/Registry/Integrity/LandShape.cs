using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Numerics;
using Surefoot.Registry.Land;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Integrity;

/// <summary>One approved hazard or release with its shape in longitude and latitude.</summary>
internal sealed class LandShape(RecordRow row, Geometry? lonLat)
{
    private static readonly string[] s_types = ["hazard-area", "cancelled-area", "reduced-area", "cleared-area"];

    // Asked once here, for its index is made on the first question.
    private readonly Lazy<IndexedPointInAreaLocator> _locator = new(() =>
    {
        var locator = new IndexedPointInAreaLocator(lonLat);
        locator.Locate(lonLat!.Coordinate);
        return locator;
    });

    public RecordRow Row => row;

    public string Type => row.Type.Code;

    public string Id => row.Id;

    public Geometry? LonLat => lonLat;

    public bool IsRelease => Type != "hazard-area";

    public DateOnly? ReleasedOn => IsRelease ? (DateOnly?)row["releasedOn"] : null;

    public bool Covers(Coordinate at) => lonLat is not null && _locator.Value.Locate(at) != Location.Exterior;

    public string? Text(string field) => row.Type.Ordinal(field) >= 0 ? row[field] as string : null;

    public double? Number(string field) => row.Type.Ordinal(field) >= 0 ? row[field] switch { double number => number, long integer => integer, _ => null } : null;

    public IReadOnlyList<string> List(string field) => row.Type.Ordinal(field) >= 0 ? row[field] as string[] ?? [] : [];

    public LandRecord ToLandRecord() => new(
        Type, Id, ReleasedOn, Text("kind") == "confirmed", Number("reportedAreaM2"), Text("areaExplanation") is not null, Number("uncheckedAreaM2"), Text("uncheckedReason") is not null, Text("criteria"), List("evidence"));

    public static IReadOnlyList<LandShape> Read(RegistryReader reader, int workers, CancellationToken cancellation)
    {
        var rows = s_types.SelectMany(type => reader.List(type, RecordQuery.Now with { Order = RecordOrder.Id }, cancellation)).ToArray();
        var shapes = new LandShape[rows.Length];
        RowLoop.Run(rows.Length, workers, new Parse(rows, shapes), null, cancellation);
        return shapes;
    }

    private readonly struct Parse(RecordRow[] rows, LandShape[] shapes) : IRowOperation
    {
        public void Invoke(int i) => shapes[i] = new LandShape(rows[i], rows[i].Wkb is { } wkb ? new WKBReader().Read(wkb) : null);
    }
}
