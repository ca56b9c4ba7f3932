using Surefoot.Geodesy.Bearings;

namespace Surefoot.Geodesy.Traverses;

public enum LengthUnit
{
    Metre,

    /// <summary>International foot, 0.3048 m.</summary>
    Foot,
}

/// <summary>One leg as it was measured. It is never changed: an adjustment stands beside it.</summary>
/// <param name="Row">1-based data row of the table.</param>
/// <param name="Name">As written, such as <c>TP1-TP2</c>.</param>
/// <param name="Bearing">In its unit and from its north.</param>
/// <param name="Distance">In its unit.</param>
public sealed record TraverseLeg(int Row, string Name, double Bearing, AngleUnit AngleUnit, NorthReference North, double Distance, LengthUnit LengthUnit, string Instrument, DateOnly On)
{
    public double LengthM => LengthUnit == LengthUnit.Foot ? Distance * 0.3048 : Distance;

    public double BearingDeg => CircleDivision.ToDegrees(Bearing, AngleUnit);

    /// <summary>Name of the point where the leg begins, if the leg is named after its ends.</summary>
    public string? FromName => Ends()?.From;

    /// <summary>Name of the point where the leg ends: what stands after the dash, else the name of the leg.</summary>
    public string ToName => Ends()?.To ?? Name;

    private (string From, string To)? Ends()
    {
        foreach (var dash in (ReadOnlySpan<string>)["→", "->", "–", "-", ">"])
        {
            var at = Name.IndexOf(dash, StringComparison.Ordinal);
            if (at > 0 && at + dash.Length < Name.Length && Name.IndexOf(dash, at + dash.Length, StringComparison.Ordinal) < 0)
            {
                return (Name[..at].Trim(), Name[(at + dash.Length)..].Trim());
            }
        }

        return null;
    }
}

/// <summary>What holds for legs whose row does not say otherwise; null where nothing was stated.</summary>
public sealed record TraverseDefaults(NorthReference? North = null, string? Instrument = null, DateOnly? On = null, LengthUnit? LengthUnit = null, AngleUnit? AngleUnit = null);
