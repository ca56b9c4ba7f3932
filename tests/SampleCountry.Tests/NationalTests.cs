namespace Surefoot.SampleCountry.Tests;

/// <summary>The whole country once: totals as printed, judged from the files.</summary>
public sealed class NationalTests
{
    [Fact]
    public void National_sample_has_the_published_totals()
    {
        using var made = MadeSample.Make(SampleScale.National);
        var summary = made.Summary;
        MadeSample.UnionArea(made.Areas("hazard").Where(h => h["kind"] == "confirmed")).ShouldBe(1479.88e6, 100);
        summary.ConfirmedM2.ShouldBe(1479.88e6, 100);
        summary.SuspectedM2.ShouldBe(10187.12e6, 100);
        summary.Years.Select(y => (y.Year, Math.Round(y.ClearedM2 / 1e4, 2), y.ApMines, y.AtMines, y.Uxo)).ShouldBe(
        [
            (2021, 20770, 18777, 9583, 24026),
            (2022, 43915, 8780, 4133, 14950),
            (2023, 53081, 3495, 5034, 23049),
            (2024, 62023.9, 4286, 2372, 59163),
            (2025, 12441.6, 1248, 498, 13200),
        ]);
        summary.TrueItems.ShouldBeGreaterThan(500_000);
        summary.Counts["hazard-areas"].ShouldBeInRange(4700, 5300);
        (summary.Counts["cleared-areas"] + summary.Counts["reduced-areas"] + summary.Counts["cancelled-areas"]).ShouldBeInRange(19_000, 22_500);
        summary.Counts["minefield-records"].ShouldBe(600);
        var accidents = made.Rows("accidents.csv");
        accidents.Sum(a => a.Whole("killed")).ShouldBe(70);
        accidents.Sum(a => a.Whole("injured")).ShouldBe(318);
    }
}
