using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Distance;
using Surefoot.Geodesy.Gates;

namespace Surefoot.Geodesy.Tests;

/// <summary>A place near a settlement and the district that holds it.</summary>
internal sealed record SampledPlace(GeoPoint Truth, string District);

/// <summary>The districts and settlements of the sample, on the account's plane.</summary>
internal sealed class SampledCountry
{
    // Below this distance the border itself is asked, above it the box around the district will do.
    private const double BoxOnlyM = 5000;

    private readonly List<(string Iso, IPreparedGeometry Prepared, IndexedFacetDistance Border, Envelope Box)> _districts = [];
    private readonly List<GeoPoint> _settlements = [];

    /// <summary>Outlines and settlements of the sample.</summary>
    public static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Surefoot.slnx")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The repository root was not found.");
        }

        return Path.Combine(root.FullName, "samples", "karabakh", "geography");
    }

    public static SampledCountry Load()
    {
        var folder = Folder();
        var land = new SampledCountry();
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "districts.geojson")));
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var shape = PlaneProjection.Karabakh.Project(EnteredGeometry.Parse(Encoding.UTF8.GetBytes(feature.GetProperty("geometry").GetRawText())).Geometry!);
            land._districts.Add((feature.GetProperty("properties").GetProperty("iso").GetString()!, PreparedGeometryFactory.Prepare(shape), new IndexedFacetDistance(shape), shape.EnvelopeInternal));
        }

        var lines = File.ReadLines(Path.Combine(folder, "settlements.csv")).ToList();
        var header = lines[0].Split(',').ToList();
        var (lon, lat) = (header.IndexOf("lon"), header.IndexOf("lat"));
        land._settlements.AddRange(lines.Skip(1).Where(l => !l.Contains('"', StringComparison.Ordinal)).Select(l => l.Split(',')).Select(c => new GeoPoint(double.Parse(c[lon], System.Globalization.CultureInfo.InvariantCulture), double.Parse(c[lat], System.Globalization.CultureInfo.InvariantCulture))));
        return land;
    }

    /// <summary>Within a few kilometres of a settlement, in the district where that lies.</summary>
    public SampledPlace Draw(Random random)
    {
        while (true)
        {
            var place = Noise(_settlements[random.Next(_settlements.Count)], random, 1500);
            var plane = OnPlane(place);
            foreach (var (iso, prepared, _, box) in _districts)
            {
                if (box.Contains(plane.Coordinate) && prepared.Contains(plane))
                {
                    return new(place, iso);
                }
            }
        }
    }

    public GateArea Area(string iso)
    {
        var district = _districts.First(d => d.Iso == iso);
        return new(iso, p =>
        {
            if (!(p.LongitudeDeg is > 20 and < 80 && p.LatitudeDeg is > 10 and < 70))
            {
                return double.PositiveInfinity;
            }

            var plane = OnPlane(p);
            var boxM = district.Box.Distance(plane.EnvelopeInternal);
            return boxM > BoxOnlyM ? boxM : district.Prepared.Contains(plane) ? 0 : district.Border.Distance(plane);
        });
    }

    /// <summary>Another district's code, which does not hold the place.</summary>
    public string Other(SampledPlace place, Random random)
    {
        while (true)
        {
            var other = _districts[random.Next(_districts.Count)];
            if (other.Iso != place.District && !other.Prepared.Contains(OnPlane(place.Truth)))
            {
                return other.Iso;
            }
        }
    }

    /// <summary>Moved by a normal error of the stated deviation on each axis.</summary>
    public static GeoPoint Noise(GeoPoint place, Random random, double sigmaM)
    {
        var radius = sigmaM * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return Geodesic.Direct(place, 360 * random.NextDouble(), radius).Point;
    }

    private static Point OnPlane(GeoPoint p)
    {
        var plane = EqualAreaPlane.Karabakh.Forward(p);
        return new(plane.EastingM, plane.NorthingM);
    }
}
