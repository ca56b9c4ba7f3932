namespace Surefoot.Geodesy.Bearings;

/// <summary>How a circle is divided on an instrument. Never guessed: 3000 is a half turn to one army and a sixth short of it to another.</summary>
public enum AngleUnit
{
    /// <summary>360 to the circle.</summary>
    Degree,

    /// <summary>400 to the circle.</summary>
    Grad,

    /// <summary>Soviet artillery division, 6000 to the circle.</summary>
    Mil6000,

    /// <summary>NATO mil, 6400 to the circle.</summary>
    Mil6400,
}

/// <summary>North from which bearings were counted.</summary>
public enum NorthReference
{
    True,
    Grid,
    Magnetic,

    /// <summary>Stated as not known: shape can be checked, direction cannot.</summary>
    Unknown,
}

/// <summary>Angles of all circles to degrees and back.</summary>
public static class CircleDivision
{
    /// <summary>Units in a whole turn.</summary>
    public static double WholeTurn(this AngleUnit unit) => unit switch
    {
        AngleUnit.Degree => 360,
        AngleUnit.Grad => 400,
        AngleUnit.Mil6000 => 6000,
        AngleUnit.Mil6400 => 6400,
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    public static double ToDegrees(double angle, AngleUnit unit) => unit == AngleUnit.Degree ? angle : angle * (360 / unit.WholeTurn());

    public static double FromDegrees(double degrees, AngleUnit unit) => unit == AngleUnit.Degree ? degrees : degrees * (unit.WholeTurn() / 360);

    /// <summary>The same direction in [0, 360).</summary>
    public static double Normal(double degrees)
    {
        var turned = degrees % 360;
        turned = turned < 0 ? turned + 360 : turned;
        return turned >= 360 ? 0 : turned;
    }
}
