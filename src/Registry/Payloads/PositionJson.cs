using System.Globalization;
using System.Text.Json;
using Surefoot.Geodesy.Receivers;
using Surefoot.Geodesy.Written;

namespace Surefoot.Registry.Payloads;

/// <summary>The position's part of a payload, and back.</summary>
public static class PositionJson
{
    private static readonly (string Name, WrittenFormat Format)[] Formats =
        [("numbers", WrittenFormat.Numbers), ("degrees", WrittenFormat.Sexagesimal), ("mgrs", WrittenFormat.Mgrs), ("offset", WrittenFormat.LocalOffset)];

    private static readonly (string Name, MeasurementMethod Method)[] Methods =
    [
        ("unknown", MeasurementMethod.Unknown), ("sheet", MeasurementMethod.ScaledFromSheet), ("hand-gps", MeasurementMethod.HandGps), ("dgps", MeasurementMethod.DifferentialGnss),
        ("rtk-float", MeasurementMethod.RtkFloat), ("rtk-fixed", MeasurementMethod.RtkFixed), ("traverse", MeasurementMethod.Traverse),
    ];

    /// <summary>Names of the ways of measuring, as files and payloads write them.</summary>
    public static IEnumerable<string> MethodNames => Methods.Select(m => m.Name);

    public static MeasurementMethod? FindMethod(string name) =>
        Methods.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Name: not null } found ? found.Method : null;

    /// <summary>The position as it stands in a payload; null if it has none.</summary>
    public static EnteredPosition? Find(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("position"u8))
            {
                json.Read();
                using var document = JsonDocument.ParseValue(ref json);
                return Read(document.RootElement);
            }

            json.Read();
            json.Skip();
        }

        return null;
    }

    internal static void Write(Utf8JsonWriter json, EnteredPosition position)
    {
        json.WriteStartObject();
        if (position.AccuracyM is { } accuracyM)
        {
            json.WriteNumber("accuracyM", accuracyM);
        }

        json.WriteNumber("crs", position.Crs);
        Text(json, "fix", position.Fix);
        json.WriteString("form", PayloadWriter.FormName(position.Form));
        if (position.Format != WrittenFormat.Numbers)
        {
            json.WriteString("format", Array.Find(Formats, f => f.Format == position.Format).Name);
        }

        if (position.Measured is { } measured)
        {
            json.WritePropertyName("measured");
            Write(json, measured);
        }

        Number(json, "operation", position.Operation);
        Number(json, "resolutionM", position.ResolutionM);
        Number(json, "statedCrs", position.StatedCrs);
        Text(json, "text", position.Text);
        if (position.Result is { } result)
        {
            json.WriteStartArray("wgs84");
            json.WriteNumberValue(result.LongitudeDeg);
            json.WriteNumberValue(result.LatitudeDeg);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Measurement measured)
    {
        json.WriteStartObject();
        Number(json, "antennaHeightM", measured.AntennaHeightM);
        Number(json, "correctionAgeS", measured.CorrectionAgeS);
        Number(json, "fix", (int?)measured.Fix);
        Number(json, "hdop", measured.Hdop);
        Text(json, "instrument", measured.Instrument);
        json.WriteString("method", Array.Find(Methods, m => m.Method == measured.Method).Name);
        Text(json, "on", measured.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Number(json, "satellites", measured.Satellites);
        Text(json, "sheet", measured.Sheet);
        Number(json, "sheetScale", measured.SheetScale);
        Number(json, "sigmaM", measured.SigmaM);
        Text(json, "station", measured.Station);
        json.WriteEndObject();
    }

    private static EnteredPosition Read(JsonElement at) => new(
        Text(at, "form") switch { "geojson" => EnteredForm.GeoJson, "wkt" => EnteredForm.Wkt, "wkb" => EnteredForm.Wkb, "xy" => EnteredForm.Xy, _ => EnteredForm.None },
        (int)(Number(at, "crs") ?? EnteredPosition.Wgs84),
        (int?)Number(at, "operation"),
        Number(at, "accuracyM"))
    {
        Text = Text(at, "text"),
        Format = Text(at, "format") is { } format ? Array.Find(Formats, f => f.Name == format).Format : WrittenFormat.Numbers,
        ResolutionM = Number(at, "resolutionM"),
        Fix = Text(at, "fix"),
        StatedCrs = (int?)Number(at, "statedCrs"),
        Measured = at.TryGetProperty("measured", out var measured) ? ReadMeasured(measured) : null,
        Result = at.TryGetProperty("wgs84", out var place) ? new(place[0].GetDouble(), place[1].GetDouble()) : null,
    };

    private static Measurement ReadMeasured(JsonElement at) => new(
        FindMethod(Text(at, "method") ?? "") ?? MeasurementMethod.Unknown,
        (int?)Number(at, "sheetScale"),
        Text(at, "sheet"),
        (FixQuality?)(int?)Number(at, "fix"),
        Number(at, "sigmaM"),
        (int?)Number(at, "satellites"),
        Number(at, "antennaHeightM"),
        Text(at, "instrument"),
        Text(at, "on") is { } on ? DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        Number(at, "hdop"),
        Number(at, "correctionAgeS"),
        Text(at, "station"));

    private static string? Text(JsonElement at, string name) => at.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement at, string name) => at.TryGetProperty(name, out var value) ? value.GetDouble() : null;

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
