using Surefoot.Hazard.Learning;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Where the next accidents will be, from where events were: logistic regression on the logarithms of kernel intensities, fitted on the past (ours).</summary>
/// <remarks>
/// Kernels of 1, 2, 4 and 10 km over: all events, all events with weights fading by e in five years, and events of the judged types with the same fading.
/// The coefficients are learned one window earlier: intensities as known <see cref="WindowYears"/> years before the end of training against the judged types since then.
/// </remarks>
public sealed class EventModel
{
    public const int WindowYears = 5;
    private const double FadeYears = 5.0;

    // Added to the intensity (events per kernel area) before the logarithm: below a hundredth of an event there is nothing to tell apart.
    private const double Floor = 0.01;

    private static readonly double[] BandwidthsKm = [1, 2, 4, 10];

    private EventModel(LogisticModel model, Standardiser scale)
    {
        Model = model;
        _scale = scale;
    }

    private readonly Standardiser _scale;

    /// <summary>Intercept and weights on standardised features.</summary>
    public LogisticModel Model { get; }

    /// <param name="grid">Events in cells.</param>
    /// <param name="trainTo">Last year that may be used.</param>
    /// <param name="types">Types that count as a positive.</param>
    /// <param name="workers">Threads.</param>
    public static EventModel Fit(EventGrid grid, int trainTo, int[] types, int workers = 1)
    {
        var features = Features(grid, trainTo - WindowYears, types, workers);
        var labels = Labels(grid, trainTo - WindowYears, trainTo, types);
        var scale = Standardiser.Of(features);
        var penalties = Enumerable.Repeat(1.0, features.Length).ToArray();
        return new EventModel(LogisticRegression.Fit(scale.Rows(features), features.Length, labels, penalties), scale);
    }

    /// <summary>Probability per cell of the mask, from features of the same kind.</summary>
    public double[] Predict(double[][] features)
    {
        var rows = _scale.Rows(features);
        var result = new double[features[0].Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = ExpLog.Logistic(Model.LogOdds(rows.AsSpan(i * features.Length, features.Length)));
        }

        return result;
    }

    /// <summary>Logarithms of the kernel intensities, one array per feature, from events up to and including <paramref name="year"/>.</summary>
    public static double[][] Features(EventGrid grid, int year, int[] types, int workers = 1)
    {
        var events = grid.Events;
        double Fade(int i) => ExpLog.Exp((events.Year[i] - year) / FadeYears);
        var sources = new[]
        {
            grid.Count(i => events.Year[i] <= year ? Fade(i) : 0),
            grid.Count(i => events.Year[i] <= year ? 1 : 0),
            grid.Count(i => events.Year[i] <= year && types.Contains(events.Type[i]) ? Fade(i) : 0),
        };
        return sources.SelectMany(s => BandwidthsKm.Select(h => Logarithm(grid.Kernel(s, h, workers), h / grid.CellKm))).ToArray();
    }

    /// <summary>1 where an event of the types fell in a year after <paramref name="after"/> up to <paramref name="upTo"/>.</summary>
    public static double[] Labels(EventGrid grid, int after, int upTo, int[] types)
    {
        var events = grid.Events;
        var counts = grid.Count(i => events.Year[i] > after && events.Year[i] <= upTo && types.Contains(events.Type[i]) ? 1 : 0);
        return Array.ConvertAll(grid.InMask(counts), v => v > 0 ? 1.0 : 0.0);
    }

    private static double[] Logarithm(double[] intensity, double sigmaCells) =>
        Array.ConvertAll(intensity, v => ExpLog.Log((v * 2.0 * Math.PI * sigmaCells * sigmaCells) + Floor));
}
