namespace Surefoot.Geodesy.Magnetism;

/// <summary>The main field at one place and time, in nanotesla towards true north, east and down.</summary>
public readonly record struct MagneticField(double NorthNt, double EastNt, double DownNt)
{
    public double HorizontalNt => Math.Sqrt((NorthNt * NorthNt) + (EastNt * EastNt));

    /// <summary>Magnetic north seen from true north, east positive, in degrees.</summary>
    public double DeclinationDeg => double.RadiansToDegrees(Math.Atan2(EastNt, NorthNt));

    /// <summary>One standard deviation of the declination for a place with an ordinary crust, in degrees.</summary>
    /// <remarks>Error model of WMM2025: 0.26° and 5417 nT over the horizontal field, combined.</remarks>
    public double DeclinationSigmaDeg => Math.Sqrt((0.26 * 0.26) + Math.Pow(5417 / HorizontalNt, 2));
}
