using System.Globalization;
using System.Text.Json;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading.Esri;

/// <summary>Reads an answer of a feature service (<c>f=json</c>), as IMSMA Core gives it. A page that the server cut short is refused: nobody would see what is missing.</summary>
internal static class EsriSource
{
    // A service gives a thousand or two thousand rows at once.
    private const int MaxBytes = 48 * 1024 * 1024;
    private const int WebMercatorOfEsri = 102100;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public static bool Looks(ReadOnlySpan<byte> head) =>
        head.IndexOf("\"FeatureCollection\""u8) < 0
        && (head.IndexOf("\"esriGeometry"u8) >= 0 || head.IndexOf("\"esriFieldType"u8) >= 0 || head.IndexOf("\"objectIdFieldName\""u8) >= 0);

    public static IEnumerable<SourceRow> Read(Stream utf8, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        using var document = Parse(utf8);
        var root = document.RootElement;
        if (root.TryGetProperty("error", out _))
        {
            throw new SourceFaultException("esri.error", "The service answered with an error instead of rows.", "Sign in again and query once more.");
        }

        if (!root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            throw new SourceFaultException("esri.features", "The answer of the service has no list of features.", "Query the layer with f=json and where=1=1.");
        }

        if (root.TryGetProperty("exceededTransferLimit", out var exceeded) && exceeded.ValueKind == JsonValueKind.True)
        {
            findings.Add(new(
                Verdict.Reject,
                null,
                null,
                features.GetArrayLength().ToString(CultureInfo.InvariantCulture),
                "esri.page",
                string.Create(CultureInfo.InvariantCulture, $"The service stopped after {features.GetArrayLength()} rows and says that there are more: this is a page, not the layer."),
                "Ask for the rest with resultOffset until exceededTransferLimit is false, and import each page; compare with returnCountOnly."));
        }

        CheckSystem(root, options, gate, findings);
        var dates = DateFields(root);
        var row = 0L;
        foreach (var feature in features.EnumerateArray())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Whole(++row, feature, dates, gate, findings);
        }
    }

    private static SourceRow Whole(long row, JsonElement feature, HashSet<string> dates, GeometryGate gate, FindingList findings)
    {
        try
        {
            return Row(row, feature, dates, gate, findings);
        }
        catch (InvalidOperationException)
        {
            // What the platform throws on half a character written as an escape.
            throw new SourceFaultException("json.surrogate", "A text holds half of a character (a lone surrogate).", "Mend the text at its source.", row);
        }
    }

    private static SourceRow Row(long row, JsonElement feature, HashSet<string> dates, GeometryGate gate, FindingList findings)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("attributes", out var attributes) || attributes.ValueKind != JsonValueKind.Object)
        {
            throw new SourceFaultException("esri.features", "A feature has no attributes.", "Query the layer with f=json and outFields=*.", row);
        }

        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var attribute in attributes.EnumerateObject())
        {
            fields[attribute.Name] = attribute.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => attribute.Value.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number when dates.Contains(attribute.Name) => Date(attribute.Value, attribute.Name, row),
                _ => attribute.Value.GetRawText(),
            };
        }

        var wkb = feature.TryGetProperty("geometry", out var shape) && shape.ValueKind != JsonValueKind.Null ? EsriShape.ToWkb(shape, row, findings) : null;
        return gate.Take(row, fields, wkb);
    }

    // Milliseconds since 1970 in UTC; whole days are days.
    private static string Date(JsonElement value, string field, long row)
    {
        if (!value.TryGetInt64(out var milliseconds) || milliseconds is < -62_135_596_800_000 or > 253_402_300_799_999)
        {
            throw new SourceFaultException("esri.date", "The date is no number of milliseconds that a calendar has.", "Query the service again.", row, field, value.GetRawText());
        }

        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }

    private static HashSet<string> DateFields(JsonElement root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (root.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array)
        {
            foreach (var field in fields.EnumerateArray())
            {
                if (field.ValueKind == JsonValueKind.Object
                    && field.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("esriFieldTypeDate")
                    && field.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
                {
                    names.Add(name.GetString()!);
                }
            }
        }

        return names;
    }

    private static void CheckSystem(JsonElement root, ReadOptions options, GeometryGate gate, FindingList findings)
    {
        if (!root.TryGetProperty("geometryType", out _))
        {
            return;
        }

        int? epsg = null;
        var written = "";
        if (root.TryGetProperty("spatialReference", out var system) && system.ValueKind == JsonValueKind.Object)
        {
            written = Text.Cut(system.GetRawText(), 80);
            epsg = (Number(system, "latestWkid") ?? Number(system, "wkid")) is { } code ? (code == WebMercatorOfEsri ? 3857 : code) : null;
            epsg ??= system.TryGetProperty("wkt", out var wkt) && wkt.ValueKind == JsonValueKind.String ? WktSystem.Recognise(wkt.GetString()!) : null;
        }

        StatedSystem.Compare(epsg, written, "spatialReference", options, gate, findings);
    }

    private static int? Number(JsonElement system, string name) => system.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static JsonDocument Parse(Stream utf8)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = utf8.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxBytes)
            {
                throw new SourceFaultException("file.size", $"One answer of a service may have {MaxBytes / (1024 * 1024)} MB; this one has more.", "Ask for fewer rows at once.");
            }
        }

        try
        {
            var document = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new SourceFaultException("esri.features", "The answer of the service is no object.", "Query the layer with f=json.");
        }
        catch (InvalidOperationException)
        {
            throw new SourceFaultException("json.surrogate", "A name holds half of a character (a lone surrogate).", "Mend the text at its source.");
        }
        catch (JsonException fault)
        {
            throw new SourceFaultException("json.syntax", string.Create(CultureInfo.InvariantCulture, $"The JSON breaks off in line {fault.LineNumber + 1}: {Text.Cut(fault.Message)}"), "Query the service again.");
        }
    }
}
