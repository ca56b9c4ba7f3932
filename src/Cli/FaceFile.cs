using System.Text.Json;
using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Exchange.Exporting;
using Surefoot.Geodesy;

namespace Surefoot.Cli;

/// <summary>Writes the account's ground by state as GeoJSON: what every figure of the account looks like on a map.</summary>
internal static class FaceFile
{
    // 1e-9 degrees is a tenth of a millimetre.
    private const int Decimals = 9;

    public static int Write(string path, IReadOnlyList<LandFace> faces, DateOnly asOf, bool synthetic)
    {
        var partial = path + ".partial";
        using (var stream = File.Create(partial))
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString("asOf", asOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteBoolean("synthetic", synthetic);
            json.WriteString("attribution", Attribution.Of(synthetic));
            json.WriteStartArray("features");
            foreach (var face in faces)
            {
                WriteFace(json, face, synthetic);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        File.Move(partial, path, overwrite: true);
        return faces.Count;
    }

    private static void WriteFace(Utf8JsonWriter json, LandFace face, bool synthetic)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("state", face.State.ToString().ToLowerInvariant());
        json.WriteString("district", face.District);
        json.WriteNumber("areaM2", face.Area.M2);
        json.WriteBoolean("synthetic", synthetic);
        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        WriteRing(json, face.Polygon.Shell);
        foreach (var hole in face.Polygon.Holes)
        {
            WriteRing(json, hole);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRing(Utf8JsonWriter json, LinearRing ring)
    {
        json.WriteStartArray();
        foreach (var corner in ring.Coordinates)
        {
            var point = EqualAreaPlane.Karabakh.Inverse(new(corner.X, corner.Y));
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(point.LongitudeDeg, Decimals));
            json.WriteNumberValue(Math.Round(point.LatitudeDeg, Decimals));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
