using Surefoot.Hazard.Records;

namespace Surefoot.Hazard.Tests.Records;

public sealed class TrustModelTests
{
    [Fact]
    public void Confirmed_records_raise_and_refuted_ones_lower_the_trust_of_their_source()
    {
        // Ten records that are surely right, ten that are surely wrong, five of which nothing is known.
        double[] ratios = [.. Enumerable.Repeat(1000.0, 10), .. Enumerable.Repeat(0.001, 10), .. Enumerable.Repeat(1.0, 5)];
        int[] source = [.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(2, 5)];
        var model = TrustModel.Learn(ratios, source);
        model.Trust(0).Mean.ShouldBeGreaterThan(0.85);
        model.Trust(1).Mean.ShouldBeLessThan(0.15);
        model.Trust(2).Mean.ShouldBe(model.Mean, 0.02);
        model.Trust(2).High.ShouldBeGreaterThan(model.Trust(0).Low);
        model.Genuine(20).ShouldBe(model.Trust(2).Mean, 1e-9);
    }

    [Fact]
    public void With_certain_outcomes_the_posterior_mean_is_that_of_the_beta_distribution()
    {
        // METHODS H3: (μκ + h)/(κ + h + m).
        double[] ratios = [.. Enumerable.Repeat(1e9, 6), .. Enumerable.Repeat(1e-9, 4)];
        var model = TrustModel.Learn(ratios, new int[10]);
        model.Trust(0).Mean.ShouldBe(((model.Mean * model.Strength) + 6) / (model.Strength + 10), 0.01);
        model.Without(0, i => i < 6).ShouldBe(model.Mean * model.Strength / (model.Strength + 4), 0.02);
    }

    [Fact]
    public void A_record_without_a_source_has_the_mean_trust_and_its_own_finds()
    {
        var model = TrustModel.Learn([3, 1], [-1, 0]);
        model.Genuine(0).ShouldBe(3 * model.Mean / (1 + (2 * model.Mean)), 1e-9);
    }
}
