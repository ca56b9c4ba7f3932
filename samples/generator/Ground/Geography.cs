using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>One of the 13 district polygons; Shusha is two under one code.</summary>
internal sealed class District(string iso, string name, Xy[][] rings)
{
    private readonly IndexedPointInAreaLocator _locator = new(ToPolygon(rings));

    public string Iso { get; } = iso;

    public string Name { get; } = name;

    public Xy[][] Rings { get; } = rings;

    public Box Box { get; } = rings[0].Aggregate(Box.Empty, (box, p) => box.With(p));

    public Xy Middle => new((Box.MinX + Box.MaxX) / 2, (Box.MinY + Box.MaxY) / 2);

    public bool Holds(Xy p) => Box.Holds(p) && _locator.Locate(new Coordinate(p.X, p.Y)) != NetTopologySuite.Geometries.Location.Exterior;

    private static Polygon ToPolygon(Xy[][] rings)
    {
        var factory = new GeometryFactory();
        var shells = rings.Select(ring => factory.CreateLinearRing([.. ring.Select(p => new Coordinate(p.X, p.Y))])).ToArray();
        return factory.CreatePolygon(shells[0], shells[1..]);
    }
}

/// <summary>A real place; how many live there is invented later.</summary>
internal sealed record Settlement(string WofId, string NameAz, string NameEn, bool NameShown, string Lon, string Lat, string ElevationM, string Iso, Xy At);

/// <summary>The real ground the sample stands on, cut to the districts asked for and 4 km round them.</summary>
internal sealed record Geography(
    District[] All,
    District[] Districts,
    Settlement[] Settlements,
    List<Feature> Roads,
    List<Feature> Waterways,
    List<Feature> LandCover,
    CoarseHeights Heights,
    Box Box)
{
    public static Geography Read(string folder, string[] isoCodes, int workers)
    {
        var all = ReadDistricts(Path.Combine(folder, "districts.geojson"));
        var districts = all.Where(d => isoCodes.Contains(d.Iso, StringComparer.Ordinal)).ToArray();
        foreach (var district in all)
        {
            // The index of a locator is made at its first use; from then on it may be read from several threads.
            district.Holds(district.Middle);
        }

        var box = districts.SelectMany(d => d.Rings[0]).Aggregate(Box.Empty, (b, p) => b.With(p)).Grown(4000);
        var lines = new List<Feature>[3];
        RowLoop.Run(3, workers, new ReadAll(folder, box, lines));
        var settlements = ReadSettlements(Path.Combine(folder, "settlements.csv")).Where(s => isoCodes.Contains(s.Iso, StringComparer.Ordinal)).ToArray();
        return new(all, districts, settlements, lines[0], lines[1], lines[2], CoarseHeights.Read(Path.Combine(folder, "elevation-30s.tif")), box);
    }

    /// <summary>Index into <see cref="Districts"/>, or −1.</summary>
    public int DistrictAt(Xy p)
    {
        for (var i = 0; i < Districts.Length; i++)
        {
            if (Districts[i].Holds(p))
            {
                return i;
            }
        }

        return -1;
    }

    private static District[] ReadDistricts(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var districts = new List<District>();
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var properties = feature.GetProperty("properties");
            if (!properties.GetProperty("sample").GetBoolean())
            {
                continue;
            }

            var geometry = feature.GetProperty("geometry");
            var polygons = geometry.GetProperty("type").GetString() == "Polygon"
                ? [geometry.GetProperty("coordinates")]
                : geometry.GetProperty("coordinates").EnumerateArray().ToArray();
            foreach (var polygon in polygons)
            {
                var rings = polygon.EnumerateArray()
                    .Select(ring => ring.EnumerateArray().Select(p => Ground.ToPlane(p[0].GetDouble(), p[1].GetDouble())).ToArray())
                    .ToArray();
                districts.Add(new(properties.GetProperty("iso").GetString()!, properties.GetProperty("nameEn").GetString()!, rings));
            }
        }

        return [.. districts];
    }

    private static IEnumerable<Settlement> ReadSettlements(string path)
    {
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            // The preparation script writes no quoted field: names here hold no comma.
            var f = line.Split(',');
            var at = Ground.ToPlane(double.Parse(f[4], CultureInfo.InvariantCulture), double.Parse(f[5], CultureInfo.InvariantCulture));
            yield return new(f[0], f[1], f[2], f[3] == "true", f[4], f[5], f[6], f[7], at);
        }
    }

    private readonly struct ReadAll(string folder, Box box, List<Feature>[] into) : IRowOperation
    {
        private static readonly string[] Names = ["roads/roads.geojson.gz", "waterways.geojson.gz", "landcover.geojson.gz"];

        public void Invoke(int row) => into[row] = FeatureFile.Read(Path.Combine(folder, Names[row]), box);
    }
}
