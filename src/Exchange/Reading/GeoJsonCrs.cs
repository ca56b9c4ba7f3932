using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading;

/// <summary>The <c>crs</c> member of the older GeoJSON: RFC 7946 dropped it, programs still write it, readers that ignore it misplace whole files.</summary>
internal static partial class GeoJsonCrs
{
    /// <summary>Harmless when it says what is assumed anyway; otherwise a finding.</summary>
    public static void Check(JsonTokenType token, ReadOnlySpan<byte> value, long? row, GeometryGate gate, FindingList findings)
    {
        if (token == JsonTokenType.Null)
        {
            return;
        }

        var text = token == JsonTokenType.StartObject ? Name(value) : null;
        if (text is not null && Wgs84Pattern().IsMatch(text))
        {
            if (gate.Crs != 4326)
            {
                Refuse(findings, row, text, $"The file says its coordinates are longitude and latitude on WGS 84, but EPSG:{gate.Crs} is stated.", "Leave out --crs, or remove the member \"crs\" if it is wrong.");
            }

            return;
        }

        var code = text is null ? Match.Empty : EpsgPattern().Match(text);
        if (!code.Success || !int.TryParse(code.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var epsg))
        {
            Refuse(findings, row, text, "The file has a member \"crs\" that names no EPSG code.", "State the system with --crs EPSG:N, and remove the member, or export the file again in WGS 84.");
            return;
        }

        if (epsg != gate.Crs)
        {
            Refuse(
                findings,
                row,
                text,
                $"The file says its coordinates are in EPSG:{epsg}, but they are to be read as EPSG:{gate.Crs}.",
                $"Run again with --crs EPSG:{epsg}, or export the file again in WGS 84 longitude and latitude.");
        }
    }

    private static void Refuse(FindingList findings, long? row, string? text, string message, string suggestion) =>
        findings.Add(new(Verdict.Reject, row, "crs", text is null ? null : Text.Cut(text), "geojson.crs", message, suggestion));

    private static string? Name(ReadOnlySpan<byte> json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json), new() { MaxDepth = GeoJsonSource.MaxDepth });
        if (!document.RootElement.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (properties.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
        {
            return name.GetString();
        }

        return properties.TryGetProperty("code", out var code) && code.ValueKind is JsonValueKind.Number or JsonValueKind.String ? "EPSG:" + code : null;
    }

    [GeneratedRegex(@"^(urn:ogc:def:crs:)?OGC:[\d.]*:?CRS84$|^(urn:ogc:def:crs:)?EPSG:[\d.]*:?4326$|/CRS84$|/EPSG/0/4326$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wgs84Pattern();

    [GeneratedRegex(@"EPSG[:/](?:[\d.]*[:/])?(\d{4,5})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EpsgPattern();
}
