namespace Surefoot.Geodesy.OneWay;

/// <summary>Which way a shape may err when its coordinates are moved: unsure means dangerous (INTEGRITY 4, rule 3).</summary>
public enum Erring
{
    /// <summary>Hazards: the result covers the shape.</summary>
    Outward,

    /// <summary>Released land: the shape covers the result.</summary>
    Inward,
}
