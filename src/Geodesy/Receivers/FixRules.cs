using System.Globalization;
using Surefoot.Geodesy.Written;

namespace Surefoot.Geodesy.Receivers;

/// <summary>For what a position is meant; a boundary needs more than a sighting.</summary>
public enum PositionUse
{
    /// <summary>Where something was seen.</summary>
    Evidence,

    /// <summary>A corner of a hazard or of released land.</summary>
    TurningPoint,
}

/// <summary>Bounds of the rules; the authority sets them.</summary>
/// <param name="LargestHdop">Above it the satellites stood badly.</param>
/// <param name="LargestCorrectionAgeS">Older corrections no longer correct.</param>
/// <param name="LargestTurningSigmaM">For turning points.</param>
public sealed record FixPolicy(int FewestSatellites = 4, double LargestHdop = 5, double LargestCorrectionAgeS = 60, double LargestTurningSigmaM = 0.5);

/// <summary>Decides whether a received position may be used. What the receiver does not say is unknown, never perfect.</summary>
public static class FixRules
{
    public static IReadOnlyList<WrittenFinding> Judge(ReceivedPosition position, PositionUse use, FixPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(position);
        policy ??= new();
        var findings = new List<WrittenFinding>();
        void Add(bool rejects, string field, object? value, string rule, string message, string suggestion) =>
            findings.Add(new(rejects, position.Row, field, Convert.ToString(value, CultureInfo.InvariantCulture), rule, message, suggestion));

        if (position.Place is { LatitudeDeg: 0, LongitudeDeg: 0 })
        {
            Add(true, "place", "0,0", "fix.null-place", "Zero, zero is what a receiver sends before it knows.", "Measure again once there is a fix.");
        }

        switch (position.Fix)
        {
            case FixQuality.None:
                Add(true, "fix", (int)position.Fix, "fix.none", "The receiver had no fix.", "Measure again under open sky.");
                break;
            case FixQuality.DeadReckoning or FixQuality.Manual or FixQuality.Simulated:
                Add(true, "fix", (int)position.Fix, "fix.not-measured", "The position was reckoned, typed in or simulated, not measured.", "Measure it.");
                break;
            case FixQuality.NotStated:
                Add(false, "fix", null, "fix.not-stated", "How the position was fixed is not said.", "Keep fix quality, satellites and accuracy when exporting.");
                break;
        }

        if (use == PositionUse.TurningPoint && position.Fix != FixQuality.RtkFixed && position.Fix is not (FixQuality.None or FixQuality.DeadReckoning or FixQuality.Manual or FixQuality.Simulated))
        {
            Add(true, "fix", position.Fix == FixQuality.NotStated ? null : (int)position.Fix, "fix.turning-point", "A turning point needs a fixed solution (quality 4).", "Wait for the fixed solution, or measure a traverse from a benchmark.");
        }

        if (position.Satellites is { } satellites && satellites < policy.FewestSatellites)
        {
            Add(true, "satellites", satellites, "fix.satellites", $"Fewer than {policy.FewestSatellites} satellites give no position in space.", "Measure again under open sky.");
        }

        if (position.Hdop is { } hdop && hdop > policy.LargestHdop)
        {
            Add(false, "hdop", hdop, "fix.hdop", string.Create(CultureInfo.InvariantCulture, $"The satellites stood badly: above {policy.LargestHdop}."), "Wait until they stand better.");
        }

        if (position.CorrectionAgeS is { } age && age > policy.LargestCorrectionAgeS)
        {
            Add(use == PositionUse.TurningPoint, "correctionAge", age, "fix.correction-age", string.Create(CultureInfo.InvariantCulture, $"The corrections are older than {policy.LargestCorrectionAgeS} s."), "Look after the link to the base.");
        }

        if (position.SigmaM is not { } sigma)
        {
            Add(false, "accuracy", null, "fix.accuracy-unknown", "The accuracy is not known; zero means unknown.", "Let the receiver send GST, or state the accuracy.");
        }
        else if (use == PositionUse.TurningPoint && sigma > policy.LargestTurningSigmaM)
        {
            Add(true, "accuracy", sigma, "fix.accuracy", string.Create(CultureInfo.InvariantCulture, $"A turning point needs {policy.LargestTurningSigmaM} m or better."), "Measure longer.");
        }

        return findings;
    }

    /// <summary>What GPX calls the fix; it knows no RTK, dgps is the best it can say. No satellite is no fix.</summary>
    public static FixQuality OfGpx(string? fix, int? satellites) => fix switch
    {
        "none" => FixQuality.None,
        "2d" or "3d" => FixQuality.Autonomous,
        "dgps" => FixQuality.Differential,
        "pps" => FixQuality.Pps,
        _ => satellites == 0 ? FixQuality.None : FixQuality.NotStated,
    };

    /// <summary>An accuracy as devices send it: zero, negative and not-a-number are all "not known".</summary>
    public static double? KnownAccuracyM(double? stated) => stated is { } value && double.IsFinite(value) && value > 0 ? value : null;
}
