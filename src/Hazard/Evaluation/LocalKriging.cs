using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Simple kriging of labels from the nearest known places, with exponential covariances of five ranges.</summary>
/// <remarks>
/// For each range r the estimate is <c>b + cᵀ(C + ν·I)⁻¹(y − b)</c>, <c>C_ij = exp(−d_ij / r)</c>, b the share of positives (Cressie, Statistics for Spatial
/// Data, 3.2; an indicator is kriged). Unlike a kernel average it discounts places that say the same because they lie side by side. The ranges are 1, 2, 4, 8 and
/// 16 times the usual spacing of the known places, and the log-odds of the five are averaged: nothing about the range is fitted to a region. ν = ½ says that
/// a third of what makes one cell differ from the next is its own. The same bits for any number of workers: every sum has one order.
/// </remarks>
public static class LocalKriging
{
    private const int Neighbours = 40;
    private const int Ranges = 5;
    private const double Nugget = 0.5;

    /// <summary>Kriging may leave [0, 1]; nothing nearer to certainty than this is said from neighbours alone.</summary>
    private const double LeastShare = 0.02;

    /// <param name="known">Labelled places.</param>
    /// <param name="knownFold">Fold of each.</param>
    /// <param name="xKm">Places asked about.</param>
    /// <param name="yKm">Places asked about.</param>
    /// <param name="askedFold">Fold whose known places do not count for a place asked about; null where all count.</param>
    /// <param name="workers">Threads.</param>
    /// <returns>Mean log-odds over the ranges, one per place asked about.</returns>
    public static double[] LogOdds(LabelledPlaces known, int[] knownFold, double[] xKm, double[] yKm, int[]? askedFold, int workers = 1)
    {
        var shares = new FoldShares(known, knownFold);
        var result = new double[xKm.Length];
        RowLoop.Run(xKm.Length, workers, new KrigeRows(known, knownFold, shares, SpacingKm(known, workers), xKm, yKm, askedFold, result));
        return result;
    }

    /// <summary>Median distance from a known place to the nearest other one, of those that have one elsewhere; 1 km if none has.</summary>
    internal static double SpacingKm(LabelledPlaces known, int workers = 1)
    {
        var squared = new double[known.Count];
        RowLoop.Run(known.Count, workers, new NearestOther(known, squared));
        var sorted = squared.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? 1.0 : Math.Sqrt(sorted[sorted.Length / 2]);
    }

    /// <summary>Share of positives without one fold.</summary>
    private sealed class FoldShares
    {
        private readonly Dictionary<int, (double Count, double Positive)> _folds = [];
        private readonly double _count;
        private readonly double _positive;

        public FoldShares(LabelledPlaces known, int[] fold)
        {
            for (var i = 0; i < known.Count; i++)
            {
                var (count, positive) = _folds.GetValueOrDefault(fold[i]);
                _folds[fold[i]] = (count + 1, positive + known.Label[i]);
                _count++;
                _positive += known.Label[i];
            }
        }

        public double Without(int? fold)
        {
            var (count, positive) = fold is { } left ? _folds.GetValueOrDefault(left) : default;
            return (_positive - positive + 0.5) / (_count - count + 1.0);
        }
    }

    private readonly struct NearestOther(LabelledPlaces known, double[] squaredKm) : IRowOperation
    {
        public void Invoke(int row)
        {
            var best = double.PositiveInfinity;
            for (var j = 0; j < known.Count; j++)
            {
                var dx = known.XKm[row] - known.XKm[j];
                var dy = known.YKm[row] - known.YKm[j];
                var d = (dx * dx) + (dy * dy);
                best = d > 0 && d < best ? d : best;
            }

            squaredKm[row] = best;
        }
    }

    private readonly struct KrigeRows(LabelledPlaces known, int[] knownFold, FoldShares shares, double spacingKm, double[] x, double[] y, int[]? askedFold, double[] result) : IRowOperation
    {
        public void Invoke(int row)
        {
            int? left = askedFold?[row];
            var b = shares.Without(left);
            Span<int> nearest = stackalloc int[Neighbours];
            Span<double> squared = stackalloc double[Neighbours];
            var count = Nearest(row, left, nearest, squared);
            if (count == 0)
            {
                result[row] = ExpLog.Logit(b);
                return;
            }

            // One exp serves five ranges: exp(−d/16s) is the longest, its square the next.
            Span<double> covariance = stackalloc double[Neighbours * Neighbours];
            Span<double> toRow = stackalloc double[Neighbours];
            for (var i = 0; i < count; i++)
            {
                toRow[i] = Correlation(Math.Sqrt(squared[i]));
                covariance[(i * Neighbours) + i] = 1.0;
                for (var j = i + 1; j < count; j++)
                {
                    var dx = known.XKm[nearest[i]] - known.XKm[nearest[j]];
                    var dy = known.YKm[nearest[i]] - known.YKm[nearest[j]];
                    covariance[(i * Neighbours) + j] = Correlation(Math.Sqrt((dx * dx) + (dy * dy)));
                }
            }

            Span<double> work = stackalloc double[Neighbours * Neighbours];
            Span<double> differs = stackalloc double[Neighbours];
            Span<double> weights = stackalloc double[Neighbours];
            var sum = 0.0;
            for (var range = 0; range < Ranges; range++)
            {
                covariance.CopyTo(work);
                toRow.CopyTo(weights);
                for (var i = 0; i < count; i++)
                {
                    work[(i * Neighbours) + i] += Nugget;
                    differs[i] = known.Label[nearest[i]] - b;
                }

                var share = Math.Clamp(b + Solve(work, differs[..count], weights[..count]), LeastShare, 1.0 - LeastShare);
                sum += ExpLog.Logit(share);
                for (var i = 0; i < count; i++)
                {
                    toRow[i] *= toRow[i];
                    for (var j = i; j < count; j++)
                    {
                        covariance[(i * Neighbours) + j] *= covariance[(i * Neighbours) + j];
                    }
                }
            }

            result[row] = sum / Ranges;
        }

        private double Correlation(double distanceKm) => ExpLog.Exp(-distanceKm / (16.0 * spacingKm));

        /// <summary>The nearest known places that count, nearest first; of equally near ones the first in the table.</summary>
        private int Nearest(int row, int? left, Span<int> nearest, Span<double> squared)
        {
            var count = 0;
            for (var j = 0; j < known.Count; j++)
            {
                var dx = x[row] - known.XKm[j];
                var dy = y[row] - known.YKm[j];
                var d = (dx * dx) + (dy * dy);
                if ((count == Neighbours && d >= squared[^1]) || knownFold[j] == left)
                {
                    continue;
                }

                var at = count < Neighbours ? count++ : Neighbours - 1;
                for (; at > 0 && squared[at - 1] > d; at--)
                {
                    (squared[at], nearest[at]) = (squared[at - 1], nearest[at - 1]);
                }

                (squared[at], nearest[at]) = (d, j);
            }

            return count;
        }
    }

    /// <summary><c>cᵀ A⁻¹ v</c> by Cholesky; the upper half of A, rows of <see cref="Neighbours"/>, is overwritten, and so are v and c.</summary>
    private static double Solve(Span<double> a, Span<double> v, Span<double> c)
    {
        var n = v.Length;
        var sum = 0.0;
        for (var z = 0; z < n; z++)
        {
            var line = a.Slice(z * Neighbours, n);
            var root = Math.Sqrt(line[z]);
            for (var e = z; e < n; e++)
            {
                line[e] /= root;
            }

            v[z] /= root;
            c[z] /= root;
            sum += v[z] * c[z];
            Subtract(line[(z + 1)..], v[z], v[(z + 1)..]);
            Subtract(line[(z + 1)..], c[z], c[(z + 1)..]);
            for (var next = z + 1; next < n; next++)
            {
                Subtract(line[next..], line[next], a.Slice((next * Neighbours) + next, n - next));
            }
        }

        return sum;
    }

    /// <summary>target −= factor · line, element by element: the same bits whatever the width of the machine's vectors.</summary>
    private static void Subtract(ReadOnlySpan<double> line, double factor, Span<double> target)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(line);
        var wideTarget = MemoryMarshal.Cast<double, Vector<double>>(target);
        for (var i = 0; i < wide.Length; i++)
        {
            wideTarget[i] -= wide[i] * factor;
        }

        for (var i = wide.Length * Vector<double>.Count; i < line.Length; i++)
        {
            target[i] -= line[i] * factor;
        }
    }
}
