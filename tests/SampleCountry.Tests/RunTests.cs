using BitMiracle.LibTiff.Classic;

namespace Surefoot.SampleCountry.Tests;

public sealed class RunTests(SmallSample small) : IClassFixture<SmallSample>
{
    private readonly MadeSample _made = small.Made;

    [Fact]
    public void Same_seed_gives_the_same_bytes_on_any_number_of_workers()
    {
        using var alone = MadeSample.Make(SampleScale.Small, workers: 1);
        using var three = MadeSample.Make(SampleScale.Small, workers: 3);
        alone.Hashes().ShouldBe(three.Hashes());
        alone.Hashes().ShouldBe(_made.Hashes());
    }

    [Fact]
    public void Another_seed_gives_another_country_with_the_same_totals()
    {
        using var other = MadeSample.Make(SampleScale.Small, seed: 2);
        other.Hashes()["hazard-areas.geojson"].ShouldNotBe(_made.Hashes()["hazard-areas.geojson"]);
        other.Summary.ConfirmedM2.ShouldBe(_made.Summary.ConfirmedM2, 100);
        other.Summary.Years.Sum(y => y.Uxo).ShouldBe(_made.Summary.Years.Sum(y => y.Uxo));
    }

    [Fact]
    public void Wrong_variant_breaks_the_rules_and_keeps_the_totals()
    {
        using var wrong = MadeSample.Make(SampleScale.Small, variant: SampleVariant.Wrong);
        wrong.Summary.SuspectedM2.ShouldBe(_made.Summary.SuspectedM2, 100);
        wrong.Summary.ClearedM2.ShouldBe(_made.Summary.ClearedM2, 500);
        wrong.Hashes()["terrain.tif"].ShouldNotBe(_made.Hashes()["terrain.tif"]);
        MeanShift(wrong).ShouldBeGreaterThan(MeanShift(_made));
    }

    [Theory]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    [InlineData(20250331UL)]
    public void Totals_hold_for_any_seed(ulong seed)
    {
        using var made = MadeSample.Make(SampleScale.Small, seed);
        made.Summary.ConfirmedM2.ShouldBe(88.79e6, 100);
        made.Summary.SuspectedM2.ShouldBe(611.23e6, 100);
        made.Summary.Years.Select(y => Math.Round(y.ClearedM2 / 1e4, 2)).ShouldBe([865.4, 1829.8, 2211.7, 2584.3, 518.4]);
    }

    [Fact]
    public void Relief_says_that_it_is_synthetic()
    {
        using var tiff = Tiff.Open(Path.Combine(_made.Folder, "terrain.tif"), "r");
        tiff.GetField(TiffTag.IMAGEDESCRIPTION)[0].ToString().ShouldStartWith("SYNTHETIC");
    }

    [Fact]
    public void Missing_geography_is_a_misuse()
    {
        var folder = Path.Combine(_made.Folder, "nothing-here");
        Should.Throw<ArgumentException>(() => SampleGenerator.Generate(new(folder, _made.Folder))).Message.ShouldContain("districts.geojson");
    }

    [Fact]
    public void Cancelled_run_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() => SampleGenerator.Generate(_made.Options, cancellation: source.Token));
    }

    private static double MeanShift(MadeSample made) =>
        made.Rows("truth/records.csv").Where(r => r["errorKind"] == "shifted-sheet").Average(r => Math.Sqrt((r.Number("dx") * r.Number("dx")) + (r.Number("dy") * r.Number("dy"))));
}
