using System.Buffers.Binary;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>Sorts the rings of a polygon record: clockwise ones are shells, the others holes of the smallest shell around them.</summary>
internal static class RingGroups
{
    // Steps of the point-in-ring walk over all holes; real records need a thousandth.
    private const long MaxSteps = 200_000_000;

    public static IReadOnlyList<IReadOnlyList<int>> Sort(ReadOnlySpan<byte> xy, int[] starts, long row, FindingList findings)
    {
        var count = starts.Length - 1;
        if (!AllFinite(xy))
        {
            // Whoever reads the numbers refuses them, with their place.
            return [[.. Enumerable.Range(0, count)]];
        }

        if (count == 1)
        {
            if (!(SignedArea(xy, starts[0], starts[1]) <= 0))
            {
                FlagOrder(row, findings);
            }

            return [[0]];
        }

        var areas = new double[count];
        for (var i = 0; i < count; i++)
        {
            areas[i] = SignedArea(xy, starts[i], starts[i + 1]);
        }

        var shells = Enumerable.Range(0, count).Where(i => !(areas[i] > 0)).ToList();
        if (shells.Count == 0)
        {
            // All the wrong way round: some programs write it so. Shells and holes can then be told apart by nesting alone, which is guessing.
            throw new SourceFaultException("shapefile.ring-order", "All rings of the polygon run counter-clockwise, as holes do; there is no shell.", "Export the shapefile again with shells clockwise.", row, "geometry");
        }

        var groups = shells.ToDictionary(s => s, s => new List<int> { s });
        if (shells.Count < count)
        {
            Assign(xy, starts, areas, shells, groups, row);
        }

        return [.. shells.Select(s => groups[s])];
    }

    private static void Assign(ReadOnlySpan<byte> xy, int[] starts, double[] areas, List<int> shells, Dictionary<int, List<int>> groups, long row)
    {
        var tree = new STRtree<int>();
        foreach (var shell in shells)
        {
            tree.Insert(Box(xy, starts[shell], starts[shell + 1]), shell);
        }

        var steps = 0L;
        for (var hole = 0; hole < areas.Length; hole++)
        {
            if (!(areas[hole] > 0))
            {
                continue;
            }

            var box = Box(xy, starts[hole], starts[hole + 1]);
            var around = tree.Query(box).OrderBy(s => Math.Abs(areas[s])).ThenBy(s => s);
            var found = -1;
            foreach (var shell in around)
            {
                steps += starts[shell + 1] - starts[shell];
                if (steps > MaxSteps)
                {
                    throw new SourceFaultException("shapefile.rings", "The polygon has too many rings within each other.", "Split it into several records.", row, "geometry");
                }

                if (Contains(xy, starts[shell], starts[shell + 1], X(xy, starts[hole]), Y(xy, starts[hole]), X(xy, starts[hole] + 1), Y(xy, starts[hole] + 1)))
                {
                    found = shell;
                    break;
                }
            }

            if (found < 0)
            {
                throw new SourceFaultException("shapefile.hole-outside", "A hole (a counter-clockwise ring) lies in no shell.", "Mend the shape at its source.", row, "geometry");
            }

            groups[found].Add(hole);
        }
    }

    // The middle of the hole's first edge: a corner may touch the shell.
    private static bool Contains(ReadOnlySpan<byte> xy, int from, int to, double x0, double y0, double x1, double y1)
    {
        var (x, y) = ((x0 + x1) / 2, (y0 + y1) / 2);
        var inside = false;
        for (int i = from, j = to - 1; i < to; j = i++)
        {
            var (xi, yi, xj, yj) = (X(xy, i), Y(xy, i), X(xy, j), Y(xy, j));
            if (yi > y != yj > y && x < ((xj - xi) * (y - yi) / (yj - yi)) + xi)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static double SignedArea(ReadOnlySpan<byte> xy, int from, int to)
    {
        var sum = 0.0;
        var (x0, y0) = (X(xy, from), Y(xy, from));
        for (var i = from + 1; i < to; i++)
        {
            sum += ((X(xy, i - 1) - x0) * (Y(xy, i) - y0)) - ((X(xy, i) - x0) * (Y(xy, i - 1) - y0));
        }

        return sum / 2;
    }

    private static bool AllFinite(ReadOnlySpan<byte> xy)
    {
        for (var i = 0; i < xy.Length; i += 8)
        {
            if (!double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(xy[i..])))
            {
                return false;
            }
        }

        return true;
    }

    private static Envelope Box(ReadOnlySpan<byte> xy, int from, int to)
    {
        var box = new Envelope();
        for (var i = from; i < to; i++)
        {
            box.ExpandToInclude(X(xy, i), Y(xy, i));
        }

        return box;
    }

    private static double X(ReadOnlySpan<byte> xy, int i) => BinaryPrimitives.ReadDoubleLittleEndian(xy[(16 * i)..]);

    private static double Y(ReadOnlySpan<byte> xy, int i) => BinaryPrimitives.ReadDoubleLittleEndian(xy[((16 * i) + 8)..]);

    private static void FlagOrder(long row, FindingList findings) =>
        findings.Add(new(Verdict.Flag, row, "geometry", null, "shapefile.ring-order", "The only ring of the polygon runs counter-clockwise, as a hole does; it is taken as the shell.", "Shells of shapefiles run clockwise; look whether a shell was lost."));
}
