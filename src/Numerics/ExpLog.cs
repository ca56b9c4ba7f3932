namespace Surefoot.Numerics;

/// <summary>Exponential and logarithm made only of + − × ÷ and bit moves, so that a published raster has the same bits on every machine.</summary>
/// <remarks>
/// <para>Double: the reductions and coefficients of FreeBSD msun (e_exp.c, e_log.c; error below 1 ulp there); measured here below 1 ulp (the tests hold <see cref="DoubleUlp"/>).</para>
/// <para>Float: Cephes expf and logf (Moshier); at most <see cref="FloatUlp"/> ulp over the whole range, held by tests against the double forms.</para>
/// <para>No fused multiply-add anywhere: .NET never contracts <c>a * b + c</c> by itself. The row forms are in <see cref="ExpLogRows"/>.</para>
/// </remarks>
public static class ExpLog
{
    /// <summary>Stated bound of the double forms, in units in the last place.</summary>
    public const double DoubleUlp = 1.0;

    /// <summary>Stated bound of the float forms, in units in the last place.</summary>
    public const double FloatUlp = 2.0;

    /// <summary>Float arguments of <see cref="Exp(float)"/> are held to this range, so that the result is a normal number.</summary>
    public const float FloatExpLow = -87.33654f;

    /// <inheritdoc cref="FloatExpLow"/>
    public const float FloatExpHigh = 88.37626f;

    // Adding and taking away 1.5·2^23 rounds a small float to the nearest integer, and leaves that integer in the low bits.
    internal const float RoundFloat = 12582912f;
    internal const int RoundFloatBits = 0x4B400000;
    internal const float Log2E = 1.44269504088896341f;
    internal const float Ln2High = 0.693359375f;
    internal const float Ln2Low = -2.12194440e-4f;
    internal const float SmallestNormal = 1.17549435e-38f;
    internal const float SqrtHalf = 0.707106781186547524f;

    private const double Ln2HighDouble = 6.93147180369123816490e-01;
    private const double Ln2LowDouble = 1.90821492927058770002e-10;

    /// <summary>e to the power x. NaN stays NaN; arguments outside the stated range are held at its ends.</summary>
    public static float Exp(float x)
    {
        var held = x > FloatExpHigh ? FloatExpHigh : x;
        held = held < FloatExpLow ? FloatExpLow : held;
        var shifted = (held * Log2E) + RoundFloat;
        var n = shifted - RoundFloat;
        var r = held - (n * Ln2High);
        r -= n * Ln2Low;
        var p = 1.9875691500e-4f;
        p = (p * r) + 1.3981999507e-3f;
        p = (p * r) + 8.3334519073e-3f;
        p = (p * r) + 4.1665795894e-2f;
        p = (p * r) + 1.6666665459e-1f;
        p = (p * r) + 5.0000001201e-1f;
        p = (p * (r * r)) + r;
        p += 1f;
        // Wrapping is harmless: a NaN leaves nonsense bits here and is put back below.
        var scale = BitConverter.Int32BitsToSingle(unchecked((BitConverter.SingleToInt32Bits(shifted) - RoundFloatBits + 127) << 23));
        return float.IsNaN(x) ? x : p * scale;
    }

    /// <summary>Natural logarithm. 0 gives −∞, a negative number NaN, +∞ itself.</summary>
    public static float Log(float x)
    {
        var tiny = x < SmallestNormal;
        var scaled = tiny ? x * 8388608f : x;
        var bits = BitConverter.SingleToInt32Bits(scaled);
        var exponent = unchecked((bits >> 23) - 126);
        var m = BitConverter.Int32BitsToSingle((bits & 0x007FFFFF) | 0x3F000000);
        var e = exponent - (tiny ? 23f : 0f);
        var small = m < SqrtHalf;
        e -= small ? 1f : 0f;
        m = (m - 1f) + (small ? m : 0f);
        var z = m * m;
        var p = 7.0376836292e-2f;
        p = (p * m) - 1.1514610310e-1f;
        p = (p * m) + 1.1676998740e-1f;
        p = (p * m) - 1.2420140846e-1f;
        p = (p * m) + 1.4249322787e-1f;
        p = (p * m) - 1.6668057665e-1f;
        p = (p * m) + 2.0000714765e-1f;
        p = (p * m) - 2.4999993993e-1f;
        p = (p * m) + 3.3333331174e-1f;
        p = p * m * z;
        p += e * Ln2Low;
        p -= 0.5f * z;
        var result = m + p;
        result += e * Ln2High;
        return x > 0f ? (x == float.PositiveInfinity ? x : result) : (x == 0f ? float.NegativeInfinity : float.NaN);
    }

    /// <summary>e to the power x, below 1 ulp; 0 below −745.2, +∞ above 709.8.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x > 709.782712893383973096)
        {
            return double.PositiveInfinity;
        }

        if (x < -745.13321910194110842)
        {
            return 0.0;
        }

        if (x is > -3.7252902984e-09 and < 3.7252902984e-09)
        {
            return 1.0 + x;
        }

        var k = (int)((x * 1.44269504088896338700) + (x < 0 ? -0.5 : 0.5));
        var high = x - (k * Ln2HighDouble);
        var low = k * Ln2LowDouble;
        var r = high - low;
        var t = r * r;
        var c = r - (t * (1.66666666666666019037e-01 + (t * (-2.77777777770155933842e-03 + (t * (6.61375632143793436117e-05
            + (t * (-1.65339022054652515390e-06 + (t * 4.13813679705723846039e-08)))))))));
        var y = 1.0 - ((low - ((r * c) / (2.0 - c))) - high);
        return k >= -1021
            ? y * PowerOfTwo(k - 1) * 2.0
            : y * PowerOfTwo(k + 1000) * PowerOfTwo(-1000);
    }

    /// <summary>Natural logarithm, below 1 ulp. 0 gives −∞, a negative number NaN.</summary>
    public static double Log(double x)
    {
        if (!(x > 0))
        {
            return x == 0 ? double.NegativeInfinity : double.NaN;
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        var k = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0;
            k = -54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (m > 1.41421356237309504880)
        {
            m *= 0.5;
            k++;
        }

        var f = m - 1.0;
        if (f == 0.0)
        {
            return (k * Ln2HighDouble) + (k * Ln2LowDouble);
        }

        var s = f / (2.0 + f);
        var z = s * s;
        var w = z * z;
        var odd = w * (3.999999999940941908e-01 + (w * (2.222219843214978396e-01 + (w * 1.531383769920937332e-01))));
        var even = z * (6.666666666666735130e-01 + (w * (2.857142874366239149e-01 + (w * (1.818357216161805012e-01 + (w * 1.479819860511658591e-01))))));
        var r = even + odd;
        var half = 0.5 * f * f;
        return (k * Ln2HighDouble) - ((half - ((s * (half + r)) + (k * Ln2LowDouble))) - f);
    }

    /// <summary>log(1 + x) without loss for small x (Kahan's correction of the rounded sum).</summary>
    public static double Log1P(double x)
    {
        var u = 1.0 + x;
        return u == 1.0 ? x : double.IsPositiveInfinity(u) ? u : Log(u) * x / (u - 1.0);
    }

    /// <summary>exp(x) − 1 without loss for small x.</summary>
    public static double ExpM1(double x)
    {
        if (x is > -0.5 and < 0.5)
        {
            var u = Exp(x);
            return u == 1.0 ? x : u - 1.0 == -1.0 ? -1.0 : (u - 1.0) * x / Log(u);
        }

        return Exp(x) - 1.0;
    }

    /// <summary>Probability from log-odds, 1 / (1 + exp(−z)), without overflow.</summary>
    public static double Logistic(double z) => z >= 0 ? 1.0 / (1.0 + Exp(-z)) : Exp(z) / (1.0 + Exp(z));

    /// <inheritdoc cref="Logistic(double)"/>
    public static float Logistic(float z) => 1f / (1f + Exp(-z));

    /// <summary>Log-odds of a probability, ln(p / (1 − p)).</summary>
    public static double Logit(double p) => Log(p) - Log1P(-p);

    /// <inheritdoc cref="Logit(double)"/>
    public static float Logit(float p) => Log(p / (1f - p));

    /// <summary>base to a real power through exp(power · ln base); for a base of 0 or more. About 1e−14 relative for moderate results.</summary>
    public static double Pow(double @base, double power) => power == 0 ? 1.0 : @base == 0 ? 0.0 : Exp(power * Log(@base));

    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
}
