using Surefoot.Numerics;

namespace Surefoot.Planning;

/// <summary>Groups of tasks whose keys move together.</summary>
internal sealed class Neighbourhoods
{
    private readonly List<int[]> _groups = [];
    private readonly int _tasks;

    public Neighbourhoods(PlanInstance instance)
    {
        var tasks = instance.Tasks;
        _tasks = tasks.Count;
        var numbered = Enumerable.Range(0, tasks.Count).ToArray();
        _groups.AddRange(instance.Joint.Select(j => WithAncestors(instance, j.Tasks)));
        _groups.AddRange(numbered.GroupBy(t => tasks[t].Area).Select(g => g.ToArray()));
        _groups.AddRange(numbered.GroupBy(t => (tasks[t].District, tasks[t].Phase, tasks[t].Zone)).Select(g => g.ToArray()));
    }

    /// <summary>Moves the keys of one neighbourhood; false when instead the preferred duration should change.</summary>
    public bool Move(double[] keys, ref SeededRandom random)
    {
        if (_tasks == 0)
        {
            return false;
        }

        var kind = random.NextUnit();
        if (kind < 0.02)
        {
            return false;
        }

        // Up to fourfold either way, small moves most often.
        var strength = (random.NextUnit() - random.NextUnit()) * 2;
        if (kind < 0.6 && _groups.Count > 0)
        {
            var count = 1 + random.NextIndex(4);
            for (var i = 0; i < count; i++)
            {
                Scale(keys, _groups[random.NextIndex(_groups.Count)], Math.Pow(2, i % 2 == 0 ? strength : -strength));
            }

            return true;
        }

        if (kind < 0.7 && _groups.Count > 0)
        {
            // Leave a group out, or take it in again: negative keys are out.
            Scale(keys, _groups[random.NextIndex(_groups.Count)], -1);
            return true;
        }

        var some = 1 + random.NextIndex(Math.Max(1, Math.Min(64, _tasks / 20)));
        for (var i = 0; i < some; i++)
        {
            keys[random.NextIndex(_tasks)] *= Math.Pow(2, (random.NextUnit() - random.NextUnit()) * 2);
        }

        return true;
    }

    private static void Scale(double[] keys, int[] group, double factor)
    {
        foreach (var task in group)
        {
            keys[task] *= factor;
        }
    }

    private static int[] WithAncestors(PlanInstance instance, IReadOnlyList<int> members)
    {
        var all = new SortedSet<int>();
        foreach (var member in members)
        {
            for (var task = member; task >= 0 && all.Add(task);)
            {
                task = instance.Tasks[task].Predecessors.Count > 0 ? instance.Tasks[task].Predecessors[0] : -1;
            }
        }

        return [.. all];
    }
}
