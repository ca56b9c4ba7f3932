using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Registration;
using Surefoot.Raster;
using Surefoot.Registry.Minefields;
using Surefoot.Registry.Reading;
using Surefoot.Server.Tiles;

namespace Surefoot.Server.Writing;

/// <summary>A scan as its page shows it.</summary>
/// <param name="Version">The page was made from; what is saved names it.</param>
/// <param name="Reason">Why it does not lie on the ground; null if it does, or has no control points.</param>
public sealed record ShownScan(string Id, int Version, string State, SheetScan Scan, RegisteredScan? Registered, string? Reason);

/// <summary>What a browser can show: a copy without what stands beside the picture.</summary>
public sealed record ScanPicture(byte[] Bytes, string ContentType);

/// <summary>Scans of sheets: attached, laid on the ground by control points, and read off by clicking.</summary>
public sealed class SheetScans(Desk desk)
{
    public const string Type = "sheet-scan";

    // Browsers draw larger pictures slowly; a click still names the pixel of the file.
    private const int LongestShownSide = 4096;
    private const int PicturesKept = 4;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly ConcurrentDictionary<string, ScanPicture> _pictures = new(StringComparer.Ordinal);

    public bool MayWrite => desk.MayWrite(Type);

    /// <summary>With those that wait for approval: whoever attaches one goes on with it at once.</summary>
    public IReadOnlyList<ShownScan> List() => [.. desk.Reader.List(Type, RecordQuery.Now with { ApprovedOnly = false, Order = RecordOrder.Id }).Select(Show)];

    public ShownScan? Find(string id) => Row(id) is { } row ? Show(row) : null;

    /// <summary>Scans of one record or of its whole sheet.</summary>
    public IReadOnlyList<ShownScan> Of(string record, string sheet) => [.. List().Where(shown => shown.Scan.Record == record || (shown.Scan.Record is null && shown.Scan.Sheet == sheet))];

    /// <summary>Keeps the file and writes the record that names it. The size is read off the header before anything decodes it.</summary>
    public WriteAnswer Attach(byte[] content, IReadOnlyDictionary<string, string> given, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(given);
        var (header, refusal) = ReadImageHeader.Run(new MemoryStream(content));
        if (header is null)
        {
            return WriteAnswer.Refuse(refusal!.Code, refusal.Message);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var id = "SCAN-" + hash[..12];
        if (Row(id) is not null)
        {
            return new(id, [], null);
        }

        if (!MayWrite)
        {
            return WriteAnswer.Refuse("actor.no-right", $"{desk.Actor} may not attach scans.");
        }

        // A picture that no page could show is not kept either.
        if (header.Form == ImageForm.Tiff ? ReducedTiff.Run(new MemoryStream(content), LongestShownSide, cancellation).Picture is null : StrippedCopy.Of(content) is null)
        {
            return WriteAnswer.Refuse("image.damaged", "The picture is damaged behind its header.", "Scan it again, or save it as PNG.");
        }

        desk.Store.KeepBlob(content);
        var form = header.Form.ToString().ToLowerInvariant();
        return SaveFields.Handle(
            desk,
            Type,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = id,
                ["informationDate"] = Text(desk.Today),
                ["organisation"] = desk.Organisation,
                ["synthetic"] = desk.Synthetic ?? false,
                ["sheet"] = given.GetValueOrDefault("sheet", ""),
                ["file"] = hash,
                ["columns"] = header.Columns,
                ["rows"] = header.Rows,
                ["form"] = form,
                ["record"] = Given(given, "record"),
                ["mapDatum"] = Given(given, "mapDatum"),
                ["scale"] = Given(given, "scale"),
                ["crs"] = Given(given, "crs"),
                ["operation"] = Given(given, "operation"),
            },
            0,
            $"scan attached, {form}, SHA-256 {hash}",
            null,
            cancellation);
    }

    /// <summary>Where these control points would lay the scan; nothing is written.</summary>
    public (RegisteredScan? Registered, string? Reason) Fit(SheetScan scan, IReadOnlyList<ScanPoint> controls, string? kind)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return RegisterScan.Handle(controls, scan.Scale, kind switch { "affine" => ImageFitKind.Affine, "similarity" => ImageFitKind.Similarity, _ => null }, scan.Columns, scan.Rows);
    }

    /// <summary>Writes the control points as a new version of the scan.</summary>
    public WriteAnswer SaveControls(ShownScan shown, IReadOnlyList<ScanPoint> controls, string? kind, int baseVersion, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (Row(shown.Id) is not { } row)
        {
            return WriteAnswer.Refuse("id-not-found", $"There is no scan {shown.Id}.");
        }

        var scan = shown.Scan;
        var (registered, reason) = Fit(scan, controls, kind);
        return SaveFields.Handle(
            desk,
            Type,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = shown.Id,
                ["informationDate"] = Text(row.InformationDate > desk.Today ? row.InformationDate : desk.Today),
                ["organisation"] = row["organisation"],
                ["synthetic"] = row["synthetic"],
                ["sheet"] = scan.Sheet,
                ["file"] = scan.File,
                ["columns"] = scan.Columns,
                ["rows"] = scan.Rows,
                ["fit"] = kind is "affine" or "similarity" ? kind : registered?.Kind ?? "",
                ["scanPoints"] = controls.Select(Group).ToArray(),
            },
            baseVersion,
            registered is null ? $"control points, not enough yet: {reason}" : string.Create(CultureInfo.InvariantCulture, $"{controls.Count} control points, {registered.Kind}, root mean square {registered.RootMeanSquareM:0.0} m"),
            null,
            cancellation);
    }

    /// <summary>What was clicked on the scan, as lines of the entry table: pixels kept, coordinates as they would be written in the scan's own system.</summary>
    public EntrySheet Draw(ShownScan shown, EntrySheet clicked)
    {
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(clicked);
        var scan = shown.Scan;
        Dictionary<string, string> header = new(clicked.Header, StringComparer.Ordinal)
        {
            ["sheet"] = scan.Sheet,
            ["scale"] = Text(scan.Scale),
            ["mapDatum"] = scan.MapDatum ?? "",
            ["crs"] = Text(scan.Crs),
            ["operation"] = Text(scan.Operation),
            ["organisation"] = desk.Organisation,
            ["informationDate"] = Text(desk.Today),
            ["scan"] = scan.File,
            ["scanPoints"] = JsonSerializer.Serialize((scan.ScanPoints ?? []).Select(Group), s_json),
        };
        IReadOnlyList<EntryLine> points = [.. clicked.Tables["points"].Select(line => Placed(shown, line))];
        return clicked with { Header = header, Tables = new Dictionary<string, IReadOnlyList<EntryLine>>(clicked.Tables, StringComparer.Ordinal) { ["points"] = points } };
    }

    /// <summary>Null where there is none, or none that this person may see.</summary>
    public ScanPicture? Picture(string id, CancellationToken cancellation)
    {
        if (Find(id) is not { } shown)
        {
            return null;
        }

        if (_pictures.TryGetValue(shown.Scan.File, out var kept))
        {
            return kept;
        }

        if (desk.Store.FindBlob(shown.Scan.File) is not { } content || ReadImageHeader.Run(new MemoryStream(content)).Header is not { } header)
        {
            return null;
        }

        ScanPicture? picture;
        if (header.Form == ImageForm.Tiff)
        {
            picture = ReducedTiff.Run(new MemoryStream(content), LongestShownSide, cancellation).Picture is { } small
                ? new(PngImage.WriteColours(small.Rgb, small.Columns, small.Rows, hasAlpha: false), "image/png")
                : null;
        }
        else
        {
            picture = StrippedCopy.Of(content) is { } copy ? new(copy, header.Form == ImageForm.Png ? "image/png" : "image/jpeg") : null;
        }

        if (_pictures.Count >= PicturesKept)
        {
            _pictures.Clear();
        }

        return picture is null ? null : _pictures.GetOrAdd(shown.Scan.File, picture);
    }

    private static EntryLine Placed(ShownScan shown, EntryLine line)
    {
        if (shown.Registered is not { } registered || line["asWritten"].Length > 0
            || !double.TryParse(line["column"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var column)
            || !double.TryParse(line["row"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var row))
        {
            return line;
        }

        var written = Written(registered.Place(column, row), shown.Scan.Crs, shown.Scan.Operation);
        return line with { Cells = new Dictionary<string, string>(line.Cells, StringComparer.Ordinal) { ["asWritten"] = written ?? "" } };
    }

    // No finer than a pen: whole metres of a grid, 1e-5 of a degree.
    private static string? Written(GeoPoint place, int? crs, int? operation)
    {
        var code = crs ?? 4326;
        if (CoordinateSystem.Find(code) is not { } system || CoordinatePath.Find(4326, operation, code).Path is not { } path)
        {
            return null;
        }

        var at = path.Convert(place.LongitudeDeg, place.LatitudeDeg);
        return system.IsGeographic
            ? string.Create(CultureInfo.InvariantCulture, $"{at.EastingM:0.00000} {at.NorthingM:0.00000}")
            : string.Create(CultureInfo.InvariantCulture, $"{at.EastingM:0} {at.NorthingM:0}");
    }

    private RecordRow? Row(string id) => desk.MaySee(Type) ? desk.Reader.Find(Type, id, RecordQuery.Now with { ApprovedOnly = false }) : null;

    private ShownScan Show(RecordRow row)
    {
        var scan = row.As<SheetScan>();
        var (registered, reason) = scan.ScanPoints is { Count: > 0 } controls ? Fit(scan, controls, scan.Fit) : (null, null);
        return new(row.Id, row.Version, row.State.ToString().ToLowerInvariant(), scan, registered, reason);
    }

    private static Dictionary<string, object> Group(ScanPoint point)
    {
        Dictionary<string, object> group = new(StringComparer.Ordinal) { ["name"] = point.Name, ["column"] = point.Column, ["row"] = point.Row, ["asWritten"] = point.AsWritten };
        if (point.Crs is { } crs)
        {
            group["crs"] = crs;
        }

        if (point.Operation is { } operation)
        {
            group["operation"] = operation;
        }

        return group;
    }

    private static string? Given(IReadOnlyDictionary<string, string> given, string name) => given.GetValueOrDefault(name, "") is { Length: > 0 } text ? text : null;

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
