namespace Surefoot.Geodesy.Receivers;

/// <summary>How good a receiver says its solution is; the numbers are those of NMEA 0183.</summary>
public enum FixQuality
{
    /// <summary>Not stated at all (many GPX files).</summary>
    NotStated = -1,
    None = 0,
    Autonomous = 1,
    Differential = 2,
    Pps = 3,
    RtkFixed = 4,
    RtkFloat = 5,
    DeadReckoning = 6,
    Manual = 7,
    Simulated = 8,
}

/// <summary>A position as a receiver sent it, with everything that says how far it may be trusted. Null is "not said", never zero.</summary>
/// <param name="Name">Waypoint name, or the line number.</param>
/// <param name="Row">1-based line or point of the file.</param>
/// <param name="Place">On WGS 84 as the receiver states it.</param>
/// <param name="HeightM">As sent: above the receiver's geoid in NMEA, unstated in GPX.</param>
/// <param name="GeoidSeparationM">What to add for the height above the ellipsoid.</param>
/// <param name="SigmaM">One standard deviation of the horizontal position; null when unknown. Zero is unknown.</param>
/// <param name="CorrectionAgeS">Age of the differential corrections.</param>
/// <param name="Station">Identifier of the base.</param>
/// <param name="AntennaHeightM">Above the mark, stated by the surveyor.</param>
/// <param name="Time">UTC as the device gives it; never trusted for order.</param>
/// <param name="Raw">The sentences or the element as sent.</param>
public sealed record ReceivedPosition(
    string Name,
    int Row,
    GeoPoint Place,
    FixQuality Fix,
    double? HeightM = null,
    double? GeoidSeparationM = null,
    int? Satellites = null,
    double? Hdop = null,
    double? Pdop = null,
    double? SigmaM = null,
    double? CorrectionAgeS = null,
    string? Station = null,
    double? AntennaHeightM = null,
    string? Time = null,
    string? Raw = null);

/// <summary>What a file of a receiver holds, and what could not be read of it.</summary>
/// <param name="Unknown">Sentences that are kept but not understood.</param>
public sealed record ReceiverFile(string Format, IReadOnlyList<ReceivedPosition> Positions, IReadOnlyList<Written.WrittenFinding> Findings, IReadOnlyList<string> Unknown);
