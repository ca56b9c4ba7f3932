using Surefoot.Hazard.Records;

namespace Surefoot.Hazard.Tests.Records;

public sealed class BandsTests
{
    [Fact]
    public void An_outline_gives_its_long_axis_whatever_its_direction_of_turn()
    {
        // 200 × 40 m, turned by 30°, far from the origin.
        var (sin, cos) = Math.SinCos(Math.PI / 6);
        (double T, double S)[] corners = [(-100, -20), (100, -20), (100, 20), (-100, 20)];
        double[] ring = [.. corners.SelectMany(c => (double[])[500_000 + (c.T * cos) - (c.S * sin), 4_400_000 + (c.T * sin) + (c.S * cos)])];
        foreach (var outline in (double[][])[ring, [.. ring.Chunk(2).Reverse().SelectMany(p => p)]])
        {
            var band = Bands.OfOutline(outline);
            (Math.Round(band.XM, 6), Math.Round(band.YM, 6), Math.Round(band.HalfLengthM, 6), Math.Round(band.HalfWidthM, 6)).ShouldBe((500_000, 4_400_000, 100, 20));
            Math.Abs((band.AlongX * cos) + (band.AlongY * sin)).ShouldBe(1, 1e-9);
        }
    }

    [Fact]
    public void Rows_share_the_width_of_the_field()
    {
        var field = new RecordBand(0, 0, 0, 1, 100, 30);
        var rows = Bands.Rows(field, 3);
        rows.Select(row => Math.Round(-row.XM, 9)).ShouldBe([-20, 0, 20]);
        rows.Sum(row => row.AreaM2).ShouldBe(field.AreaM2, 1e-9);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 20, 0.5)]
    [InlineData(100, 0, 0.5)]
    [InlineData(0, 80, 0)]
    public void Membership_is_one_inside_a_half_at_the_edge_and_none_far_off(double along, double across, double expected) =>
        Bands.Membership(new RecordBand(10, 10, 1, 0, 100, 20), 10 + along, 10 + across, 5).ShouldBe(expected, 0.01);

    [Fact]
    public void A_sheet_turns_about_its_middle_and_then_shifts()
    {
        var moved = Bands.Move(new RecordBand(100, 0, 1, 0, 10, 1), new SheetPose(0, 0, 5, 7, Math.PI / 2));
        (Math.Round(moved.XM, 9), Math.Round(moved.YM, 9), Math.Round(moved.AlongX, 9), Math.Round(moved.AlongY, 9)).ShouldBe((5, 107, 0, 1));
    }

    [Fact]
    public void An_outline_without_area_is_refused() => Should.Throw<ArgumentException>(() => Bands.OfOutline([0, 0, 1, 1, 2, 2]));
}
