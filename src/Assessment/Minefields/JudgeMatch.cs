using System.Globalization;
using Surefoot.Geodesy;

namespace Surefoot.Assessment.Minefields;

/// <summary>Area under the curve of one question put to the trust.</summary>
/// <param name="Records">Records of the question.</param>
/// <param name="Auc">Of all of them; null where one of the two sides is empty.</param>
/// <param name="WithEvidence">Records whose own finds or searches say anything.</param>
/// <param name="AucWithEvidence">Of those.</param>
public sealed record TrustCurve(string Question, int Records, int Positive, double? Auc, int WithEvidence, double? AucWithEvidence);

/// <summary>Whether trust is what it says: of records said to be of a real field with a mean chance, the share that is.</summary>
public sealed record TrustReliability(string Group, int Records, double MeanTrust, double Share);

/// <param name="Covered">Sheets whose true move lies in the 95 % region.</param>
/// <param name="ResolvedCovered">Of the resolved ones.</param>
/// <param name="MedianMissM">Median distance, in the middle of the sheet, between the true move and the estimate, of resolved sheets.</param>
/// <param name="UnjudgedSheets">Sheets whose true move is not known, since no record of a real field lies on them.</param>
public sealed record MatchJudgement(int Sheets, int Covered, int Resolved, int ResolvedCovered, double MedianMissM, int UnjudgedSheets, IReadOnlyList<TrustCurve> Trust, IReadOnlyList<TrustReliability> Reliability);

/// <summary>Holds a match against the truth of an invented country (<c>sample/truth/records.csv</c>). Nothing that is matched ever reads it.</summary>
public static class JudgeMatch
{
    // A record says something if its ratio is this far from one.
    private const double LeastLogRatio = 0.2;
    private const double Chi95 = 7.815;

    // The two slips of a datum lie 102 m and 29 m off.
    private const double BetweenSlipsM = 65;

    public static MatchJudgement Handle(MinefieldMatch match, IEnumerable<string> truthLines)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(truthLines);
        var truth = truthLines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).ToDictionary(fields => fields[0], Truth.Of, StringComparer.Ordinal);
        var records = match.Records.Where(record => truth.ContainsKey(record.Id)).Select(record => (Record: record, Truth: truth[record.Id])).ToList();
        int judged = 0, covered = 0, resolved = 0, resolvedCovered = 0;
        List<double> misses = [];
        foreach (var sheet in match.Sheets)
        {
            if (MoveOf(sheet, [.. truth.Values.Where(one => one.Sheet == sheet.Sheet)], match) is not { } move)
            {
                continue;
            }

            judged++;
            var inside = Distance(sheet, move) <= Chi95;
            covered += inside ? 1 : 0;
            if (sheet.Resolved)
            {
                resolved++;
                resolvedCovered += inside ? 1 : 0;
                misses.Add(Math.Sqrt(Math.Pow(move.East - sheet.MoveEastM, 2) + Math.Pow(move.North - sheet.MoveNorthM, 2)));
            }
        }

        misses.Sort();
        return new(judged, covered, resolved, resolvedCovered, misses.Count == 0 ? double.NaN : misses[misses.Count / 2], match.Sheets.Count - judged,
        [
            Curve("genuine where drawn, against all others", records, _ => true, one => one.Kind == "none", one => one.TrustAsDrawn),
            Curve("genuine where drawn, against false fields", records, one => one.Kind is "none" or "false-field", one => one.Kind == "none", one => one.TrustAsDrawn),
            Curve("of a real field once moved, against false fields", records, one => one.Kind != "duplicate", one => one.Kind != "false-field", one => one.Trust),
        ],
        [.. Reliability(records)]);
    }

    // A copy on another sheet belongs to neither side: its field is real and its sheet is not its own.
    private static IEnumerable<TrustReliability> Reliability(List<(MatchedRecord Record, Truth Truth)> records)
    {
        var asked = records.Where(one => one.Truth.Kind != "duplicate").ToList();
        foreach (var (name, of) in new (string, Predicate<MatchedRecord>)[] { ("all", _ => true), ("searched", one => one.Searched > 0.5), ("partly searched", one => one.Searched is > 0.05 and <= 0.5), ("not searched", one => one.Searched <= 0.05) })
        {
            var group = asked.Where(one => of(one.Record)).ToList();
            if (group.Count > 0)
            {
                yield return new(name, group.Count, group.Average(one => one.Record.Trust), group.Count(one => one.Truth.Kind != "false-field") / (double)group.Count);
            }
        }
    }

    // Truth says what the drawing did: drawn = R(θ)(ground − middle) + middle + shift, about the middle of a 15′ × 10′ cell; the move undoes it about the match's own middle.
    private static (double East, double North, double TurnDeg)? MoveOf(MatchedSheet sheet, List<Truth> own, MinefieldMatch match)
    {
        var real = own.Where(one => one.Kind is not ("false-field" or "duplicate")).ToList();
        if (real.Count == 0)
        {
            return null;
        }

        var plane = EqualAreaPlane.Karabakh;
        if (real[0].Kind == "wrong-datum")
        {
            double east = -real.Average(one => one.OffEastM), north = -real.Average(one => one.OffNorthM);
            var slip = KnownSlips.At(new GeoPoint(sheet.About[0], sheet.About[1]))[Math.Sqrt((east * east) + (north * north)) > BetweenSlipsM ? 0 : 1];
            return (slip.EastM, slip.NorthM, 0);
        }

        var (shiftEast, shiftNorth, turnDeg) = (real[0].ShiftEastM, real[0].ShiftNorthM, real[0].TurnDeg);
        if (turnDeg == 0)
        {
            return (-shiftEast, -shiftNorth, 0);
        }

        var cells = real.Select(one => match.Find(one.Id)).OfType<MatchedRecord>().Select(record =>
        {
            var line = record.Rows[0].Line[0];
            return (Math.Floor(line[0] * 4), Math.Floor(line[1] * 6));
        }).GroupBy(cell => cell).OrderByDescending(group => group.Count()).First().Key;
        var middle = plane.Forward(new GeoPoint((cells.Item1 + 0.5) / 4, (cells.Item2 + 0.5) / 6));
        var about = plane.Forward(new GeoPoint(sheet.About[0], sheet.About[1]));
        var (sin, cos) = Math.SinCos(-double.DegreesToRadians(turnDeg));
        double dx = about.EastingM - middle.EastingM - shiftEast, dy = about.NorthingM - middle.NorthingM - shiftNorth;
        return (middle.EastingM + (dx * cos) - (dy * sin) - about.EastingM, middle.NorthingM + (dx * sin) + (dy * cos) - about.NorthingM, -turnDeg);
    }

    private static double Distance(MatchedSheet sheet, (double East, double North, double TurnDeg) move)
    {
        double[] d = [move.East - sheet.MoveEastM, move.North - sheet.MoveNorthM, move.TurnDeg - sheet.TurnDeg];
        var c = sheet.Covariance;

        // Cholesky of the 3 × 3: d' C⁻¹ d = |L⁻¹ d|².
        var l00 = Math.Sqrt(c[0]);
        double l10 = c[3] / l00, l20 = c[6] / l00, l11 = Math.Sqrt(c[4] - (l10 * l10)), l21 = (c[7] - (l20 * l10)) / l11, l22 = Math.Sqrt(c[8] - (l20 * l20) - (l21 * l21));
        double y0 = d[0] / l00, y1 = (d[1] - (l10 * y0)) / l11, y2 = (d[2] - (l20 * y0) - (l21 * y1)) / l22;
        return (y0 * y0) + (y1 * y1) + (y2 * y2);
    }

    private static TrustCurve Curve(string question, List<(MatchedRecord Record, Truth Truth)> records, Predicate<Truth> asked, Predicate<Truth> positive, Func<MatchedRecord, double> score)
    {
        var all = records.Where(pair => asked(pair.Truth)).ToList();
        var said = all.Where(pair => Math.Abs(Math.Log(pair.Record.RatioAsDrawn)) > LeastLogRatio || Math.Abs(Math.Log(pair.Record.RatioMoved)) > LeastLogRatio).ToList();
        return new(question, all.Count, all.Count(pair => positive(pair.Truth)), Auc(all), said.Count, Auc(said));

        // Mann–Whitney, ties half.
        double? Auc(List<(MatchedRecord Record, Truth Truth)> of)
        {
            double[] yes = [.. of.Where(pair => positive(pair.Truth)).Select(pair => score(pair.Record))], no = [.. of.Where(pair => !positive(pair.Truth)).Select(pair => score(pair.Record))];
            return yes.Length == 0 || no.Length == 0 ? null : yes.Sum(a => no.Sum(b => a > b ? 1 : a == b ? 0.5 : 0)) / yes.Length / no.Length;
        }
    }

    private sealed record Truth(string Id, string Sheet, double ShiftEastM, double ShiftNorthM, double TurnDeg, string Kind, double OffEastM, double OffNorthM)
    {
        public static Truth Of(string[] fields) => new(fields[0], fields[2], Number(fields[3]), Number(fields[4]), Number(fields[5]), fields[6], Number(fields[9]), Number(fields[10]));

        private static double Number(string text) => text.Length == 0 ? 0 : double.Parse(text, CultureInfo.InvariantCulture);
    }
}
