using System.Text.Json;
using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Exchange.Exporting;
using Surefoot.Geodesy;
using Surefoot.Geodesy.OneWay;
using Surefoot.Numerics;

namespace Surefoot.Cli;

/// <summary>Writes the account's ground by state as GeoJSON: what every figure of the account looks like on a map.</summary>
/// <remarks>
/// Areas are the account's, exact. Shapes err one way on their way into nine decimals of a degree, by about a millimetre: open hazard covers its ground,
/// released ground stays inside its own; a sliver of released ground too thin for that has no geometry.
/// </remarks>
internal static class FaceFile
{
    public static int Write(string path, IReadOnlyList<LandFace> faces, DateOnly asOf, bool synthetic, int workers = 1, CancellationToken cancellation = default)
    {
        var shapes = new Geometry[faces.Count];
        RowLoop.Run(faces.Count, workers, new ToDegrees(faces, shapes), null, cancellation);
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
            for (var i = 0; i < faces.Count; i++)
            {
                WriteFace(json, faces[i], shapes[i], synthetic);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        File.Move(partial, path, overwrite: true);
        return faces.Count;
    }

    private static void WriteFace(Utf8JsonWriter json, LandFace face, Geometry shape, bool synthetic)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("state", face.State.ToString().ToLowerInvariant());
        json.WriteString("district", face.District);
        json.WriteNumber("areaM2", face.Area.M2);
        json.WriteBoolean("synthetic", synthetic);
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        WriteGeometry(json, shape);
        json.WriteEndObject();
    }

    private static void WriteGeometry(Utf8JsonWriter json, Geometry shape)
    {
        if (shape.IsEmpty)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", shape.GeometryType);
        json.WriteStartArray("coordinates");
        if (shape is Polygon polygon)
        {
            WriteRings(json, polygon);
        }
        else
        {
            foreach (var part in ((MultiPolygon)shape).Geometries)
            {
                json.WriteStartArray();
                WriteRings(json, (Polygon)part);
                json.WriteEndArray();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // RFC 7946: shells counter-clockwise, holes clockwise.
    private static void WriteRings(Utf8JsonWriter json, Polygon polygon)
    {
        foreach (var ring in polygon.Holes.Prepend(polygon.Shell))
        {
            var corners = ring.Coordinates;
            if (ring.IsCCW != (ring == polygon.Shell))
            {
                Array.Reverse(corners);
            }

            json.WriteStartArray();
            foreach (var corner in corners)
            {
                json.WriteStartArray();
                json.WriteNumberValue(corner.X);
                json.WriteNumberValue(corner.Y);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }
    }

    private readonly struct ToDegrees(IReadOnlyList<LandFace> faces, Geometry[] shapes) : IRowOperation
    {
        public void Invoke(int row)
        {
            var way = faces[row].State is LandKind.Suspected or LandKind.Confirmed ? Erring.Outward : Erring.Inward;
            shapes[row] = OneWayShapes.OutOfPlane(faces[row].Polygon, way, EqualAreaPlane.Karabakh);
        }
    }
}
