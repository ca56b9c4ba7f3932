using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Numerics;

namespace Surefoot.AccountBench;

/// <summary>As large as a national sample: hazards over a square of the plane, releases on them; coordinates in whole millimetres.</summary>
internal static class InventedLand
{
    private const int Hazards = 5_000;
    private const int Releases = 45_000;
    private static readonly DateOnly s_day = new(2020, 11, 10);

    /// <param name="sideM">Of the square; the smaller, the more polygons lie over each other.</param>
    public static List<LandPolygon> Make(double sideM)
    {
        var land = new List<LandPolygon>();
        var random = new SeededRandom(1);
        var centres = new List<(double X, double Y, double R)>();
        for (var i = 0; i < Hazards; i++)
        {
            var (x, y, r) = ((random.NextUnit() - 0.5) * sideM, (random.NextUnit() - 0.5) * sideM, 300 + (1200 * random.NextUnit()));
            centres.Add((x, y, r));
            land.Add(One(ref random, $"H{i}", i % 8 == 0 ? LandKind.Confirmed : LandKind.Suspected, 0, x, y, r, 60));
        }

        for (var i = 0; i < Releases; i++)
        {
            var (x, y, r) = centres[random.NextIndex(centres.Count)];
            land.Add(One(ref random, $"R{i}", (LandKind)(2 + random.NextIndex(3)), 1 + random.NextIndex(1500),
                x + ((random.NextUnit() - 0.5) * r), y + ((random.NextUnit() - 0.5) * r), 40 + (120 * random.NextUnit()), 30 + random.NextIndex(30)));
        }

        return land;
    }

    /// <summary>A new release on the ground of a hazard.</summary>
    public static LandPolygon NewRelease(IReadOnlyList<LandPolygon> land, int number)
    {
        var random = new SeededRandom(1_000 + (ulong)number);
        var centre = land[number].Polygon.Centroid;
        return One(ref random, $"N{number}", LandKind.Cleared, 1501, centre.X, centre.Y, 300, 50);
    }

    private static LandPolygon One(ref SeededRandom random, string id, LandKind kind, int days, double x, double y, double radius, int vertices)
    {
        var ring = new Coordinate[vertices + 1];
        var phase = 2 * Math.PI * random.NextUnit();
        for (var i = 0; i < vertices; i++)
        {
            var angle = 2 * Math.PI * i / vertices;
            var r = radius * (0.75 + (0.15 * Math.Sin((3 * angle) + phase)) + (0.1 * random.NextUnit()));
            ring[i] = new(Math.Round((x + (r * Math.Cos(angle))) * 1000) / 1000, Math.Round((y + (r * Math.Sin(angle))) * 1000) / 1000);
        }

        ring[vertices] = ring[0].Copy();
        return new(id, kind, s_day.AddDays(days), GeometryFactory.Default.CreatePolygon(ring));
    }
}
