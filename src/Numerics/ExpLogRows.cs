using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Numerics;

/// <summary>Row forms of <see cref="ExpLog"/>: eight lanes at a time where the machine has them, else the scalar twin, with the same bits.</summary>
/// <remarks>
/// Each lane does the same operations in the same order as the scalar form; a remainder goes through the scalar form. Input and output may be the same span.
/// NaN (a cell outside the mask) comes back as it was. Denormal results do not occur: arguments of exp are held to the stated range.
/// </remarks>
public static class ExpLogRows
{
    /// <summary>e to the power of each value.</summary>
    public static void Exp(ReadOnlySpan<float> from, Span<float> to)
    {
        Check(from, to);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(from);
            ref var target = ref MemoryMarshal.GetReference(to);
            for (; i <= from.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Exp(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(from);
            ref var target = ref MemoryMarshal.GetReference(to);
            for (; i <= from.Length - Vector128<float>.Count; i += Vector128<float>.Count)
            {
                Exp(Vector128.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < from.Length; i++)
        {
            to[i] = ExpLog.Exp(from[i]);
        }
    }

    /// <summary>Natural logarithm of each value.</summary>
    public static void Log(ReadOnlySpan<float> from, Span<float> to)
    {
        Check(from, to);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(from);
            ref var target = ref MemoryMarshal.GetReference(to);
            for (; i <= from.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Log(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < from.Length; i++)
        {
            to[i] = ExpLog.Log(from[i]);
        }
    }

    /// <summary>1 / (1 + exp(−z)) of each value.</summary>
    public static void Logistic(ReadOnlySpan<float> logOdds, Span<float> probability)
    {
        Check(logOdds, probability);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(logOdds);
            ref var target = ref MemoryMarshal.GetReference(probability);
            for (; i <= logOdds.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var e = Exp(-Vector256.LoadUnsafe(ref source, (nuint)i));
                (Vector256<float>.One / (Vector256<float>.One + e)).StoreUnsafe(ref target, (nuint)i);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(logOdds);
            ref var target = ref MemoryMarshal.GetReference(probability);
            for (; i <= logOdds.Length - Vector128<float>.Count; i += Vector128<float>.Count)
            {
                var e = Exp(-Vector128.LoadUnsafe(ref source, (nuint)i));
                (Vector128<float>.One / (Vector128<float>.One + e)).StoreUnsafe(ref target, (nuint)i);
            }
        }

        for (; i < logOdds.Length; i++)
        {
            probability[i] = ExpLog.Logistic(logOdds[i]);
        }
    }

    // The lanes mirror ExpLog.Exp(float) line by line; see there for the constants.
    internal static Vector256<float> Exp(Vector256<float> x)
    {
        var high = Vector256.Create(ExpLog.FloatExpHigh);
        var low = Vector256.Create(ExpLog.FloatExpLow);
        var held = Vector256.ConditionalSelect(Vector256.GreaterThan(x, high), high, x);
        held = Vector256.ConditionalSelect(Vector256.LessThan(held, low), low, held);
        var round = Vector256.Create(ExpLog.RoundFloat);
        var shifted = (held * ExpLog.Log2E) + round;
        var n = shifted - round;
        var r = held - (n * ExpLog.Ln2High);
        r -= n * ExpLog.Ln2Low;
        var p = Vector256.Create(1.9875691500e-4f);
        p = (p * r) + Vector256.Create(1.3981999507e-3f);
        p = (p * r) + Vector256.Create(8.3334519073e-3f);
        p = (p * r) + Vector256.Create(4.1665795894e-2f);
        p = (p * r) + Vector256.Create(1.6666665459e-1f);
        p = (p * r) + Vector256.Create(5.0000001201e-1f);
        p = (p * (r * r)) + r;
        p += Vector256<float>.One;
        var scale = Vector256.ShiftLeft(shifted.AsInt32() - Vector256.Create(ExpLog.RoundFloatBits - 127), 23).AsSingle();
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), p * scale, x);
    }

    internal static Vector128<float> Exp(Vector128<float> x)
    {
        var high = Vector128.Create(ExpLog.FloatExpHigh);
        var low = Vector128.Create(ExpLog.FloatExpLow);
        var held = Vector128.ConditionalSelect(Vector128.GreaterThan(x, high), high, x);
        held = Vector128.ConditionalSelect(Vector128.LessThan(held, low), low, held);
        var round = Vector128.Create(ExpLog.RoundFloat);
        var shifted = (held * ExpLog.Log2E) + round;
        var n = shifted - round;
        var r = held - (n * ExpLog.Ln2High);
        r -= n * ExpLog.Ln2Low;
        var p = Vector128.Create(1.9875691500e-4f);
        p = (p * r) + Vector128.Create(1.3981999507e-3f);
        p = (p * r) + Vector128.Create(8.3334519073e-3f);
        p = (p * r) + Vector128.Create(4.1665795894e-2f);
        p = (p * r) + Vector128.Create(1.6666665459e-1f);
        p = (p * r) + Vector128.Create(5.0000001201e-1f);
        p = (p * (r * r)) + r;
        p += Vector128<float>.One;
        var scale = Vector128.ShiftLeft(shifted.AsInt32() - Vector128.Create(ExpLog.RoundFloatBits - 127), 23).AsSingle();
        return Vector128.ConditionalSelect(Vector128.Equals(x, x), p * scale, x);
    }

    internal static Vector256<float> Log(Vector256<float> x)
    {
        var one = Vector256<float>.One;
        var tiny = Vector256.LessThan(x, Vector256.Create(ExpLog.SmallestNormal));
        var scaled = Vector256.ConditionalSelect(tiny, x * 8388608f, x);
        var bits = scaled.AsInt32();
        var exponent = Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(bits, 23) - Vector256.Create(126));
        var m = ((bits & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F000000)).AsSingle();
        var e = exponent - (tiny & Vector256.Create(23f));
        var small = Vector256.LessThan(m, Vector256.Create(ExpLog.SqrtHalf));
        e -= small & one;
        m = (m - one) + (small & m);
        var z = m * m;
        var p = Vector256.Create(7.0376836292e-2f);
        p = (p * m) - Vector256.Create(1.1514610310e-1f);
        p = (p * m) + Vector256.Create(1.1676998740e-1f);
        p = (p * m) - Vector256.Create(1.2420140846e-1f);
        p = (p * m) + Vector256.Create(1.4249322787e-1f);
        p = (p * m) - Vector256.Create(1.6668057665e-1f);
        p = (p * m) + Vector256.Create(2.0000714765e-1f);
        p = (p * m) - Vector256.Create(2.4999993993e-1f);
        p = (p * m) + Vector256.Create(3.3333331174e-1f);
        p = p * m * z;
        p += e * ExpLog.Ln2Low;
        p -= 0.5f * z;
        var result = m + p;
        result += e * ExpLog.Ln2High;
        var infinity = Vector256.Create(float.PositiveInfinity);
        var positive = Vector256.ConditionalSelect(Vector256.Equals(x, infinity), x, result);
        var others = Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<float>.Zero), -infinity, Vector256.Create(float.NaN));
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), positive, others);
    }

    private static void Check(ReadOnlySpan<float> from, Span<float> to)
    {
        if (from.Length != to.Length)
        {
            throw new ArgumentException("The output must be as long as the input.", nameof(to));
        }
    }
}
