namespace Surefoot.Numerics.Tests;

public sealed class RowLoopTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(7, 1)]
    [InlineData(1000, 3)]
    [InlineData(1001, 7)]
    public void Every_row_is_done_once_whatever_the_number_of_workers(int rows, int workers)
    {
        var times = new int[rows];
        RowLoop.Run(rows, workers, new CountRows(times));
        times.ShouldAllBe(t => t == 1);
    }

    [Fact]
    public void A_cancelled_loop_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() => RowLoop.Run(10, 2, new CountRows(new int[10]), cancellation: source.Token));
    }

    private readonly struct CountRows(int[] times) : IRowOperation
    {
        public void Invoke(int row) => Interlocked.Increment(ref times[row]);
    }
}
