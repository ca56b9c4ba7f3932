using System.IO.Compression;
using System.Text.Json;

namespace Surefoot.SampleCountry;

/// <summary>One line or polygon of a geography file. Rings of all parts stand side by side: an even-odd rule fills them.</summary>
internal sealed record Feature(int Id, string Class, bool Bridge, Xy[][] Parts);

/// <summary>Box in the plane, metres.</summary>
internal readonly record struct Box(double MinX, double MinY, double MaxX, double MaxY)
{
    public static Box Empty { get; } = new(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);

    public double Width => MaxX - MinX;

    public double Height => MaxY - MinY;

    public Box With(Xy p) => new(Math.Min(MinX, p.X), Math.Min(MinY, p.Y), Math.Max(MaxX, p.X), Math.Max(MaxY, p.Y));

    public Box Grown(double byM) => new(MinX - byM, MinY - byM, MaxX + byM, MaxY + byM);

    public bool Holds(Xy p) => p.X >= MinX && p.X <= MaxX && p.Y >= MinY && p.Y <= MaxY;
}

/// <summary>Reads the geography's GeoJSON: one feature a line, gzipped.</summary>
internal static class FeatureFile
{
    public static List<Feature> Read(string path, Box box)
    {
        var features = new List<Feature>();
        var bytes = Unpack(path);
        var span = bytes.AsSpan();
        while (span.Length > 0)
        {
            var end = span.IndexOf((byte)'\n');
            var line = end < 0 ? span : span[..end];
            span = end < 0 ? [] : span[(end + 1)..];
            if (line.StartsWith("{\"type\":\"Feature\","u8) && ReadLine(line.TrimEnd((byte)','), box) is { } feature)
            {
                features.Add(feature);
            }
        }

        return features;
    }

    public static byte[] Unpack(string path)
    {
        using var file = File.OpenRead(path);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        return memory.ToArray();
    }

    private static Feature? ReadLine(ReadOnlySpan<byte> line, Box box)
    {
        var reader = new Utf8JsonReader(line);
        var id = -1;
        var kind = "";
        var bridge = false;
        var parts = new List<Xy[]>();
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("class"u8))
            {
                reader.Read();
                kind = reader.GetString() ?? "";
            }
            else if (reader.ValueTextEquals("brunnel"u8))
            {
                reader.Read();
                bridge = reader.ValueTextEquals("bridge"u8);
            }
            else if (reader.ValueTextEquals("coordinates"u8))
            {
                reader.Read();
                if (!ReadParts(ref reader, parts, box))
                {
                    return null;
                }
            }
        }

        return new(id, kind, bridge, [.. parts]);
    }

    private static bool ReadParts(ref Utf8JsonReader reader, List<Xy[]> parts, Box box)
    {
        // Positions are the innermost arrays; the array around them is one part.
        var start = reader.CurrentDepth;
        var points = new List<Xy>();
        var inside = false;
        double lon = 0;
        var numbers = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    numbers = 0;
                    break;
                case JsonTokenType.Number:
                    if (numbers++ == 0)
                    {
                        lon = reader.GetDouble();
                    }
                    else if (numbers == 2)
                    {
                        var p = Ground.ToPlane(lon, reader.GetDouble());
                        inside |= box.Holds(p);
                        points.Add(p);
                    }

                    break;
                case JsonTokenType.EndArray:
                    if (numbers == 0 && points.Count > 0)
                    {
                        parts.Add([.. points]);
                        points.Clear();
                    }

                    numbers = 0;
                    if (reader.CurrentDepth == start)
                    {
                        if (points.Count > 0)
                        {
                            parts.Add([.. points]);
                        }

                        return inside;
                    }

                    break;
            }
        }

        return false;
    }
}
