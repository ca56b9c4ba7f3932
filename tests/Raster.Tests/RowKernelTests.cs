using Surefoot.Numerics;

namespace Surefoot.Raster.Tests;

public sealed class RowKernelTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 4, 5, 7, 8, 9, 15, 17, 100, 255, 2048];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Row_operations_give_the_bits_of_the_plain_formula(int length)
    {
        var a = Values(length, 1);
        var b = Values(length, 2);
        var to = (float[])b.Clone();
        RowMath.AddScaled(a, 0.37f, to);
        to.ShouldBe(a.Zip(b, (x, y) => y + (x * 0.37f)));
        to = (float[])b.Clone();
        RowMath.Raise(a, to);
        to.ShouldBe(a.Zip(b, (x, y) => x > y ? x : y));
        RowMath.Hold(to, -0.5f, 0.25f);
        to.ShouldBe(a.Zip(b, (x, y) => Math.Clamp(x > y ? x : y, -0.5f, 0.25f)));
    }

    [Fact]
    public void Hold_keeps_what_is_no_number()
    {
        float[] values = [float.NaN, 9, float.NaN, -9, 0, 0, 0, 0, float.NaN, 9];
        RowMath.Hold(values, -1, 1);
        values.Select(float.IsNaN).ShouldBe([true, false, true, false, false, false, false, false, true, false]);
        values[9].ShouldBe(1f);
    }

    [Fact]
    public void Blur_is_the_sum_over_the_kernel_and_the_same_for_one_and_three_workers()
    {
        const int Columns = 37, Rows = 29;
        var from = Values(Columns * Rows, 3).Select(v => (double)v).ToArray();
        var one = GaussianBlur.Apply(from, Columns, Rows, 1.7, workers: 1);
        GaussianBlur.Apply(from, Columns, Rows, 1.7, workers: 3).ShouldBe(one);
        var weights = GaussianBlur.Weights(1.7, 6);
        var radius = weights.Length / 2;
        foreach (var (x, y) in new[] { (0, 0), (18, 14), (36, 28), (5, 27) })
        {
            var sum = 0.0;
            for (var dy = -radius; dy <= radius; dy++)
            {
                for (var dx = -radius; dx <= radius; dx++)
                {
                    if (x + dx is >= 0 and < Columns && y + dy is >= 0 and < Rows)
                    {
                        sum += weights[dx + radius] * weights[dy + radius] * from[((y + dy) * Columns) + x + dx];
                    }
                }
            }

            one[(y * Columns) + x].ShouldBe(sum, 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(40, 30, 1)]
    [InlineData(40, 30, 25)]
    [InlineData(3, 50, 7)]
    [InlineData(61, 1, 4)]
    public void Distances_are_those_of_a_search_over_all_marked_cells(int columns, int rows, int marks)
    {
        var random = new SeededRandom(9, (ulong)columns, (ulong)marks);
        var marked = new bool[columns * rows];
        for (var i = 0; i < marks; i++)
        {
            marked[random.NextIndex(marked.Length)] = true;
        }

        var distance = DistanceTransform.Cells(marked, columns, rows, 2);
        for (var cell = 0; cell < marked.Length; cell++)
        {
            var nearest = Enumerable.Range(0, marked.Length).Where(m => marked[m])
                .Min(m => Math.Pow((m % columns) - (cell % columns), 2) + Math.Pow((m / columns) - (cell / columns), 2));
            distance[cell].ShouldBe((float)Math.Sqrt(nearest));
        }
    }

    [Fact]
    public void Distance_without_a_marked_cell_is_infinite() =>
        DistanceTransform.Cells(new bool[12], 4, 3).ShouldAllBe(d => float.IsPositiveInfinity(d));

    [Fact]
    public void A_grid_covers_its_box_on_multiples_of_the_cell()
    {
        var grid = GridSpec.Covering(1234, 567, 2345, 999, 50);
        grid.WestM.ShouldBe(1200);
        grid.NorthM.ShouldBe(1000);
        grid.Columns.ShouldBe(23);
        grid.Rows.ShouldBe(9);
        grid.TryCell(1200, 1000, out var column, out var row).ShouldBeTrue();
        (column, row).ShouldBe((0, 0));
        grid.TryCell(1199.9, 1000, out _, out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => GridSpec.At(10, 0, 50, 1, 1));
    }

    private static float[] Values(int length, ulong seed)
    {
        var random = new SeededRandom(seed, (ulong)length);
        var values = new float[length];
        for (var i = 0; i < length; i++)
        {
            values[i] = (float)((random.NextUnit() * 2) - 1);
        }

        return values;
    }
}
