using System.Collections.Concurrent;
using Surefoot.Numerics;

namespace Surefoot.Roads;

/// <summary>Splits a road graph into halves by small separators, again and again; nodes of a separator are eliminated after both halves.</summary>
/// <remarks>Level by level: the parts of one level are independent, so that any number of workers gives the same separators.</remarks>
internal static class NestedDissection
{
    // Below this many nodes minimum degree is as good as a cut.
    private const int SmallPart = 48;

    /// <returns>For each node the level of its separator, 0 at the top; −1 for nodes of small parts, which are in no separator.
    /// And the nodes of all separators, those of the lowest level first.</returns>
    public static (int[] Level, int[] Separators) Split(FlatGraph graph, double[] x, double[] y, int workers)
    {
        var nodes = graph.NodeCount;
        int[][] orders = [Sorted(nodes, i => x[i]), Sorted(nodes, i => y[i]), Sorted(nodes, i => x[i] + y[i]), Sorted(nodes, i => x[i] - y[i])];
        var state = new State(graph, orders);
        var level = new int[nodes];
        Array.Fill(level, -1);
        var separators = new List<int[]>();
        var parts = new List<(int Start, int Count)> { (0, nodes) };
        for (var depth = 0; parts.Count > 0; depth++)
        {
            for (var part = 0; part < parts.Count; part++)
            {
                foreach (var node in orders[0].AsSpan(parts[part].Start, parts[part].Count))
                {
                    state.PartOf[node] = part;
                }
            }

            var separatorOf = new int[parts.Count][];
            RowLoop.Run(parts.Count, workers, new HalvePart(state, parts, separatorOf));
            foreach (var separator in separatorOf)
            {
                foreach (var node in separator)
                {
                    level[node] = depth;
                    state.PartOf[node] = -1;
                }
            }

            separators.AddRange(separatorOf.Where(s => s.Length > 0));
            var next = new (int Start, int Count)[parts.Count * 2];
            RowLoop.Run(parts.Count, workers, new DividePart(state, parts, separatorOf, next));
            parts = [.. next.Where(p => p.Count > SmallPart)];

            // Nodes of parts that are done belong to none.
            foreach (var (start, count) in next.Where(p => p.Count <= SmallPart))
            {
                foreach (var node in orders[0].AsSpan(start, count))
                {
                    state.PartOf[node] = -1;
                }
            }
        }

        separators.Reverse();
        return (level, [.. separators.SelectMany(s => s)]);
    }

    private static int[] Sorted(int count, Func<int, double> key)
    {
        var keys = new double[count];
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            keys[i] = key(i);
            order[i] = i;
        }

        // Array.Sort is not stable: equal keys are put in order of their number afterwards, so that no detail of the sort shows.
        Array.Sort(keys, order);
        for (var i = 0; i < count;)
        {
            var end = i + 1;
            while (end < count && keys[end] == keys[i])
            {
                end++;
            }

            Array.Sort(order, i, end - i);
            i = end;
        }

        return order;
    }

    private sealed class State(FlatGraph graph, int[][] orders)
    {
        public FlatGraph Graph { get; } = graph;

        public int[][] Orders { get; } = orders;

        public int[] PartOf { get; } = new int[graph.NodeCount];

        public bool[] IsLeft { get; } = new bool[graph.NodeCount];

        public ConcurrentBag<InertialFlow> Flows { get; } = [];

        public ConcurrentBag<int[]> Rows { get; } = [];
    }

    private readonly struct HalvePart(State state, List<(int Start, int Count)> parts, int[][] separatorOf) : IRowOperation
    {
        public void Invoke(int row)
        {
            var flow = state.Flows.TryTake(out var kept) ? kept : new InertialFlow(state.Graph);
            var (start, count) = parts[row];
            separatorOf[row] = flow.Halve(state.Orders, start, count, row, state.PartOf, state.IsLeft) ? Separator(row) : [.. state.Orders[0].AsSpan(start, count)];
            state.Flows.Add(flow);
        }

        /// <summary>Ends of cut edges on one side: on the side where there are fewer of them.</summary>
        private int[] Separator(int part)
        {
            var left = new List<int>();
            var right = new List<int>();
            var graph = state.Graph;
            foreach (var node in state.Orders[0].AsSpan(parts[part].Start, parts[part].Count))
            {
                for (var arc = graph.First[node]; arc < graph.First[node + 1]; arc++)
                {
                    var head = graph.Head[arc];
                    if (state.PartOf[head] == part && state.IsLeft[head] != state.IsLeft[node])
                    {
                        (state.IsLeft[node] ? left : right).Add(node);
                        break;
                    }
                }
            }

            return left.Count <= right.Count ? [.. left] : [.. right];
        }
    }

    /// <summary>Puts the left nodes of a part before the right ones in every order, each side in its old order; separators fall behind both.</summary>
    private readonly struct DividePart(State state, List<(int Start, int Count)> parts, int[][] separatorOf, (int Start, int Count)[] next) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (start, count) = parts[row];
            var buffer = state.Rows.TryTake(out var kept) ? kept : new int[state.Graph.NodeCount];
            var left = 0;
            var right = 0;
            foreach (var order in state.Orders)
            {
                var nodes = order.AsSpan(start, count);
                left = 0;
                right = 0;
                foreach (var node in nodes)
                {
                    if (state.PartOf[node] < 0)
                    {
                        continue;
                    }

                    if (state.IsLeft[node])
                    {
                        nodes[left++] = node;
                    }
                    else
                    {
                        buffer[right++] = node;
                    }
                }

                buffer.AsSpan(0, right).CopyTo(nodes[left..]);
                separatorOf[row].CopyTo(nodes[(left + right)..]);
            }

            state.Rows.Add(buffer);
            next[row * 2] = (start, left);
            next[(row * 2) + 1] = (start + left, right);
        }
    }
}
