namespace Surefoot.Hazard.Evaluation;

/// <summary>Lower and upper end of a 95 % interval.</summary>
public sealed record Interval(double Low, double High);

/// <summary>Intervals by the block bootstrap; null where the metric does not exist.</summary>
public sealed record EvaluationInterval(Interval? Auc, Interval? AveragePrecision, Interval? LogLoss, int Blocks, int Resamples);

/// <summary>By how much the last model of a table is ahead of this one, in the same draws of blocks: above zero where it is better.</summary>
/// <param name="AveragePrecision">Its average precision minus this one's.</param>
/// <param name="LogLoss">This one's log loss minus its; null where either has none.</param>
public sealed record EvaluationLead(Interval? AveragePrecision, Interval? LogLoss);

/// <summary>One model's figures on one set of judged cells. What a model cannot have (log loss of a distance) is null.</summary>
public sealed record EvaluationRow(
    string Model,
    int N,
    int Positives,
    double? Auc,
    double? AveragePrecision,
    double? Top1,
    double? Top5,
    double? Top10,
    double? Top20,
    double? LogLoss,
    double? Brier,
    double? CalibrationSlope,
    double? CalibrationIntercept,
    EvaluationInterval? Interval,
    EvaluationLead? Lead = null);

/// <summary>Scores of one model for the judged cells, in the order of the judged cells.</summary>
/// <param name="Model">Name as in the table, such as <c>kernel-2km</c>.</param>
/// <param name="Scores">Probabilities, or any ranking score where <paramref name="AreProbabilities"/> is false.</param>
/// <param name="AreProbabilities">False for distances and raw intensities.</param>
public sealed record ModelScores(string Model, double[] Scores, bool AreProbabilities);
