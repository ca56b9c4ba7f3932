using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Surefoot.Raster;
using Surefoot.Registry.Imagery;
using Surefoot.Registry.Reading;
using Surefoot.Server.Tiles;

namespace Surefoot.Server.Writing;

/// <param name="Box">Of its outline, longitude and latitude; null if it has none.</param>
/// <param name="Reason">Why it is not shown on a map; null if it is.</param>
public sealed record ShownLayer(string Id, string State, ImageryLayer Layer, Envelope? Box, CogHeader? Header, string? Reason);

/// <summary>Something seen on an image.</summary>
/// <param name="By">Who recorded it.</param>
public sealed record ShownObservation(string Id, string State, ImageryObservation Observation, Geometry? Place, DateTimeOffset RecordedAt, string By);

/// <summary>Images of the ground kept as Cloud Optimized GeoTIFF, drawn as tiles, and the marks made on them, which are records of evidence.</summary>
public sealed class ImageryLayers(Desk desk) : IDisposable
{
    public const string LayerType = "imagery-layer";
    public const string ObservationType = "imagery-observation";

    private const int MostOpen = 8;

    private readonly KeptFiles _files = new(desk.Store, desk.Folder);
    private readonly ConcurrentDictionary<string, (ImageryTiles? Tiles, string? Reason)> _open = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();

    public Desk Desk => desk;

    public bool MayAttach => desk.MayWrite(LayerType);

    public bool MayObserve => desk.MayWrite(ObservationType);

    public IReadOnlyList<ShownLayer> List() => [.. Rows(LayerType).Select(Show)];

    /// <summary>Null where there is none, or none that this person may see.</summary>
    public ShownLayer? Find(string id) => Row(id) is { } row ? Show(row) : null;

    /// <summary>What was seen on it, as it stands now, newest first; with what waits for approval.</summary>
    public IReadOnlyList<ShownObservation> Observations(string layer) =>
        [.. Rows(ObservationType, new Dictionary<string, string>(StringComparer.Ordinal) { ["layer"] = layer })
            .Select(row => new ShownObservation(row.Id, row.State.ToString().ToLowerInvariant(), row.As<ImageryObservation>(), row.ReadGeometry(), row.RecordedAt, desk.Store.Read(row.Sequence).First().Actor))
            .OrderByDescending(one => one.RecordedAt)];

    /// <summary>Keeps the file if it is a Cloud Optimized GeoTIFF that can be shown, and writes the layer that names it.</summary>
    public WriteAnswer Attach(byte[] content, IReadOnlyDictionary<string, string> given, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(given);
        if (!MayAttach)
        {
            return WriteAnswer.Refuse("actor.no-right", $"{desk.Actor} may not attach images.");
        }

        var (header, refusal) = ReadCogHeader.Run(new MemoryStream(content));
        if (header is null)
        {
            return WriteAnswer.Refuse(refusal!.Code, refusal.Message, "a Cloud Optimized GeoTIFF");
        }

        if (!header.IsCog)
        {
            return WriteAnswer.Refuse("cog.not", string.Join(" ", header.Findings), "Make one, for instance with gdal_translate -of COG, and look at it with surefoot imagery check.");
        }

        var operation = int.TryParse(given.GetValueOrDefault("operation", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : (int?)null;
        var (tiles, reason) = ImageryTiles.Open(new MemoryStream(content), operation);
        if (tiles is null)
        {
            return WriteAnswer.Refuse("cog.shown", reason!);
        }

        using (tiles)
        {
            var hash = desk.Store.KeepBlob(content);
            var outline = string.Join(',', tiles.Corners.Append(tiles.Corners[0]).Reverse().Select(corner => FormattableString.Invariant($"[{corner.EastingM:0.0000000},{corner.NorthingM:0.0000000}]")));
            Dictionary<string, object?> fields = new(StringComparer.Ordinal)
            {
                ["id"] = "IMG-" + hash[..12],
                ["informationDate"] = Text(desk.Today),
                ["organisation"] = desk.Organisation,
                ["synthetic"] = desk.Synthetic ?? false,
                ["file"] = hash,
                ["crs"] = header.Epsg,
                ["operation"] = operation,
                ["resolutionM"] = header.PixelM is { } pixel && pixel.X >= 0.001 && header.Epsg is not (4326 or 4284) ? Math.Round(pixel.X, 4) : null,
            };
            foreach (var name in (string[])["takenOn", "kind", "licence", "sensor", "provider", "sigmaM"])
            {
                fields[name] = given.GetValueOrDefault(name, "") is { Length: > 0 } text ? text : null;
            }

            return SaveFields.Handle(desk, LayerType, fields, 0, "image attached, SHA-256 " + hash, $$"""{"type":"Polygon","coordinates":[[{{outline}}]]}""", cancellation);
        }
    }

    /// <summary>Writes what was seen as a record of evidence. The same mark sent twice is one.</summary>
    /// <param name="geometry">GeoJSON of a point, line or polygon in longitude and latitude.</param>
    public WriteAnswer Observe(string layer, IReadOnlyDictionary<string, string> given, string geometry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (!MayObserve || Row(layer) is null)
        {
            return WriteAnswer.Refuse("id-not-found", $"There is no image {layer}.");
        }

        Dictionary<string, object?> fields = new(StringComparer.Ordinal)
        {
            ["informationDate"] = Text(desk.Today),
            ["organisation"] = desk.Organisation,
            ["synthetic"] = desk.Synthetic ?? false,
            ["layer"] = layer,
        };
        foreach (var name in (string[])["seenOn", "feature", "informationReliability", "reader", "remarks", "sigmaM", "district"])
        {
            fields[name] = given.GetValueOrDefault(name, "") is { Length: > 0 } text ? text : null;
        }

        var mark = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(fields) + geometry));
        fields["id"] = "OBS-" + Convert.ToHexStringLower(mark)[..12];
        return SaveFields.Handle(desk, ObservationType, fields, 0, "marked on the image", geometry, cancellation);
    }

    /// <summary>Null where there is no such image for this person; empty bytes where it does not reach.</summary>
    internal TileBody? Tile(string id, TileAddress tile) => Row(id) is { } row && Open(row.As<ImageryLayer>()).Tiles is { } tiles ? tiles.Get(tile) : null;

    public void Dispose()
    {
        foreach (var (tiles, _) in _open.Values)
        {
            tiles?.Dispose();
        }
    }

    private RecordRow? Row(string id) => desk.MaySee(LayerType) ? desk.Reader.Find(LayerType, id, RecordQuery.Now with { ApprovedOnly = false }) : null;

    private IEnumerable<RecordRow> Rows(string type, IReadOnlyDictionary<string, string>? where = null) =>
        desk.MaySee(type) ? desk.Reader.List(type, RecordQuery.Now with { ApprovedOnly = false, Where = where, Order = RecordOrder.Id }) : [];

    private ShownLayer Show(RecordRow row)
    {
        var layer = row.As<ImageryLayer>();
        var (tiles, reason) = Open(layer);
        var box = row.ReadGeometry()?.EnvelopeInternal ?? (tiles is null ? null : new Envelope(tiles.Corners.Select(corner => new Coordinate(corner.EastingM, corner.NorthingM))));
        return new(row.Id, row.State.ToString().ToLowerInvariant(), layer, box, tiles?.Header, reason);
    }

    private (ImageryTiles? Tiles, string? Reason) Open(ImageryLayer layer)
    {
        if (_open.TryGetValue(layer.File, out var open))
        {
            return open;
        }

        lock (_opening)
        {
            // Files stay open while they are among the last few; tiles being drawn hold on to what they have.
            if (_open.Count >= MostOpen)
            {
                _open.Clear();
            }

            return _open.GetOrAdd(layer.File, hash => _files.Open(hash) is { } file ? ImageryTiles.Open(file, layer.Operation) : (null, "Its file is not kept here."));
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
