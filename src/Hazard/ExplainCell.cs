using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Layers;
using Surefoot.Numerics;

namespace Surefoot.Hazard;

/// <summary>One bar of the answer.</summary>
/// <param name="Group">Which evidence.</param>
/// <param name="LogOdds">What it adds to the log-odds; all groups together give the probability.</param>
/// <param name="Sources">The caller's numbers of the claims behind it, nearest first where they have a place; at most <see cref="ExplainCell.MostSources"/>.</param>
public sealed record Contribution(EvidenceGroup Group, double LogOdds, IReadOnlyList<int> Sources);

/// <summary>Why a cell is red.</summary>
/// <param name="Low">Lower end of the 95 % interval of the probability, from the uncertainty of the fitted weights alone.</param>
/// <param name="High">Upper end.</param>
public sealed record Explanation(double Probability, double ExpectedItems, double Low, double High, IReadOnlyList<Contribution> Contributions);

/// <summary>The terms behind one cell, by the same code and with the same bits as the run.</summary>
public sealed class ExplainCell
{
    public const int MostSources = 25;

    private readonly EvidenceLayers _layers;
    private readonly HazardModel _model;
    private readonly Fusion _fusion;

    private ExplainCell(EvidenceLayers layers, HazardModel model, int workers)
    {
        _layers = layers;
        _model = model;
        _fusion = new Fusion(layers, model, workers);
    }

    /// <summary>Prepares once; any number of cells may then be asked for, from any thread.</summary>
    public static ExplainCell Prepare(HazardEvidence evidence, HazardModel model, int workers = 1) => new(EvidenceLayers.Prepare(evidence, workers), model, workers);

    /// <summary>Null outside the mask.</summary>
    public Explanation? At(double xM, double yM)
    {
        var grid = _layers.Evidence.Grid;
        if (!grid.TryCell(xM, yM, out var column, out var row) || !_layers.Evidence.Mask[(row * grid.Columns) + column])
        {
            return null;
        }

        var columns = grid.Columns;
        var groups = new float[columns * EvidenceGroups.Count];
        var confirmed = new float[columns];
        var logOdds = new float[columns];
        _fusion.Row(row, groups, new float[columns], confirmed);
        _fusion.Close(row, groups, logOdds);
        var p = ExpLog.Logistic(logOdds[column]);
        var items = p * ((float)_model.ItemsElsewhere + ((float)(_model.ItemsIfConfirmed - _model.ItemsElsewhere) * confirmed[column]));
        var spread = 1.96 * Math.Sqrt(Math.Max(0, Variance(row, column, confirmed[column])));
        var contributions = Enumerable.Range(0, EvidenceGroups.Count)
            .Select(g => new Contribution((EvidenceGroup)g, groups[(g * columns) + column], Sources((EvidenceGroup)g, row, column)))
            .ToList();
        return new Explanation(p, items, ExpLog.Logistic(logOdds[column] - spread), ExpLog.Logistic(logOdds[column] + spread), contributions);
    }

    // x'Cx over the fitted terms whose values are at hand; C is zero for the assumptions.
    private double Variance(int row, int column, float confirmed)
    {
        var x = new double[Features.Count + 1];
        x[0] = 1;
        for (var f = 0; f < Features.Count; f++)
        {
            x[f + 1] = _fusion.SmoothFeatures[f]?.At(row, column) ?? 0;
        }

        x[1 + Features.Confirmed] = confirmed;
        var sum = 0.0;
        var size = x.Length;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                sum += x[i] * _model.Covariance[(i * size) + j] * x[j];
            }
        }

        return sum;
    }

    private List<int> Sources(EvidenceGroup group, int row, int column)
    {
        var e = _layers.Evidence;
        return group switch
        {
            EvidenceGroup.HazardAreas => Touching(_layers.Confirmed, row, column, 0.02f).Select(i => e.HazardAreas[_layers.ConfirmedClaims[i]].Source)
                .Concat(Touching(_layers.Suspected, row, column, 0.02f).Select(i => e.HazardAreas[_layers.SuspectedClaims[i]].Source)).Distinct().Take(MostSources).ToList(),
            EvidenceGroup.MinefieldRecords => Touching(_layers.RecordsNear, row, column, 0.02f).Select(i => e.MinefieldRecords[i].Source).Distinct().Take(MostSources).ToList(),
            EvidenceGroup.Testimonies => Touching(_layers.Testimonies, row, column, 1e-3f).Select(i => e.Testimonies[i].Source).Distinct().Take(MostSources).ToList(),
            EvidenceGroup.Accidents => Touching(_layers.Accidents, row, column, 1e-3f).Select(i => e.Accidents[i].Source).Distinct().Take(MostSources).ToList(),
            EvidenceGroup.Cancelled => Touching(_layers.Cancelled, row, column, 0.02f).Select(i => e.Cancelled[i].Source).Distinct().Take(MostSources).ToList(),
            EvidenceGroup.MilitaryPositions => Near(e.MilitaryPositions.Select(p => (p.Source, p.XM, p.YM)), row, column, 2000),
            EvidenceGroup.Places => Near(e.Settlements.Select(p => (p.Source, p.XM, p.YM)), row, column, 3000),
            EvidenceGroup.Finds => Near(e.Finds.Select(f => (f.Source, f.XM, f.YM)), row, column, 800),
            EvidenceGroup.Search => e.Searches.Where(s => Holds(s.Rings, e.Grid.CentreX(column), e.Grid.CentreY(row))).Select(s => s.Source).Distinct().Take(MostSources).ToList(),
            _ => [],
        };
    }

    private static IEnumerable<int> Touching(PatchLayer layer, int row, int column, float least)
    {
        foreach (var claim in layer.InRow(row).ToArray())
        {
            var patch = layer.Patches[claim];
            var at = column - patch.FirstColumn;
            if (at >= 0 && at < patch.Columns && Math.Abs(patch.Row(row)[at]) >= least)
            {
                yield return claim;
            }
        }
    }

    private List<int> Near(IEnumerable<(int Source, double X, double Y)> places, int row, int column, double withinM)
    {
        double x = _layers.Evidence.Grid.CentreX(column), y = _layers.Evidence.Grid.CentreY(row);
        return places.Select(p => (p.Source, Square: ((p.X - x) * (p.X - x)) + ((p.Y - y) * (p.Y - y))))
            .Where(p => p.Square <= withinM * withinM)
            .OrderBy(p => p.Square).ThenBy(p => p.Source)
            .Select(p => p.Source).Distinct().Take(MostSources).ToList();
    }

    private static bool Holds(double[][] rings, double x, double y)
    {
        var inside = false;
        foreach (var ring in rings)
        {
            for (int i = 0, j = ring.Length - 2; i < ring.Length; j = i, i += 2)
            {
                if ((ring[i + 1] > y) != (ring[j + 1] > y) && x < ring[i] + ((y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) * (ring[j] - ring[i])))
                {
                    inside = !inside;
                }
            }
        }

        return inside;
    }
}
