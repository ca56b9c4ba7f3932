using Surefoot.Hazard.Evaluation;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Assessment.Evaluation;

/// <summary>Events file forward in time: learn to a year, judge the years after.</summary>
/// <param name="TrainTo">Last year of the training part.</param>
/// <param name="TestTypes">Type codes that count as a positive afterwards; empty means every type.</param>
/// <param name="NewCellsOnly">Judge only cells without any event in the training part.</param>
public sealed record EventEvaluationOptions(
    int TrainTo,
    int[] TestTypes,
    bool NewCellsOnly = false,
    double CellKm = 2.0,
    double MaskKm = 25.0,
    ulong Seed = 1,
    int Workers = 1,
    int Resamples = JudgeModels.DefaultResamples,
    int ForestTrees = 100,
    double BootstrapBlockKm = 25.0,
    int DropSharedByAtLeast = 0);

/// <param name="Rows">One per model.</param>
/// <param name="Events">Events used.</param>
/// <param name="OutOfPlace">Rows left out because their place lies far from all others (a lost sign) or is no number.</param>
/// <param name="Predictions">Cell number in the mask and the probability of <c>surefoot</c>.</param>
public sealed record EventEvaluation(IReadOnlyList<EvaluationRow> Rows, int Events, int OutOfPlace, IReadOnlyList<(int Row, double Probability)> Predictions);

/// <summary>The recipe of METHODS 1, events forward in time: 2 km cells in a mask of 25 km round any event.</summary>
public static class EvaluateEvents
{
    // Negatives kept for the tree models; all positives are kept. Their scores only rank, so the thinning does no harm there.
    private const int TreeNegatives = 20_000;

    private static readonly string[] ColumnNames = ["year", "type", "lon", "lat"];

    public static EventEvaluation? Run(DelimitedTable file, EventEvaluationOptions options, out EvaluationRefusal? refusal, CancellationToken cancellation = default)
    {
        var events = Read(file, options, out var outOfPlace, out refusal);
        if (events is null)
        {
            return null;
        }

        var types = options.TestTypes.Length > 0 ? options.TestTypes : events.Type.Distinct().ToArray();
        var grid = new EventGrid(events, options.CellKm, options.MaskKm);
        var known = grid.Count(i => events.Year[i] <= options.TrainTo ? 1 : 0);
        var labels = EventModel.Labels(grid, options.TrainTo, int.MaxValue, types);
        var knownInMask = grid.InMask(known);
        var judged = Enumerable.Range(0, grid.Mask.Length).Where(c => !options.NewCellsOnly || knownInMask[c] == 0).ToArray();
        var past = EventModel.Labels(grid, options.TrainTo - EventModel.WindowYears, options.TrainTo, types);
        if (past.All(v => v == 0) || !known.Any(v => v > 0))
        {
            refusal = new EvaluationRefusal("evaluation.nothing-to-learn", $"No event of the judged types lies in the {EventModel.WindowYears} years up to {options.TrainTo}.");
            return null;
        }

        var models = Score(grid, known, past, types, options, cancellation)
            .Select(m => m with { Scores = Array.ConvertAll(judged, c => m.Scores[c]) })
            .ToList();
        var blocks = grid.Blocks(options.BootstrapBlockKm);
        var rows = JudgeModels.Run(models, Array.ConvertAll(judged, c => labels[c]), Array.ConvertAll(judged, c => blocks[c]), options.Resamples, options.Seed, options.Workers, cancellation);
        var ours = models[^1].Scores;
        return new EventEvaluation(rows, events.Count, outOfPlace, judged.Select((c, i) => (c, ours[i])).ToList());
    }

    private static List<ModelScores> Score(EventGrid grid, double[] known, double[] past, int[] types, EventEvaluationOptions options, CancellationToken cancellation)
    {
        var workers = options.Workers;
        var distance = DistanceTransform.Cells(Array.ConvertAll(known, v => v > 0), grid.Columns, grid.Rows, workers);
        var before = EventModel.Features(grid, options.TrainTo - EventModel.WindowYears, types, workers);
        var now = EventModel.Features(grid, options.TrainTo, types, workers);
        var (rows, thinned) = Thin(past, options.Seed);
        var training = Array.ConvertAll(before, column => Array.ConvertAll(rows, i => column[i]));
        var model = EventModel.Fit(grid, options.TrainTo, types, workers);
        // The plain logistic sees the fading 2 km kernel alone.
        var single = CovariateModels.Logistic([before[1]], past, [now[1]]);
        return
        [
            new("base-rate", Enumerable.Repeat(LaneSum.Of(past) / past.Length, past.Length).ToArray(), true),
            new("nearest", Array.ConvertAll(grid.Mask, c => -Math.Round(distance[c] * grid.CellKm * 1000.0)), false),
            new("kernel-2km", grid.Kernel(known, 2.0, workers), false),
            new("kernel-4km", grid.Kernel(known, 4.0, workers), false),
            new("kernel-5km", grid.Kernel(known, 5.0, workers), false),
            new("logistic", single, true),
            new("random-forest", CovariateModels.Forest(training, thinned, now, options.ForestTrees, options.Seed, workers, cancellation), false),
            new("lightgbm", CovariateModels.LightGbm(training, thinned, now, (int)(options.Seed % int.MaxValue)), false),
            new("surefoot", model.Predict(now), true),
        ];
    }

    private static (int[] Rows, double[] Labels) Thin(double[] labels, ulong seed)
    {
        var random = new SeededRandom(seed, 17);
        var negatives = labels.Count(v => v == 0);
        var share = Math.Min(1.0, (double)TreeNegatives / Math.Max(1, negatives));
        var rows = new List<int>();
        for (var i = 0; i < labels.Length; i++)
        {
            var draw = random.NextUnit();
            if (labels[i] > 0 || draw < share)
            {
                rows.Add(i);
            }
        }

        return ([.. rows], rows.Select(i => labels[i]).ToArray());
    }

    private static EventSeries? Read(DelimitedTable file, EventEvaluationOptions options, out int outOfPlace, out EvaluationRefusal? refusal)
    {
        outOfPlace = 0;
        refusal = null;
        var columns = ColumnNames.Select(n => file.Find(n) is >= 0 and var c ? file.Numbers(c) : null).ToArray();
        if (columns.Any(c => c is null))
        {
            refusal = new EvaluationRefusal("evaluation.events-columns", "An events file needs numeric columns year, type, lon and lat.");
            return null;
        }

        var (year, type, lon, lat) = (columns[0]!, columns[1]!, columns[2]!, columns[3]!);
        var inPlace = Placed(lon, lat);
        outOfPlace = year.Length - inPlace.Length;
        var keep = inPlace.Where(i => !double.IsNaN(year[i]) && !double.IsNaN(type[i])).ToArray();
        if (options.DropSharedByAtLeast > 0)
        {
            var shared = keep.GroupBy(i => (lon[i], lat[i])).ToDictionary(g => g.Key, g => g.Count());
            keep = keep.Where(i => shared[(lon[i], lat[i])] < options.DropSharedByAtLeast).ToArray();
        }

        if (keep.Length == 0)
        {
            refusal = new EvaluationRefusal("evaluation.events-empty", "The file holds no event with a place and a year.");
            return null;
        }

        var (x, y) = LocalPlane.OfEvents(Array.ConvertAll(keep, i => lon[i]), Array.ConvertAll(keep, i => lat[i]));
        return new EventSeries(Array.ConvertAll(keep, i => (int)year[i]), Array.ConvertAll(keep, i => (int)type[i]), x, y);
    }

    // A place more than twenty interquartile ranges from the median is a lost sign or a swapped axis, not an event of this country.
    private static int[] Placed(double[] lon, double[] lat)
    {
        var valid = Enumerable.Range(0, lon.Length).Where(i => Math.Abs(lon[i]) <= 180 && Math.Abs(lat[i]) <= 90).ToArray();
        var (lonMiddle, lonReach) = Reach(valid.Select(i => lon[i]));
        var (latMiddle, latReach) = Reach(valid.Select(i => lat[i]));
        return Array.FindAll(valid, i => Math.Abs(lon[i] - lonMiddle) <= lonReach && Math.Abs(lat[i] - latMiddle) <= latReach);
    }

    private static (double Middle, double Reach) Reach(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
        {
            return (0, 0);
        }

        var spread = sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
        return (sorted[sorted.Length / 2], Math.Max(1.0, 20.0 * spread));
    }
}
