using Surefoot.Hazard.Evaluation;

namespace Surefoot.Assessment.Evaluation;

/// <summary>How the cells are divided into training and judged ones.</summary>
public abstract record CellSplit
{
    private CellSplit()
    {
    }

    /// <summary>One group is judged, the others train. The name matches exactly.</summary>
    public sealed record HoldOut(string Group) : CellSplit;

    /// <summary>Each group in turn is judged by the others; the scores are pooled.</summary>
    public sealed record LeaveOneOut : CellSplit;

    /// <summary>Square blocks of this size, dealt into ten folds.</summary>
    public sealed record Blocks(double SizeKm) : CellSplit;

    /// <summary>Another file is judged.</summary>
    public sealed record TestFile(DelimitedTable Judged) : CellSplit;
}

public sealed record CellEvaluationOptions(ulong Seed = 1, int Workers = 1, int Resamples = JudgeModels.DefaultResamples, int ForestTrees = 500, double BootstrapBlockKm = 5.0);

/// <summary>The table of models, and the product's own probability per judged row.</summary>
/// <param name="Rows">Empty when the judged file has no labels.</param>
/// <param name="Predictions">0-based data row of the judged file and the probability of <c>surefoot</c>; also for judged rows without a label when a test file is judged.</param>
/// <param name="Features">Covariates used.</param>
public sealed record CellEvaluation(IReadOnlyList<EvaluationRow> Rows, IReadOnlyList<(int Row, double Probability)> Predictions, IReadOnlyList<string> Features);

/// <summary>Evaluates every model on a table of labelled cells by the recipe of METHODS 1.</summary>
public static class EvaluateCells
{
    private const int BlockFolds = 10;
    private const double InnerBlockKm = 10.0;

    /// <returns>The evaluation, or null with the refusal that says why not.</returns>
    public static CellEvaluation? Run(DelimitedTable cells, CellColumns columns, CellSplit split, CellEvaluationOptions options, out EvaluationRefusal? refusal, CancellationToken cancellation = default)
    {
        var table = CellTable.Read(cells, columns, true, out refusal)?.Labelled();
        if (table is null)
        {
            return null;
        }

        var judged = table;
        if (split is CellSplit.TestFile file)
        {
            judged = CellTable.Read(file.Judged, columns, false, out refusal);
            if (judged is null)
            {
                return null;
            }
        }

        var world = new World(table, judged);
        var folds = Folds(world, split, options, ref refusal);
        if (folds is null)
        {
            return null;
        }

        var names = new[] { "base-rate", "nearest", "kernel-2km", "kernel-5km", "kernel-logistic", "logistic", "random-forest", "lightgbm", "surefoot" };
        var scores = names.ToDictionary(n => n, _ => new double[judged.Count], StringComparer.Ordinal);
        var features = table.FeatureNames(ReferenceEquals(judged, table) ? null : judged);
        foreach (var fold in folds)
        {
            cancellation.ThrowIfCancellationRequested();
            PredictFold(world, fold, features, scores, options, cancellation);
        }

        var order = folds.SelectMany(f => f.Judged).Order().ToArray();
        var withLabel = order.Where(i => !double.IsNaN(judged.Label[i])).ToArray();
        var predictions = order.Select(i => (judged.SourceRow[i], scores["surefoot"][i])).ToList();
        return new CellEvaluation(withLabel.Length == 0 ? [] : Judge(world, withLabel, names, scores, features.Length > 0, options, cancellation), predictions, features);
    }

    private static IReadOnlyList<EvaluationRow> Judge(World world, int[] rows, string[] names, Dictionary<string, double[]> scores, bool hasFeatures, CellEvaluationOptions options, CancellationToken cancellation)
    {
        var covariate = new[] { "logistic", "random-forest", "lightgbm" };
        var models = names
            .Where(n => hasFeatures || !covariate.Contains(n))
            .Select(n => new ModelScores(n, Array.ConvertAll(rows, i => scores[n][i]), n != "nearest"))
            .ToList();
        var blocks = SpatialBlocks.Of(Array.ConvertAll(rows, i => world.JudgedX[i]), Array.ConvertAll(rows, i => world.JudgedY[i]), options.BootstrapBlockKm);
        return JudgeModels.Run(models, Array.ConvertAll(rows, i => world.Judged.Label[i]), blocks, options.Resamples, options.Seed, options.Workers, cancellation);
    }

    private static void PredictFold(World world, Fold fold, string[] features, Dictionary<string, double[]> scores, CellEvaluationOptions options, CancellationToken cancellation)
    {
        var training = world.Places.Pick(fold.Training);
        var x = Array.ConvertAll(fold.Judged, i => world.JudgedX[i]);
        var y = Array.ConvertAll(fold.Judged, i => world.JudgedY[i]);
        Put("base-rate", Enumerable.Repeat(training.BaseRate, x.Length).ToArray());
        Put("nearest", PointModels.Nearest(training, x, y, options.Workers));
        Put("kernel-2km", PointModels.Kernel(training, x, y, 2.0, workers: options.Workers));
        Put("kernel-5km", PointModels.Kernel(training, x, y, 5.0, workers: options.Workers));
        Put("kernel-logistic", KernelLogistic.Predict(training, fold.Inner, x, y, options.Workers));
        var (known, asked) = Columns(world, fold, features);
        Put("surefoot", KrigedModel.Predict(training, fold.Inner, known, x, y, asked, options.Workers, cancellation));
        if (features.Length == 0)
        {
            return;
        }

        Put("logistic", CovariateModels.Logistic(known, training.Label, asked));
        Put("random-forest", CovariateModels.Forest(known, training.Label, asked, options.ForestTrees, options.Seed, options.Workers, cancellation));
        Put("lightgbm", CovariateModels.LightGbm(known, training.Label, asked, (int)(options.Seed % int.MaxValue)));

        void Put(string name, double[] values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                scores[name][fold.Judged[i]] = values[i];
            }
        }
    }

    private static (double[][] Known, double[][] Asked) Columns(World world, Fold fold, string[] features)
    {
        var known = new double[features.Length][];
        var asked = new double[features.Length][];
        for (var f = 0; f < features.Length; f++)
        {
            var all = world.Table.Numeric[features[f]];
            known[f] = Array.ConvertAll(fold.Training, i => all[i]);
            asked[f] = Array.ConvertAll(fold.Judged, i => world.Judged.Numeric[features[f]][i]);
            var present = known[f].Where(v => !double.IsNaN(v)).ToArray();
            var fill = present.Length == 0 ? 0 : present.Average();
            known[f] = Array.ConvertAll(known[f], v => double.IsNaN(v) ? fill : v);
            asked[f] = Array.ConvertAll(asked[f], v => double.IsNaN(v) ? fill : v);
        }

        return (known, asked);
    }

    private static List<Fold>? Folds(World world, CellSplit split, CellEvaluationOptions options, ref EvaluationRefusal? refusal)
    {
        var all = Enumerable.Range(0, world.Table.Count).ToArray();
        var blocks = SpatialBlocks.Of(world.Places.XKm, world.Places.YKm, InnerBlockKm);
        var groups = world.Table.Group;
        var grouped = groups.Distinct(StringComparer.Ordinal).Count() > 2;
        var inner = grouped ? SpatialBlocks.Dense(groups.Select(g => Array.IndexOf(groups, g)).ToArray(), out _) : blocks;
        var folds = new List<Fold>();
        switch (split)
        {
            case CellSplit.HoldOut hold:
                Add(i => groups[i] == hold.Group);
                break;
            case CellSplit.LeaveOneOut:
                foreach (var group in groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                {
                    Add(i => groups[i] == group);
                }

                break;
            case CellSplit.Blocks size:
                var dealt = SpatialBlocks.Folds(SpatialBlocks.Of(world.Places.XKm, world.Places.YKm, size.SizeKm), BlockFolds, options.Seed);
                inner = dealt;
                for (var f = 0; f < BlockFolds; f++)
                {
                    Add(i => dealt[i] == f);
                }

                break;
            case CellSplit.TestFile:
                folds.Add(new Fold(all, Enumerable.Range(0, world.Judged.Count).ToArray(), inner));
                break;
        }

        folds.RemoveAll(f => f.Judged.Length == 0 || !HasBoth(f));
        if (folds.Count == 0)
        {
            refusal = new EvaluationRefusal("evaluation.nothing-to-judge", split is CellSplit.HoldOut named
                ? $"No group is called '{named.Group}' exactly, or nothing is left to learn from."
                : "There is nothing to judge, or the training part lacks hazards or land without them.");
            return null;
        }

        return folds;

        bool HasBoth(Fold fold) => fold.Training.Any(i => world.Table.Label[i] > 0.5) && fold.Training.Any(i => world.Table.Label[i] < 0.5);

        void Add(Predicate<int> isJudged)
        {
            var training = Array.FindAll(all, i => !isJudged(i));
            var foldOf = Array.ConvertAll(training, i => inner[i]);
            if (foldOf.Distinct().Count() < 2)
            {
                foldOf = Array.ConvertAll(training, i => blocks[i]);
            }

            folds.Add(new Fold(training, Array.FindAll(all, isJudged), foldOf.Distinct().Count() < 2 ? training : foldOf));
        }
    }

    private sealed record Fold(int[] Training, int[] Judged, int[] Inner);

    private sealed class World
    {
        public World(CellTable table, CellTable judged)
        {
            Table = table;
            Judged = judged;
            var degrees = table.X.All(v => Math.Abs(v) <= 180) && table.Y.All(v => Math.Abs(v) <= 90);
            var meanLatitude = table.Count == 0 ? 0 : table.Y.Average();
            var (x, y) = Plane(table, degrees, meanLatitude);
            Places = new LabelledPlaces(x, y, table.Label);
            (JudgedX, JudgedY) = ReferenceEquals(table, judged) ? (x, y) : Plane(judged, degrees, meanLatitude);
        }

        public CellTable Table { get; }

        public CellTable Judged { get; }

        public LabelledPlaces Places { get; }

        public double[] JudgedX { get; }

        public double[] JudgedY { get; }

        // Positions beyond the range of degrees are metres of some projected grid.
        private static (double[] X, double[] Y) Plane(CellTable table, bool degrees, double meanLatitude) => degrees
            ? LocalPlane.OfCells(table.X, table.Y, meanLatitude)
            : (Array.ConvertAll(table.X, v => v / 1000.0), Array.ConvertAll(table.Y, v => v / 1000.0));
    }
}
