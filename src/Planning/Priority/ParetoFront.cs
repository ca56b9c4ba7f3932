namespace Surefoot.Planning.Priority;

/// <summary>What an area gives, costs and risks.</summary>
/// <param name="Benefit">The more the better.</param>
/// <param name="Cost">The less the better.</param>
/// <param name="Risk">To those who work there; the less the better.</param>
public readonly record struct Tradeoff(double Benefit, double Cost, double Risk);

/// <summary>Which areas no other beats in benefit, cost and risk at once.</summary>
public static class ParetoFront
{
    /// <summary>Front of each area, from 1: on the first are those that no other area beats, on the second those that only the first beats, and so on.</summary>
    /// <remarks>One area beats another if it is nowhere worse and somewhere better; equal ones stand on one front.</remarks>
    /// <exception cref="ArgumentException">A number is not a number.</exception>
    public static int[] Fronts(IReadOnlyList<Tradeoff> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        if (areas.Any(area => double.IsNaN(area.Benefit) || double.IsNaN(area.Cost) || double.IsNaN(area.Risk)))
        {
            throw new ArgumentException("Benefit, cost and risk are numbers.", nameof(areas));
        }

        // Nobody is beaten by one who comes later in this order, so each area looks only at fronts already begun (efficient non-dominated sort,
        // Zhang, Tian, Cheng and Jin, IEEE Trans. Evol. Comp. 19(2) 2015).
        var order = Enumerable.Range(0, areas.Count).OrderByDescending(i => areas[i].Benefit).ThenBy(i => areas[i].Cost).ThenBy(i => areas[i].Risk).ThenBy(i => i).ToArray();
        var front = new int[areas.Count];
        List<List<int>> fronts = [];
        foreach (var area in order)
        {
            // What beats a member of the front beats what that member beats: the fronts that beat an area are the first so many.
            var (low, high) = (0, fronts.Count);
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                (low, high) = Beaten(areas, fronts[middle], area) ? (middle + 1, high) : (low, middle);
            }

            if (low == fronts.Count)
            {
                fronts.Add([]);
            }

            fronts[low].Add(area);
            front[area] = low + 1;
        }

        return front;
    }

    private static bool Beaten(IReadOnlyList<Tradeoff> areas, List<int> by, int area)
    {
        var one = areas[area];
        for (var i = by.Count - 1; i >= 0; i--)
        {
            var other = areas[by[i]];
            if (other.Benefit >= one.Benefit && other.Cost <= one.Cost && other.Risk <= one.Risk && other != one)
            {
                return true;
            }
        }

        return false;
    }
}
