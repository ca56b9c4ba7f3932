using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Layers;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Learning;

/// <summary>Which map sheets to believe, from finds and fruitless search inside their records' footprints (METHODS H2, H3).</summary>
/// <remarks>
/// A record is genuine with its sheet's r, else unrelated to the truth. Genuine: a searched cell under it yields finds with chance <see cref="IfGenuine"/>·d,
/// else with the rate of the searched land within 1.5 km; cells of one record are taken at a fraction of their number because misses and rows come together.
/// r_s ~ Beta(μκ, (1−μ)κ); κ fixed, μ and the records' posteriors by expectation-maximisation with soft counts.
/// Deviation: the likelihood of κ is flat for forty sheets, so κ is a setting and not maximised.
/// </remarks>
internal sealed class RecordTrust
{
    private const double IfGenuine = 0.5;
    private const double Kappa = 4.0;
    private const double CellsThatCount = 0.35;
    private const double MostAround = 0.4;
    private const double FirstMean = 0.35;
    private const int Rounds = 30;

    private readonly double[] _logEvidence;

    private RecordTrust(double[] logEvidence) => _logEvidence = logEvidence;

    /// <summary>ln P(search results | genuine) − ln P(search results | unrelated) per record.</summary>
    /// <param name="localRate">The find-rate field of 1.5 km, made with the same areas left out.</param>
    public static RecordTrust Weigh(HazardEvidence evidence, PatchLayer footprints, SearchLayer searches, FindLayer finds, Field localRate, double baseRate, Predicate<int>? leaveOut = null)
    {
        var log = new double[evidence.MinefieldRecords.Length];
        for (var i = 0; i < log.Length; i++)
        {
            var patch = footprints.Patches[i];
            for (var row = patch.FirstRow; row < patch.FirstRow + patch.Rows; row++)
            {
                var values = patch.Row(row);
                foreach (var cell in searches.InRow(row))
                {
                    var at = cell.Column - patch.FirstColumn;
                    if (at < 0 || at >= values.Length || values[at] < 0.2f || !cell.Labels || (leaveOut is not null && leaveOut(cell.Release)))
                    {
                        continue;
                    }

                    var d = 1.0 - cell.Miss;
                    var genuine = Math.Clamp(IfGenuine * d, 1e-6, 1 - 1e-6);
                    var around = Math.Clamp(baseRate * ExpLog.Exp((double)localRate.At(row, cell.Column)), 0.01, MostAround);
                    var unrelated = Math.Clamp(around * d, 1e-6, 1 - 1e-6);
                    log[i] += CellsThatCount * values[at] * (finds.At(row, cell.Column) > 0
                        ? ExpLog.Log(genuine / unrelated)
                        : ExpLog.Log((1 - genuine) / (1 - unrelated)));
                }
            }
        }

        return new RecordTrust(log);
    }

    /// <summary>Trust per sheet and its mean.</summary>
    public (Dictionary<string, double> Sheets, double Mean) Learn(MinefieldRecordClaim[] records)
    {
        var sheets = records.Select(r => r.Sheet).Distinct(StringComparer.Ordinal).ToDictionary(s => s, _ => FirstMean, StringComparer.Ordinal);
        var mean = FirstMean;
        if (records.Length == 0)
        {
            return (sheets, mean);
        }

        for (var round = 0; round < Rounds; round++)
        {
            var hits = sheets.Keys.ToDictionary(s => s, _ => 0.0, StringComparer.Ordinal);
            var counts = sheets.Keys.ToDictionary(s => s, _ => 0, StringComparer.Ordinal);
            var total = 0.0;
            for (var i = 0; i < records.Length; i++)
            {
                var posterior = Posterior(i, sheets[records[i].Sheet]);
                hits[records[i].Sheet] += posterior;
                counts[records[i].Sheet]++;
                total += posterior;
            }

            mean = Math.Clamp(total / records.Length, 0.02, 0.98);
            foreach (var sheet in counts.Keys)
            {
                sheets[sheet] = ((mean * Kappa) + hits[sheet]) / (Kappa + counts[sheet]);
            }
        }

        return (sheets, mean);
    }

    /// <summary>P(genuine | its own search results) for a record of a sheet with trust r.</summary>
    public double Posterior(int record, double sheetTrust) => ExpLog.Logistic(ExpLog.Logit(sheetTrust) + _logEvidence[record]);
}
