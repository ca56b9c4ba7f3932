using Surefoot.Assessment.Hazard;
using Surefoot.Registry.CodeLists;

namespace Surefoot.Assessment.Tests.Hazard;

public sealed class EvidenceTableTests
{
    [Theory]
    [InlineData(50_000, 11.8)]
    [InlineData(100_000, 23.7)]
    [InlineData(25_000, 5.9)]
    [InlineData(null, 11.8)]
    public void A_drawn_shape_is_as_far_off_as_its_scale(int? scale, double sigmaM) => PositionErrors.OfSheet(scale).ShouldBe(sigmaM, 0.05);

    [Fact]
    public void A_grid_square_is_uniform() => PositionErrors.GridSquareSigmaM.ShouldBe(100 / Math.Sqrt(12), 0.05);

    [Fact]
    public void A_better_rating_of_either_half_is_more_likely_right()
    {
        string[] sources = ["A", "B", "C", "D", "E"];
        string[] information = ["1", "2", "3", "4", "5"];
        for (var i = 1; i < sources.Length; i++)
        {
            TestimonyReliability.Of(sources[i], "3").ShouldBeLessThan(TestimonyReliability.Of(sources[i - 1], "3"));
            TestimonyReliability.Of("C", information[i]).ShouldBeLessThan(TestimonyReliability.Of("C", information[i - 1]));
        }
    }

    [Fact]
    public void What_cannot_be_judged_counts_as_even_odds()
    {
        TestimonyReliability.Of("F", "6").ShouldBe(0.5);
        TestimonyReliability.Of(null, null).ShouldBe(0.5);
    }

    [Fact]
    public void Every_search_method_has_a_belief_and_none_is_certain()
    {
        CodeListCatalogue.BuiltIn.Get("search-method").Codes.Select(c => c.Code).Order().ShouldBe(SearchMethods.All.Select(m => m.Code).Order());
        SearchMethods.All.ShouldAllBe(m => m.Pass.Mean < 0.9 && m.Because.Length > 20);
        SearchMethods.NumberOf("unheard-of").ShouldBe(SearchMethods.NumberOf("technical-survey"));
    }
}
