using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Numerics;

namespace Surefoot.Account.Tests;

/// <summary>Shapes in the plane, metres.</summary>
internal static class Shapes
{
    internal static readonly DateOnly Day0 = new(2021, 1, 1);

    internal static Geometry Box(double west, double south, double width, double height) =>
        GeometryFactory.Default.ToGeometry(new Envelope(west, west + width, south, south + height));

    internal static Geometry Wkt(string text) => new WKTReader().Read(text);

    internal static DateOnly Day(int offset) => Day0.AddDays(offset);

    internal static LandPolygon Land(string id, LandKind kind, int day, Geometry polygon) => new(id, kind, Day(day), polygon);

    /// <summary>A star-shaped polygon with whole-millimetre vertices about a centre.</summary>
    internal static Geometry Blob(ref SeededRandom random, double centreX, double centreY, double radius, int vertices)
    {
        var ring = new Coordinate[vertices + 1];
        for (var i = 0; i < vertices; i++)
        {
            var r = radius * (0.5 + (0.5 * random.NextUnit()));
            var angle = 2 * Math.PI * i / vertices;
            ring[i] = new(Math.Round((centreX + (r * Math.Cos(angle))) * 1000) / 1000, Math.Round((centreY + (r * Math.Sin(angle))) * 1000) / 1000);
        }

        ring[vertices] = ring[0].Copy();
        return GeometryFactory.Default.CreatePolygon(ring);
    }

    /// <summary>Hazards and releases of all kinds over some square kilometres around a tile corner, overlapping freely.</summary>
    internal static List<LandPolygon> RandomLand(ulong seed, int count, double extentM, double radiusM, int vertices = 24)
    {
        var random = new SeededRandom(seed);
        var land = new List<LandPolygon>();
        string[] organisations = ["anama", "army", "ngo-a", ""];
        for (var i = 0; i < count; i++)
        {
            var blob = Blob(ref random, (random.NextUnit() - 0.5) * extentM, (random.NextUnit() - 0.5) * extentM, radiusM * (0.3 + random.NextUnit()), vertices);
            var kind = (LandKind)random.NextIndex(5);
            land.Add(new($"P{i:D5}", kind, Day(random.NextIndex(900)), blob)
            {
                Organisation = organisations[random.NextIndex(organisations.Length)],
                Method = random.NextIndex(2) == 0 ? "manual" : "mechanical",
                Use = random.NextIndex(2) == 0 ? "agriculture" : "housing",
            });
        }

        return land;
    }

    internal static List<LandDistrict> FourDistricts(double half) =>
    [
        new("D1", "One", Box(-half, -half, half, half)),
        new("D2", "Two", Box(0, -half, half, half)),
        new("D3", "Three", Wkt(FormattableString.Invariant($"POLYGON(({-half} 0, 0 0, 123.456 {half}, {-half} {half}, {-half} 0))"))),
    ];

    internal static T[] Shuffled<T>(IEnumerable<T> items, ulong seed)
    {
        var random = new SeededRandom(seed);
        var array = items.ToArray();
        for (var i = array.Length - 1; i > 0; i--)
        {
            var j = random.NextIndex(i + 1);
            (array[i], array[j]) = (array[j], array[i]);
        }

        return array;
    }
}
