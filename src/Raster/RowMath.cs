using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Raster;

/// <summary>The few operations that engines do along rows: eight lanes at a time, with a scalar twin that gives the same bits.</summary>
/// <remarks>Elementwise only, one rounding per written operation, no fused multiply-add, no order to depend on.</remarks>
public static class RowMath
{
    /// <summary>to += scale · from.</summary>
    public static void AddScaled(ReadOnlySpan<float> from, float scale, Span<float> to)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(from.Length, to.Length);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(from);
            ref var target = ref MemoryMarshal.GetReference(to);
            var s = Vector256.Create(scale);
            for (; i <= from.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                (Vector256.LoadUnsafe(ref target, (nuint)i) + (Vector256.LoadUnsafe(ref source, (nuint)i) * s)).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < from.Length; i++)
        {
            to[i] += from[i] * scale;
        }
    }

    /// <summary>to = max(to, from). Neither may hold NaN.</summary>
    public static void Raise(ReadOnlySpan<float> from, Span<float> to)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(from.Length, to.Length);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(from);
            ref var target = ref MemoryMarshal.GetReference(to);
            for (; i <= from.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var a = Vector256.LoadUnsafe(ref target, (nuint)i);
                var b = Vector256.LoadUnsafe(ref source, (nuint)i);
                Vector256.ConditionalSelect(Vector256.GreaterThan(b, a), b, a).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < from.Length; i++)
        {
            to[i] = from[i] > to[i] ? from[i] : to[i];
        }
    }

    /// <summary>Holds every value to [low, high]; NaN stays.</summary>
    public static void Hold(Span<float> values, float low, float high)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var target = ref MemoryMarshal.GetReference(values);
            var lows = Vector256.Create(low);
            var highs = Vector256.Create(high);
            for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var v = Vector256.LoadUnsafe(ref target, (nuint)i);
                v = Vector256.ConditionalSelect(Vector256.LessThan(v, lows), lows, v);
                v = Vector256.ConditionalSelect(Vector256.GreaterThan(v, highs), highs, v);
                v.StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < values.Length; i++)
        {
            var v = values[i];
            v = v < low ? low : v;
            values[i] = v > high ? high : v;
        }
    }
}
