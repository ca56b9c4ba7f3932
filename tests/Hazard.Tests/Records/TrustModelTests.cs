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
        // Averaged over what μ and κ may be: between the most and the least that they pull to the middle.
        model.Trust(0).Mean.ShouldBe(((model.Mean * model.Strength) + 6) / (model.Strength + 10), 0.03);
        model.Without(0, i => i < 6).ShouldBeInRange(0.1, model.Mean);
    }

    [Fact]
    public void A_record_without_a_source_has_the_mean_trust_and_its_own_finds()
    {
        var model = TrustModel.Learn([3, 1], [-1, 0]);
        model.Genuine(0).ShouldBe(3 * model.Mean / (1 + (2 * model.Mean)), 1e-9);
    }

    [Fact]
    public void Nobody_is_trusted_because_nobody_looked()
    {
        // Nothing is known of any record: the mean stays in the middle, and so does its interval.
        var model = TrustModel.Learn([1, 1, 1, 1], [0, 0, 1, 1]);
        model.Mean.ShouldBe(0.5, 0.01);
        (model.Trust(0).High - model.Trust(0).Low).ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void What_all_sources_are_like_is_learned_from_barer_facts_than_a_record_is_judged_by()
    {
        // Strong support for each record, as a model of genuine ones may overstate it; the bare facts say that one in four is unrelated.
        double[] ratios = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 0.6 : 500.0)], facts = [.. Enumerable.Range(0, 40).Select(i => i % 8 == 0 ? 0.05 : 1.95)];
        int[] source = [.. Enumerable.Range(0, 40).Select(i => i / 4)];
        var barer = TrustModel.Learn(ratios, source, facts);
        barer.Mean.ShouldBeLessThan(TrustModel.Learn(ratios, source).Mean - 0.03);
        barer.Mean.ShouldBe(0.75, 0.08);
        barer.Genuine(1).ShouldBeGreaterThan(0.98);
    }
}
