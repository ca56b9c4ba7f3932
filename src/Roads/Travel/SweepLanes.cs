using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Roads;

/// <summary>Buffers of one worker: eight shortest-path searches side by side over a <see cref="TargetGraph"/>.</summary>
/// <remarks>
/// Delling, Goldberg, Nowatzyk and Werneck, PHAST, JPDC 73(7) 2013. A climb goes over the union of the ancestors of the eight sources, the
/// descent once over all locals from the top. One cache line holds the eight values of a local. No NaN can arise (ticks are ≥ 0
/// or +∞) and sums are exact, so the wide and the scalar form give the same bits.
/// </remarks>
internal sealed class SweepLanes(TargetGraph graph)
{
    public const int Lanes = 8;

    private readonly double[] _values = GC.AllocateUninitializedArray<double>(graph.Count * Lanes);
    private readonly bool[] _isReached = new bool[graph.Count];
    private readonly List<int> _reached = [];

    /// <summary>Ticks of the eight searches at a local.</summary>
    public ReadOnlySpan<double> At(int local) => _values.AsSpan(local * Lanes, Lanes);

    /// <summary>Starts anew from up to eight locals; lanes without one stay without a way.</summary>
    /// <param name="sources">Locals.</param>
    /// <param name="up">Ticks of arcs upwards; of arcs downwards for a search against the traffic.</param>
    public void Climb(ReadOnlySpan<int> sources, double[] up)
    {
        Forget();
        for (var lane = 0; lane < sources.Length; lane++)
        {
            Reach(sources[lane]);
            _values[(sources[lane] * Lanes) + lane] = 0;
        }

        _reached.Sort();
        foreach (var local in _reached)
        {
            ref var from = ref Lane(local);
            for (var arc = graph.First[local]; arc < graph.First[local + 1]; arc++)
            {
                ref var to = ref Lane(graph.Head[arc]);
                Relax(ref to, ref from, up[arc]);
            }
        }
    }

    /// <summary>Starts anew from values at ancestors that were found elsewhere.</summary>
    public void Start(IEnumerable<(int Local, int Lane, double Ticks)> values)
    {
        Forget();
        foreach (var (local, lane, ticks) in values)
        {
            Reach(local);
            _values[(local * Lanes) + lane] = ticks;
        }
    }

    public void Descend(double[] down) => Descend(down, Vector256.IsHardwareAccelerated);

    internal void Descend(double[] down, bool isWide)
    {
        if (!isWide)
        {
            DescendScalar(down);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            DescendVector512(down);
        }
        else
        {
            DescendVector256(down);
        }
    }

    private void Forget()
    {
        foreach (var local in _reached)
        {
            _isReached[local] = false;
        }

        _reached.Clear();
    }

    private void Reach(int local)
    {
        for (var at = local; at >= 0 && !_isReached[at]; at = graph.Parent[at])
        {
            _isReached[at] = true;
            _reached.Add(at);
            _values.AsSpan(at * Lanes, Lanes).Fill(double.PositiveInfinity);
        }
    }

    private void DescendVector512(double[] down)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        ref var heads = ref MemoryMarshal.GetArrayDataReference(graph.Head);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(down);
        var first = graph.First;
        unchecked
        {
            // Indices are those of the graph, checked when it was made.
            for (var local = graph.Count - 1; local >= 0; local--)
            {
                var best = _isReached[local] ? Vector512.LoadUnsafe(ref values, (nuint)(local * Lanes)) : Vector512.Create(double.PositiveInfinity);
                var end = first[local + 1];
                for (var arc = first[local]; arc < end; arc++)
                {
                    var above = Vector512.LoadUnsafe(ref values, (nuint)(Unsafe.Add(ref heads, arc) * Lanes));
                    best = Vector512.MinNative(best, above + Vector512.Create(Unsafe.Add(ref weights, arc)));
                }

                best.StoreUnsafe(ref values, (nuint)(local * Lanes));
            }
        }
    }

    private void DescendVector256(double[] down)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        ref var heads = ref MemoryMarshal.GetArrayDataReference(graph.Head);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(down);
        var first = graph.First;
        unchecked
        {
            for (var local = graph.Count - 1; local >= 0; local--)
            {
                var left = Vector256.Create(double.PositiveInfinity);
                var right = left;
                if (_isReached[local])
                {
                    left = Vector256.LoadUnsafe(ref values, (nuint)(local * Lanes));
                    right = Vector256.LoadUnsafe(ref values, (nuint)((local * Lanes) + 4));
                }

                var end = first[local + 1];
                for (var arc = first[local]; arc < end; arc++)
                {
                    var at = Unsafe.Add(ref heads, arc) * Lanes;
                    var ticks = Vector256.Create(Unsafe.Add(ref weights, arc));
                    left = Vector256.MinNative(left, Vector256.LoadUnsafe(ref values, (nuint)at) + ticks);
                    right = Vector256.MinNative(right, Vector256.LoadUnsafe(ref values, (nuint)(at + 4)) + ticks);
                }

                left.StoreUnsafe(ref values, (nuint)(local * Lanes));
                right.StoreUnsafe(ref values, (nuint)((local * Lanes) + 4));
            }
        }
    }

    /// <summary>The plain twin of the wide forms, and what runs where the processor has none.</summary>
    private void DescendScalar(double[] down)
    {
        for (var local = graph.Count - 1; local >= 0; local--)
        {
            var here = _values.AsSpan(local * Lanes, Lanes);
            if (!_isReached[local])
            {
                here.Fill(double.PositiveInfinity);
            }

            for (var arc = graph.First[local]; arc < graph.First[local + 1]; arc++)
            {
                var above = _values.AsSpan(graph.Head[arc] * Lanes, Lanes);
                for (var lane = 0; lane < here.Length; lane++)
                {
                    here[lane] = Math.Min(here[lane], above[lane] + down[arc]);
                }
            }
        }
    }

    private ref double Lane(int local) => ref _values[local * Lanes];

    private static void Relax(ref double to, ref double from, double ticks)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            var weight = Vector256.Create(ticks);
            Vector256.MinNative(Vector256.LoadUnsafe(ref to), Vector256.LoadUnsafe(ref from) + weight).StoreUnsafe(ref to);
            Vector256.MinNative(Vector256.LoadUnsafe(ref to, 4), Vector256.LoadUnsafe(ref from, 4) + weight).StoreUnsafe(ref to, 4);
            return;
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            ref var there = ref Unsafe.Add(ref to, lane);
            there = Math.Min(there, Unsafe.Add(ref from, lane) + ticks);
        }
    }
}
