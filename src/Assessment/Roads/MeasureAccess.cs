using System.Diagnostics;
using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>Travel times between places and their market access, with times measured.</summary>
/// <param name="NewlyConnected">Places without any way to another while the blocked edges are closed, and with one once they are open.</param>
/// <param name="UnreachablePairs">Ordered pairs of different places without a way, blocked edges closed.</param>
/// <param name="FiniteSumHours">Sum over the other ordered pairs, in row order.</param>
/// <param name="PrepareSeconds">Order of elimination and weights.</param>
/// <param name="SweepSeconds">The matrix itself.</param>
/// <param name="MarketAccessTotal">Σ_o MA_o, blocked edges closed; floor of <see cref="TravelSettings.MinimumHours"/>.</param>
public sealed record AccessMeasured(
    int Nodes,
    int Edges,
    int Places,
    int NewlyConnected,
    long UnreachablePairs,
    double FiniteSumHours,
    double PrepareSeconds,
    double SweepSeconds,
    double MarketAccessTotal,
    TravelTimes Times)
{
    /// <summary>Σ_o MA_o from the matrix.</summary>
    public double AccessSeconds { get; init; }
}

public static class MeasureAccess
{
    /// <param name="closed">One flag per edge.</param>
    /// <param name="orderFile">Where the order of elimination is kept; null keeps nothing.</param>
    public static AccessMeasured Handle(RoadNetwork network, PlaceList places, ReadOnlySpan<bool> closed, TravelSettings settings, int workers, string? orderFile = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(places);
        var snapped = Places.Snap(network, places.LongitudeDeg, places.LatitudeDeg, places.Weight);
        var started = Stopwatch.GetTimestamp();
        var travel = PreparedTravel.Prepare(RoadOrderFile.Open(network, orderFile, workers).Index, snapped, network.HoursWhen(closed, settings));
        var prepareSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var times = travel.Sweep(workers, null, cancellation);
        var sweepSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var access = MarketAccess.Of(times, snapped, settings, workers, cancellation);
        var accessSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var connected = 0;
        if (closed.Contains(true))
        {
            travel.Reset(network.OpenHours);
            var open = MarketAccess.Of(travel.Sweep(workers, null, cancellation), snapped, settings, workers, cancellation);
            connected = MarketAccess.CountNewlyConnected(access, open);
        }

        return new(
            network.NodeCount, network.EdgeCount, snapped.Count, connected, times.UnreachablePairs(), times.FiniteSumHours(), prepareSeconds, sweepSeconds, access.Total, times)
        {
            AccessSeconds = accessSeconds,
        };
    }
}
