using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Numerics;

/// <summary>Sums in one fixed order: element i goes to lane i mod 8, the lanes are added as ((0+1)+(2+3)) + ((4+5)+(6+7)).</summary>
/// <remarks>The order does not depend on the width of the machine's registers, so neither do the bits. The rounding error grows with n/8.</remarks>
public static class LaneSum
{
    public const int Lanes = 8;

    public static double Of(ReadOnlySpan<double> values)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(values);
            var low = Vector256<double>.Zero;
            var high = Vector256<double>.Zero;
            for (; i <= values.Length - Lanes; i += Lanes)
            {
                low += Vector256.LoadUnsafe(ref source, (nuint)i);
                high += Vector256.LoadUnsafe(ref source, (nuint)i + 4);
            }

            low.CopyTo(lanes);
            high.CopyTo(lanes[4..]);
        }

        for (; i < values.Length; i++)
        {
            lanes[i % Lanes] += values[i];
        }

        return Close(lanes);
    }

    /// <summary>Σ aᵢ·bᵢ, each product rounded once, then added in the same order.</summary>
    public static double OfProducts(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException("Both factors must be equally long.", nameof(b));
        }

        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var left = ref MemoryMarshal.GetReference(a);
            ref var right = ref MemoryMarshal.GetReference(b);
            var low = Vector256<double>.Zero;
            var high = Vector256<double>.Zero;
            for (; i <= a.Length - Lanes; i += Lanes)
            {
                low += Vector256.LoadUnsafe(ref left, (nuint)i) * Vector256.LoadUnsafe(ref right, (nuint)i);
                high += Vector256.LoadUnsafe(ref left, (nuint)i + 4) * Vector256.LoadUnsafe(ref right, (nuint)i + 4);
            }

            low.CopyTo(lanes);
            high.CopyTo(lanes[4..]);
        }

        for (; i < a.Length; i++)
        {
            lanes[i % Lanes] += a[i] * b[i];
        }

        return Close(lanes);
    }

    /// <summary>Σ of floats in double, same order.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            lanes[i % Lanes] += values[i];
        }

        return Close(lanes);
    }

    private static double Close(ReadOnlySpan<double> lanes) =>
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}
