using Surefoot.Geodesy.Receivers;

namespace Surefoot.Geodesy.Written;

public enum MeasurementMethod
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>Read off a paper sheet with a scale.</summary>
    ScaledFromSheet,
    HandGps,
    DifferentialGnss,
    RtkFloat,
    RtkFixed,

    /// <summary>By bearing and distance from a known point.</summary>
    Traverse,
}

/// <summary>How a coordinate was measured. Null is "not said"; it is never taken as zero.</summary>
/// <param name="SheetScale">Denominator: 50000 for 1:50,000; with a scaled coordinate only.</param>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="SigmaM">One standard deviation of the horizontal position, as stated.</param>
/// <param name="AntennaHeightM">Above the mark.</param>
/// <param name="CorrectionAgeS">Age of the differential corrections.</param>
/// <param name="Station">Identifier of the base.</param>
public sealed record Measurement(
    MeasurementMethod Method,
    int? SheetScale = null,
    string? Sheet = null,
    FixQuality? Fix = null,
    double? SigmaM = null,
    int? Satellites = null,
    double? AntennaHeightM = null,
    string? Instrument = null,
    DateOnly? On = null,
    double? Hdop = null,
    double? CorrectionAgeS = null,
    string? Station = null)
{
    // Half a millimetre of drawing and reading on the paper.
    private const double OnPaperM = 0.0005;

    /// <summary>Nothing is known but that there is a position.</summary>
    public bool SaysNothing => this with { Fix = Fix == FixQuality.NotStated ? null : Fix } == new Measurement(MeasurementMethod.Unknown);

    /// <summary>One standard deviation in metres that the measurement itself brings; null if it cannot be said.</summary>
    /// <remarks>A sheet of known scale says it by its drawing; for everything else only a stated sigma counts.</remarks>
    public double? SigmaOfMeasurementM => FixRules.KnownAccuracyM(SigmaM) ?? (Method == MeasurementMethod.ScaledFromSheet && SheetScale is { } scale and > 0 ? scale * OnPaperM : null);

    /// <summary>A measurement by what a receiver says.</summary>
    public static Measurement From(ReceivedPosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var method = position.Fix switch
        {
            FixQuality.RtkFixed => MeasurementMethod.RtkFixed,
            FixQuality.RtkFloat => MeasurementMethod.RtkFloat,
            FixQuality.Differential => MeasurementMethod.DifferentialGnss,
            FixQuality.Autonomous or FixQuality.Pps => MeasurementMethod.HandGps,
            _ => MeasurementMethod.Unknown,
        };
        return new(method, Fix: position.Fix, SigmaM: position.SigmaM, Satellites: position.Satellites, AntennaHeightM: position.AntennaHeightM, Hdop: position.Hdop, CorrectionAgeS: position.CorrectionAgeS, Station: position.Station);
    }

    /// <summary>What contradicts itself or is missing: a fixed solution without its quality, a sheet without a scale, accuracy zero.</summary>
    public IReadOnlyList<WrittenFinding> Check()
    {
        var findings = new List<WrittenFinding>();
        if (Method == MeasurementMethod.Unknown)
        {
            findings.Add(WrittenFinding.Flag(null, "method", null, "measurement.method", "How the coordinate was measured is not said.", "State sheet, hand GPS, DGPS or RTK."));
        }

        if (Method == MeasurementMethod.ScaledFromSheet && SheetScale is null)
        {
            findings.Add(WrittenFinding.Flag(null, "sheetScale", null, "measurement.scale", "A coordinate read off a sheet needs the scale of the sheet.", "State it: 25000, 50000."));
        }

        var needed = Method switch
        {
            MeasurementMethod.RtkFixed => FixQuality.RtkFixed,
            MeasurementMethod.RtkFloat => FixQuality.RtkFloat,
            MeasurementMethod.DifferentialGnss => FixQuality.Differential,
            _ => (FixQuality?)null,
        };
        if (needed is not null && Fix != needed)
        {
            findings.Add(WrittenFinding.Flag(null, "fix", Fix?.ToString(), "measurement.fix", $"The method says {needed}, the receiver does not.", "State the fix quality that the receiver gave."));
        }

        if (SigmaM is <= 0)
        {
            findings.Add(WrittenFinding.Flag(null, "sigmaM", "0", "fix.accuracy-unknown", "Accuracy zero means that it is not known.", "State a standard deviation above zero, or leave it out."));
        }

        return findings;
    }
}
