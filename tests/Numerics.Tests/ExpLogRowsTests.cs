namespace Surefoot.Numerics.Tests;

public sealed class ExpLogRowsTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100, 255, 2048];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Rows_give_the_bits_of_the_scalar_twin_at_any_length(int length)
    {
        var random = new SeededRandom(11, (ulong)length);
        var x = new float[length];
        for (var i = 0; i < length; i++)
        {
            x[i] = (float)((random.NextUnit() - 0.5) * (i % 5 == 0 ? 400 : 20));
        }

        var to = new float[length];
        ExpLogRows.Exp(x, to);
        Bits(to).ShouldBe(Bits(x.Select(ExpLog.Exp).ToArray()));
        ExpLogRows.Logistic(x, to);
        Bits(to).ShouldBe(Bits(x.Select(ExpLog.Logistic).ToArray()));
        ExpLogRows.Log(x, to);
        Bits(to).ShouldBe(Bits(x.Select(ExpLog.Log).ToArray()));
    }

    [Fact]
    public void Rows_keep_special_values_as_the_scalar_twin_does()
    {
        float[] special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, 1e-39f, float.MaxValue, -1f, 1f, 88.4f, -87.4f, 0.70710677f, 0.7071068f, 2f, 3e-38f];
        var to = new float[special.Length];
        ExpLogRows.Exp(special, to);
        Bits(to).ShouldBe(Bits(special.Select(ExpLog.Exp).ToArray()));
        float.IsNaN(to[0]).ShouldBeTrue();
        ExpLogRows.Log(special, to);
        Bits(to).ShouldBe(Bits(special.Select(ExpLog.Log).ToArray()));
        to[3].ShouldBe(float.NegativeInfinity);
        to[6].ShouldBe((float)Math.Log(1e-39f), 1e-4f);
        float.IsNaN(to[8]).ShouldBeTrue();
        ExpLogRows.Logistic(special, to);
        to[1].ShouldBe(1f);
        to[2].ShouldBeLessThan(1e-37f);
    }

    [Fact]
    public void Float_forms_stay_within_their_stated_error()
    {
        var worstExp = 0.0;
        var worstLog = 0.0;
        for (var i = 0; i < 400_000; i++)
        {
            var x = -87f + (i * 4.35e-4f);
            worstExp = Math.Max(worstExp, Ulps(ExpLog.Exp(x), ExpLog.Exp((double)x)));
            var y = BitConverter.Int32BitsToSingle(0x00800000 + (i * 5300));
            worstLog = Math.Max(worstLog, Ulps(ExpLog.Log(y), ExpLog.Log((double)y)));
        }

        worstExp.ShouldBeLessThanOrEqualTo(ExpLog.FloatUlp);
        worstLog.ShouldBeLessThanOrEqualTo(ExpLog.FloatUlp);
    }

    [Fact]
    public void Double_forms_agree_with_the_platform_within_two_ulp()
    {
        // The platform's own error is below one ulp, ours too: together below two.
        var random = new SeededRandom(5);
        for (var i = 0; i < 200_000; i++)
        {
            var x = (random.NextUnit() - 0.5) * 1400;
            Math.Abs(ExpLog.Exp(x) - Math.Exp(x)).ShouldBeLessThanOrEqualTo(2 * (Math.BitIncrement(Math.Exp(x)) - Math.Exp(x)));
            var y = Math.Exp(x);
            Math.Abs(ExpLog.Log(y) - Math.Log(y)).ShouldBeLessThanOrEqualTo(2 * Math.Max(1e-300, Math.BitIncrement(Math.Abs(Math.Log(y))) - Math.Abs(Math.Log(y))));
        }
    }

    [Fact]
    public void Rows_refuse_an_output_of_another_length() =>
        Should.Throw<ArgumentException>(() => ExpLogRows.Exp(new float[3], new float[4]));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Lane_sum_has_one_order_at_any_length(int length)
    {
        var random = new SeededRandom(3, (ulong)length);
        var a = new double[length];
        var b = new double[length];
        var lanes = new double[LaneSum.Lanes];
        var products = new double[LaneSum.Lanes];
        for (var i = 0; i < length; i++)
        {
            a[i] = (random.NextUnit() - 0.5) * 1e10;
            b[i] = random.NextUnit();
            lanes[i % 8] += a[i];
            products[i % 8] += a[i] * b[i];
        }

        LaneSum.Of(a).ShouldBe(((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7])));
        LaneSum.OfProducts(a, b).ShouldBe(((products[0] + products[1]) + (products[2] + products[3])) + ((products[4] + products[5]) + (products[6] + products[7])));
    }

    private static double Ulps(float got, double exact)
    {
        var near = (float)Math.Abs(exact);
        return Math.Abs(got - exact) / Math.Max(float.Epsilon, MathF.BitIncrement(near) - near);
    }

    private static int[] Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits).ToArray();
}
