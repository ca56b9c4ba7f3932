using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Surefoot.Hazard.Learning;
using Surefoot.Numerics;

namespace Surefoot.Assessment.Evaluation;

/// <summary>The covariate baselines: one array per feature in, one probability per judged row out.</summary>
internal static class CovariateModels
{
    // scikit-learn's C = 0.05, as in the published recipe.
    private const double LogisticPenalty = 1 / 0.05;

    public static double[] Logistic(double[][] training, double[] labels, double[][] judged)
    {
        var scale = Standardiser.Of(training);
        var model = LogisticRegression.Fit(scale.Rows(training), training.Length, labels, Enumerable.Repeat(LogisticPenalty, training.Length).ToArray());
        var rows = scale.Rows(judged);
        var result = new double[judged[0].Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = ExpLog.Logistic(model.LogOdds(rows.AsSpan(i * judged.Length, judged.Length)));
        }

        return result;
    }

    public static double[] Forest(double[][] training, double[] labels, double[][] judged, int trees, ulong seed, int workers, CancellationToken cancellation) =>
        RandomForest.Fit(training, labels, trees, 5, seed, workers, cancellation).Predict(judged, workers);

    /// <summary>LightGBM as the library ships it, one thread and one seed so that it repeats.</summary>
    public static double[] LightGbm(double[][] training, double[] labels, double[][] judged, int seed)
    {
        var ml = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, training.Length);
        // Arrays, never lazy sequences: the library reads them in several passes.
        var data = ml.Data.LoadFromEnumerable(Rows(training, labels), schema);
        try
        {
            var model = Trainer(ml, seed).Fit(data);
            var scored = model.Transform(ml.Data.LoadFromEnumerable(Rows(judged, new double[judged[0].Length]), schema));
            return scored.GetColumn<float>("Probability").Select(p => (double)p).ToArray();
        }
        catch (ArgumentNullException)
        {
            // The library cannot hand back a forest in which no tree found a split: such a model is the base rate.
            return Enumerable.Repeat(labels.Average(), judged[0].Length).ToArray();
        }
    }

    private static LightGbmBinaryTrainer Trainer(MLContext ml, int seed) =>
        ml.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = 100,
            NumberOfLeaves = 15,
            LearningRate = 0.05,
            MinimumExampleCountPerLeaf = 20,
            NumberOfThreads = 1,
            Seed = seed,
            Deterministic = true,
            Verbose = false,
        });

    private static Row[] Rows(double[][] columns, double[] labels)
    {
        var rows = new Row[labels.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new Row { Label = labels[i] > 0.5, Features = Array.ConvertAll(columns, c => (float)c[i]) };
        }

        return rows;
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public float[] Features { get; set; } = [];
    }
}
