using Surefoot.Numerics;

namespace Surefoot.Hazard.Learning;

/// <summary>A forest of classification trees (Breiman, Machine Learning 45, 2001): bootstrap samples, Gini gain, √features tried per split, leaf shares averaged.</summary>
/// <remarks>Features are cut into at most 256 quantile bins first. Tree t draws from the stream (seed, t): the same forest for any number of workers.</remarks>
public sealed class RandomForest
{
    private const int MaximumBins = 256;
    private readonly double[][] _edges;
    private readonly Tree[] _trees;

    private RandomForest(double[][] edges, Tree[] trees)
    {
        _edges = edges;
        _trees = trees;
    }

    /// <param name="columns">One array per feature, all of one length.</param>
    /// <param name="labels">0 or 1 per row.</param>
    /// <param name="trees">Number of trees.</param>
    /// <param name="smallestLeaf">Rows a leaf must keep.</param>
    /// <param name="seed">Names the forest.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="cancellation">Checked between trees.</param>
    public static RandomForest Fit(double[][] columns, double[] labels, int trees, int smallestLeaf, ulong seed, int workers, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trees, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns.Length, 1);
        var edges = columns.Select(QuantileEdges).ToArray();
        var bins = new byte[columns.Length][];
        for (var f = 0; f < columns.Length; f++)
        {
            bins[f] = Bin(columns[f], edges[f]);
        }

        var grown = new Tree[trees];
        RowLoop.Run(trees, workers, new GrowTrees(bins, labels, smallestLeaf, seed, grown), cancellation: cancellation);
        return new RandomForest(edges, grown);
    }

    /// <summary>Mean share of positives in the leaves that each row falls into.</summary>
    public double[] Predict(double[][] columns, int workers = 1)
    {
        var bins = new byte[columns.Length][];
        for (var f = 0; f < columns.Length; f++)
        {
            bins[f] = Bin(columns[f], _edges[f]);
        }

        var result = new double[columns[0].Length];
        RowLoop.Run(result.Length, workers, new PredictRows(bins, _trees, result));
        return result;
    }

    private static double[] QuantileEdges(double[] values)
    {
        var sorted = values.Order().ToArray();
        var distinct = new List<double>();
        foreach (var value in sorted)
        {
            if (distinct.Count == 0 || value > distinct[^1])
            {
                distinct.Add(value);
            }
        }

        if (distinct.Count <= MaximumBins)
        {
            return Enumerable.Range(1, Math.Max(0, distinct.Count - 1)).Select(i => 0.5 * (distinct[i - 1] + distinct[i])).ToArray();
        }

        var edges = new List<double>();
        for (var b = 1; b < MaximumBins; b++)
        {
            var edge = sorted[(int)((long)sorted.Length * b / MaximumBins)];
            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }

        return [.. edges];
    }

    private static byte[] Bin(double[] values, double[] edges)
    {
        var bins = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var found = Array.BinarySearch(edges, values[i]);
            bins[i] = (byte)(found >= 0 ? found + 1 : ~found);
        }

        return bins;
    }

    private readonly struct GrowTrees(byte[][] bins, double[] labels, int smallestLeaf, ulong seed, Tree[] grown) : IRowOperation
    {
        public void Invoke(int row) => grown[row] = new TreeGrower(bins, labels, smallestLeaf, new SeededRandom(seed, (ulong)row)).Grow();
    }

    private readonly struct PredictRows(byte[][] bins, Tree[] trees, double[] result) : IRowOperation
    {
        public void Invoke(int row)
        {
            var sum = 0.0;
            foreach (var tree in trees)
            {
                var node = 0;
                while (tree.Feature[node] >= 0)
                {
                    node = bins[tree.Feature[node]][row] <= tree.Cut[node] ? tree.Left[node] : tree.Left[node] + 1;
                }

                sum += tree.Share[node];
            }

            result[row] = sum / trees.Length;
        }
    }

    private sealed record Tree(int[] Feature, byte[] Cut, int[] Left, double[] Share);

    private sealed class TreeGrower(byte[][] bins, double[] labels, int smallestLeaf, SeededRandom random)
    {
        private readonly int _tries = Math.Max(1, (int)Math.Sqrt(bins.Length));
        private readonly int[] _order = Enumerable.Range(0, bins.Length).ToArray();
        private readonly int[] _count = new int[MaximumBins];
        private readonly int[] _positive = new int[MaximumBins];
        private readonly List<int> _feature = [];
        private readonly List<byte> _cut = [];
        private readonly List<int> _left = [];
        private readonly List<double> _share = [];
        private SeededRandom _random = random;

        public Tree Grow()
        {
            var sample = new int[labels.Length];
            for (var i = 0; i < sample.Length; i++)
            {
                sample[i] = _random.NextIndex(sample.Length);
            }

            var open = new Stack<(int Node, int From, int To)>();
            AddNode();
            open.Push((0, 0, sample.Length));
            while (open.TryPop(out var next))
            {
                var (node, from, to) = next;
                var positives = 0;
                for (var i = from; i < to; i++)
                {
                    positives += labels[sample[i]] > 0.5 ? 1 : 0;
                }

                _share[node] = (double)positives / (to - from);
                if (positives == 0 || positives == to - from || to - from < 2 * smallestLeaf || !FindSplit(sample, from, to, positives, out var feature, out var cut))
                {
                    continue;
                }

                var middle = Partition(sample, from, to, feature, cut);
                _feature[node] = feature;
                _cut[node] = cut;
                _left[node] = AddNode();
                AddNode();
                open.Push((_left[node] + 1, middle, to));
                open.Push((_left[node], from, middle));
            }

            return new Tree([.. _feature], [.. _cut], [.. _left], [.. _share]);
        }

        private int AddNode()
        {
            _feature.Add(-1);
            _cut.Add(0);
            _left.Add(0);
            _share.Add(0);
            return _feature.Count - 1;
        }

        private bool FindSplit(int[] sample, int from, int to, int positives, out int bestFeature, out byte bestCut)
        {
            bestFeature = -1;
            bestCut = 0;
            // Sum over both sides of positives²/n + negatives²/n: the larger, the purer. The parent's value is the mark to beat.
            var n = to - from;
            var best = Purity(positives, n) + 1e-9;
            var tried = 0;
            for (var i = 0; i < _order.Length && tried < _tries; i++)
            {
                var swap = i + _random.NextIndex(_order.Length - i);
                (_order[i], _order[swap]) = (_order[swap], _order[i]);
                var column = bins[_order[i]];
                Array.Clear(_count);
                Array.Clear(_positive);
                for (var s = from; s < to; s++)
                {
                    var bin = column[sample[s]];
                    _count[bin]++;
                    _positive[bin] += labels[sample[s]] > 0.5 ? 1 : 0;
                }

                var left = 0;
                var leftPositive = 0;
                var constant = true;
                for (var b = 0; b < MaximumBins - 1 && left < n; b++)
                {
                    if (_count[b] == 0)
                    {
                        continue;
                    }

                    constant &= _count[b] == n;
                    left += _count[b];
                    leftPositive += _positive[b];
                    if (left < smallestLeaf || n - left < smallestLeaf)
                    {
                        continue;
                    }

                    var purity = Purity(leftPositive, left) + Purity(positives - leftPositive, n - left);
                    if (purity > best)
                    {
                        best = purity;
                        bestFeature = _order[i];
                        bestCut = (byte)b;
                    }
                }

                tried += constant ? 0 : 1;
            }

            return bestFeature >= 0;
        }

        private int Partition(int[] sample, int from, int to, int feature, byte cut)
        {
            var column = bins[feature];
            var middle = from;
            for (var i = from; i < to; i++)
            {
                if (column[sample[i]] <= cut)
                {
                    (sample[i], sample[middle]) = (sample[middle], sample[i]);
                    middle++;
                }
            }

            return middle;
        }

        private static double Purity(int positives, int n)
        {
            double p = positives;
            double q = n - positives;
            return ((p * p) + (q * q)) / n;
        }
    }
}
