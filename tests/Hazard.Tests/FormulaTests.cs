using Surefoot.Hazard.Formulas;

namespace Surefoot.Hazard.Tests;

/// <summary>The checks that METHODS 1 states for each formula.</summary>
public sealed class FormulaTests
{
    // The stated figures are rounded to the digits given.
    private const double FourthDecimal = 0.00005;
    private const double ThirdDecimal = 0.0005;

    [Theory]
    [InlineData(0.25, 17.7)]
    [InlineData(0.75, 151)]
    public void A_claim_of_a_doubtful_source_moves_the_odds_by_the_stated_factor(double genuine, double expected) =>
        Claims.LikelihoodRatio(genuine, 1, 0, 0.02).ShouldBe(expected, 0.05 + (expected > 100 ? 0.5 : 0));

    [Fact]
    public void A_claim_that_is_never_genuine_says_nothing() => Claims.LikelihoodRatio(0, 1, 0, 0.02).ShouldBe(1.0);

    [Fact]
    public void A_cell_half_inside_a_footprint_is_moved_by_half_of_the_ratio()
    {
        Claims.SoftLog(0, 18).ShouldBe(0);
        Claims.SoftLog(1, 18).ShouldBe(Math.Log(18), 1e-12);
        Claims.SoftLog(0.5, 18).ShouldBe(Math.Log(9.5), 1e-12);
    }

    [Fact]
    public void A_visit_without_a_find_refutes_only_in_part()
    {
        Claims.AfterNoFind(0.5, 0).ShouldBe(0.5);
        Claims.AfterNoFind(0.5, 0.8).ShouldBe(1.0 / 6, 1e-12);
        Claims.AfterNoFind(0.5, 1).ShouldBe(0);
    }

    [Fact]
    public void Three_passes_miss_more_when_misses_come_together()
    {
        Math.Pow(0.1, 3).ShouldBe(0.0010, FourthDecimal);
        new DetectionBelief(9, 1).Miss(3).ShouldBe(0.0045, FourthDecimal);
        new DetectionBelief(1.8, 0.2).Miss(3).ShouldBe(0.0220, FourthDecimal);
        SearchMiss.OwnParts(1, 0.9, 3).ShouldBe(0.001, 1e-12);
    }

    [Fact]
    public void Search_of_one_part_leaves_the_other_as_it_was()
    {
        SearchMiss.SamePart(0, 3, new DetectionBelief(9, 1)).ShouldBe(1);
        SearchMiss.SamePart(0.6, 1, new DetectionBelief(9, 1)).ShouldBe(0.4 + (0.6 * 0.1), 1e-12);
        SearchMiss.SamePart(0.6, 50, new DetectionBelief(9, 1)).ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public void After_search_is_Bayes()
    {
        SearchMiss.After(0.3, 1).ShouldBe(0.3);
        SearchMiss.After(0.5, 0.1).ShouldBe(0.1 / 1.1, 1e-12);
        // Unseen from seen: two found, a quarter missed, so two thirds of an item are left on average.
        SearchMiss.LeftAfterFinds(2, 0.25).ShouldBe(1 - Math.Exp(-2.0 / 3), 1e-12);
    }

    [Theory]
    [InlineData(0, 0.727)]
    [InlineData(5_000, 0.919)]
    [InlineData(20_000, 0.982)]
    public void Area_release_gives_the_stated_chance_that_nothing_is_left(double searchedM2, double expected) =>
        new AreaRelease(0.3, 1, 2000).NothingLeft(searchedM2, 20_000).ShouldBe(expected, ThirdDecimal);

    [Fact]
    public void With_finds_there_is_no_spike_at_zero() =>
        new AreaRelease(0.3, 1, 2000).ExpectedLeft(2, 8_000, 10_000).ShouldBe(3.0, 1e-12);

    [Theory]
    [InlineData(1, 9500)]
    [InlineData(2, 7764)]
    [InlineData(10, 2588)]
    [InlineData(40, 721)]
    public void Sample_size_is_the_hypergeometric_one(int bad, int expected) =>
        Sampling.Size(10_000, bad, 0.95).ShouldBe(expected);

    [Fact]
    public void A_belief_without_weight_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => new DetectionBelief(0, 1));
}
