using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using Surefoot.Geodesy;

namespace Surefoot.SampleCountry.Tests;

/// <summary>A sample made into a temporary folder and read back from its files alone, without the generator's own types.</summary>
public sealed class MadeSample : IDisposable
{
    private readonly Dictionary<string, List<Row>> _rows = [];

    private MadeSample(SampleOptions options)
    {
        Options = options;
        Summary = SampleGenerator.Generate(options);
    }

    public SampleOptions Options { get; }

    public SampleSummary Summary { get; }

    public string Folder => Options.OutputFolder;

    public static string Geography { get; } = Path.Combine(Root(), "samples", "karabakh", "geography");

    public static MadeSample Make(SampleScale scale, ulong seed = 1, SampleVariant variant = SampleVariant.Plain, int workers = 2)
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-sample-").FullName;
        return new(new(Geography, folder, scale, seed, variant, workers));
    }

    public IReadOnlyList<Row> Areas(string name) => Read(name, () => ReadAreas(Path.Combine(Folder, name + "-areas.geojson")));

    public IReadOnlyList<Row> Coverage => Read("search-coverage", () => ReadAreas(Path.Combine(Folder, "search-coverage.geojson")));

    public IReadOnlyList<Row> Rows(string name) => Read(name, () => ReadCsv(Path.Combine(Folder, name)));

    /// <summary>SHA-256 of every file by its name under the folder.</summary>
    public SortedDictionary<string, string> Hashes()
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            using var stream = File.OpenRead(path);
            hashes.Add(Path.GetRelativePath(Folder, path), Convert.ToHexString(SHA256.HashData(stream)));
        }

        return hashes;
    }

    /// <summary>Area of the union, m², in the account's plane.</summary>
    public static double UnionArea(IEnumerable<Row> rows) => UnaryUnionOp.Union(rows.Select(r => (Geometry)r.Area).ToList())?.Area ?? 0;

    public static Coordinate Plane(double lon, double lat)
    {
        var p = EqualAreaPlane.Karabakh.Forward(new(lon, lat));
        return new(Math.Round(p.EastingM * 1000) / 1000, Math.Round(p.NorthingM * 1000) / 1000);
    }

    /// <summary>A ring in degrees as a ring in the plane: edges straight in degrees, cut in equal parts of 100 m or less (sagitta under 0.2 mm), on whole millimetres.</summary>
    public static LinearRing Ring(IReadOnlyList<(double Lon, double Lat)> points)
    {
        var coordinates = new List<Coordinate>();
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (a, b) = (points[i], points[i + 1]);
            var length = Plane(a.Lon, a.Lat).Distance(Plane(b.Lon, b.Lat));
            var pieces = Math.Max(1, (int)Math.Ceiling(length / 100));
            for (var k = 0; k < pieces; k++)
            {
                coordinates.Add(Plane(a.Lon + ((b.Lon - a.Lon) * k / pieces), a.Lat + ((b.Lat - a.Lat) * k / pieces)));
            }
        }

        coordinates.Add(coordinates[0].Copy());
        return new([.. coordinates]);
    }

    public static Polygon ReadPolygon(JsonElement coordinates)
    {
        var rings = coordinates.EnumerateArray().Select(r => Ring([.. r.EnumerateArray().Select(p => (p[0].GetDouble(), p[1].GetDouble()))])).ToArray();
        return new(rings[0], rings[1..]);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Surefoot.slnx is not above the test's folder.");
        }

        return folder.FullName;
    }

    private List<Row> Read(string name, Func<List<Row>> read)
    {
        lock (_rows)
        {
            if (!_rows.TryGetValue(name, out var rows))
            {
                _rows.Add(name, rows = read());
            }

            return rows;
        }
    }

    private static List<Row> ReadAreas(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        document.RootElement.GetProperty("synthetic").GetBoolean().ShouldBeTrue();
        var rows = new List<Row>();
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var fields = feature.GetProperty("properties").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());
            var coordinates = feature.GetProperty("geometry").GetProperty("coordinates");
            rows.Add(new(fields, ReadPolygon(coordinates), IsAnticlockwise(coordinates[0])));
        }

        return rows;
    }

    private static bool IsAnticlockwise(JsonElement ring)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < ring.GetArrayLength(); i++)
        {
            sum += (ring[i][0].GetDouble() * ring[i + 1][1].GetDouble()) - (ring[i + 1][0].GetDouble() * ring[i][1].GetDouble());
        }

        return sum > 0;
    }

    private static List<Row> ReadCsv(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        var header = reader.ReadLine()!.Split(',');
        var rows = new List<Row>();
        while (reader.ReadLine() is { } line)
        {
            // The only quoted field is the geometry, which holds no quote of its own.
            var cells = line.Split('"').SelectMany((piece, i) => i % 2 == 1 ? [piece] : piece.Trim(',').Split(',')).ToArray();
            if (!line.Contains('"', StringComparison.Ordinal))
            {
                cells = line.Split(',');
            }

            rows.Add(new(header.Zip(cells).ToDictionary(p => p.First, p => p.Second), Polygon.Empty, true));
        }

        return rows;
    }
}

/// <summary>One row or feature as read back.</summary>
public sealed record Row(Dictionary<string, string> Fields, Polygon Area, bool Anticlockwise)
{
    public string this[string field] => Fields[field];

    public string Id => Fields["id"];

    public double Number(string field) => double.Parse(Fields[field], CultureInfo.InvariantCulture);

    public int Whole(string field) => int.Parse(Fields[field], CultureInfo.InvariantCulture);

    public DateOnly Date(string field) => DateOnly.ParseExact(Fields[field], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Coordinate At => MadeSample.Plane(Number("lon"), Number("lat"));
}

/// <summary>One small sample shared by the tests that only read it.</summary>
public sealed class SmallSample : IDisposable
{
    public MadeSample Made { get; } = MadeSample.Make(SampleScale.Small);

    public void Dispose() => Made.Dispose();
}
