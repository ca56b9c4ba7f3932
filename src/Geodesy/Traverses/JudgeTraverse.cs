using System.Globalization;
using Surefoot.Geodesy.Bearings;
using Surefoot.Geodesy.Written;

namespace Surefoot.Geodesy.Traverses;

public enum TraverseVerdict
{
    /// <summary>Good enough to be adjusted.</summary>
    Accept,

    /// <summary>May be adjusted if a supervisor agrees, or something else wants a look.</summary>
    Flag,
    Reject,
}

/// <summary>Bounds of a misclosure; the authority sets them (INTEGRITY 4 rule 4).</summary>
/// <param name="AcceptRatio">1:N to which anyone may adjust.</param>
/// <param name="SupervisorRatio">1:N to which a supervisor may.</param>
/// <param name="LargestM">Beyond this no ratio helps.</param>
public sealed record TraversePolicy(double AcceptRatio = 300, double SupervisorRatio = 100, double LargestM = 5);

/// <summary>Where the first leg begins and which corrections of north apply.</summary>
/// <param name="From">Start on WGS 84; null gives a shape without a place.</param>
/// <param name="GridEpsg">Grid of grid bearings; null takes the 6° zone of the place.</param>
/// <param name="DeclinationDeg">Declination by hand, east positive; goes before the model.</param>
public sealed record TraverseStart(GeoPoint? From = null, int? GridEpsg = null, double? DeclinationDeg = null);

/// <summary>A turning point on WGS 84; longitude and latitude are not a number where start or north is not known.</summary>
public sealed record PlacedPoint(TraversePoint Point, GeoPoint? Place);

/// <param name="Closed">Misclosure, ratio and raw legs; null if the legs could not be added.</param>
/// <param name="Suspect">On refusal the leg whose removal or reversal closes best.</param>
/// <param name="Corrections">What was added to bearings, leg by leg; null where none is known.</param>
public sealed record JudgedTraverse(TraverseVerdict Verdict, ClosedTraverse? Closed, SuspectLeg? Suspect, IReadOnlyList<PlacedPoint> Points, IReadOnlyList<NorthCorrection?> Corrections, IReadOnlyList<WrittenFinding> Findings);

/// <summary>Adds the legs, holds the misclosure against the policy and adjusts what may be adjusted.</summary>
public static class JudgeTraverse
{
    public static JudgedTraverse Run(IReadOnlyList<TraverseLeg> legs, TraverseStart start, TraversePolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(legs);
        ArgumentNullException.ThrowIfNull(start);
        policy ??= new();
        var findings = new List<WrittenFinding>();
        if (legs.Count < 3)
        {
            findings.Add(WrittenFinding.Reject(null, null, null, "traverse.too-few", "Fewer than three legs enclose nothing and check nothing.", "Measure back to the start."));
            return new(TraverseVerdict.Reject, null, null, [], [], findings);
        }

        var corrections = Corrections(legs, start, findings);
        if (findings.Any(f => f.Rejects))
        {
            return new(TraverseVerdict.Reject, null, null, [], [], findings);
        }

        var closed = new ClosedTraverse(legs, [.. legs.Select((leg, i) => leg.BearingDeg + (corrections[i]?.AddDeg ?? 0))]);
        if (legs.Count - closed.FirstOfLoop < 3)
        {
            findings.Add(WrittenFinding.Reject(null, null, null, "traverse.too-few", "The loop has fewer than three legs and encloses nothing.", "Measure the turning points and back to where the loop began."));
        }

        var adjust = Judge(closed, policy, findings);
        var suspect = adjust ? null : closed.Suspect();
        if (suspect is not null)
        {
            findings.Add(WrittenFinding.Reject(suspect.Row, "leg", suspect.Leg, "traverse.suspect",
                string.Create(CultureInfo.InvariantCulture, $"{(suspect.Reversed ? "Walked the other way" : "Without it")} the traverse closes to {suspect.MisclosureM:0.00} m."),
                suspect.Reversed ? "Ask whether its bearing was read from the far end." : "Ask whether it was entered twice or misread; measure it again."));
        }

        var placed = start.From is not null && corrections.All(c => c is not null);
        var points = closed.Points(adjust).Select(p => new PlacedPoint(p, placed ? Place(start.From!.Value, p) : null)).ToList();
        var verdict = findings.Any(f => f.Rejects) ? TraverseVerdict.Reject : findings.Count > 0 ? TraverseVerdict.Flag : TraverseVerdict.Accept;
        return new(verdict, closed, suspect, points, corrections, findings);
    }

    private static NorthCorrection?[] Corrections(IReadOnlyList<TraverseLeg> legs, TraverseStart start, List<WrittenFinding> findings)
    {
        var norths = legs.Select(l => l.North).Distinct().ToList();
        if (norths.Count > 1 && (start.From is null || norths.Contains(NorthReference.Unknown)))
        {
            findings.Add(WrittenFinding.Reject(null, "north", null, "traverse.north-mixed", "Legs count from different norths, and what lies between these is not known.", "State one north, or give the start with --from and no unknown north."));
            return [];
        }

        if (norths[0] == NorthReference.Unknown)
        {
            findings.Add(WrittenFinding.Flag(null, "north", "unknown", "traverse.north-unknown", "North is not known: the shape can be checked, its direction cannot, so no positions are given.", "Ask who measured; good closure proves neither unit nor north."));
            return new NorthCorrection?[legs.Count];
        }

        if (start.From is not { } from)
        {
            return new NorthCorrection?[legs.Count];
        }

        var corrections = new NorthCorrection?[legs.Count];
        var known = new Dictionary<(NorthReference, DateOnly), NorthCorrection?>();
        for (var i = 0; i < legs.Count; i++)
        {
            var key = (legs[i].North, legs[i].On);
            if (!known.TryGetValue(key, out var correction))
            {
                var (found, refusal) = TrueBearing.Correction(legs[i].North, from, legs[i].On, start.GridEpsg, start.DeclinationDeg);
                correction = found;
                known.Add(key, found);
                if (refusal is not null)
                {
                    // One north for all legs: the shape still counts. Two norths: without the angle between them nothing does.
                    findings.Add(new(norths.Count > 1, legs[i].Row, "north", legs[i].North.ToString().ToLowerInvariant(), refusal.Code, refusal.Message + (norths.Count > 1 ? "" : " No positions are given."), refusal.Hint));
                }
            }

            corrections[i] = correction;
        }

        // Placing some legs by one year's declination and others by none would bend the shape.
        return corrections.All(c => c is not null) || norths.Count > 1 ? corrections : new NorthCorrection?[legs.Count];
    }

    private static bool Judge(ClosedTraverse closed, TraversePolicy policy, List<WrittenFinding> findings)
    {
        // The sum of a thousand rounded legs carries a few nanometres.
        const double noiseM = 1e-8;
        var what = closed.MisclosureM <= noiseM ? "0.00 m" : string.Create(CultureInfo.InvariantCulture, $"{closed.MisclosureM:0.00} m in {closed.LengthM:0.0} m, 1:{Math.Floor(closed.Ratio)}");
        if (closed.EndsByName == false)
        {
            findings.Add(WrittenFinding.Reject(null, "leg", null, "traverse.open", "By the names of the legs the last one does not return to any point before it.", "Measure back to the start; an open traverse checks nothing."));
            return false;
        }

        if (closed.MisclosureM > policy.LargestM + noiseM || closed.MisclosureM * policy.SupervisorRatio > closed.LengthM + (noiseM * policy.SupervisorRatio))
        {
            findings.Add(WrittenFinding.Reject(null, null, null, "traverse.misclosure",
                string.Create(CultureInfo.InvariantCulture, $"The traverse does not close: {what}; at most 1:{policy.SupervisorRatio} and {policy.LargestM} m."), "Look at the suspect leg, mend it or measure again. The legs as measured are kept."));
            return false;
        }

        if (closed.MisclosureM * policy.AcceptRatio > closed.LengthM + (noiseM * policy.AcceptRatio))
        {
            findings.Add(WrittenFinding.Flag(null, null, null, "traverse.supervisor",
                string.Create(CultureInfo.InvariantCulture, $"The misclosure is {what}; beyond 1:{policy.AcceptRatio} a supervisor has to agree to the adjustment."), "Let a supervisor approve it, or measure again."));
        }

        return true;
    }

    private static GeoPoint Place(GeoPoint from, TraversePoint point)
    {
        var lengthM = Math.Sqrt((point.EastM * point.EastM) + (point.NorthM * point.NorthM));
        return lengthM == 0 ? from : Geodesic.Direct(from, double.RadiansToDegrees(Math.Atan2(point.EastM, point.NorthM)), lengthM).Point;
    }
}
