namespace Surefoot.Roads;

/// <summary>What a closed edge costs.</summary>
public enum ClosedEdge
{
    /// <summary>Walked along at <see cref="TravelSettings.WalkingKmPerHour"/> (the default: people do go round on foot).</summary>
    Detour,

    /// <summary>Cannot be passed at all.</summary>
    Infinite,
}

/// <summary>The assumptions of a run, kept with it (METHODS 2).</summary>
/// <param name="ClosedAs">Cost of a closed edge.</param>
/// <param name="WalkingKmPerHour">Speed on foot, km/h.</param>
/// <param name="MinimumHours">Floor τ_min of a travel time inside market access, hours, above 0. Not applied to the matrix itself.</param>
/// <param name="SuspectedFactor">Hours of an edge that meets suspected hazard are multiplied by this, at least 1: such roads are driven, slowly.</param>
/// <param name="AccessLegs">True adds the way on foot from each place to its node, straight line, to every pair of different places.</param>
/// <param name="Theta">Trade elasticity θ: market access falls as τ^−θ.</param>
/// <param name="Beta">Elasticity β of income with respect to market access.</param>
/// <param name="DiscountRate">Yearly discount rate r.</param>
public sealed record TravelSettings(
    ClosedEdge ClosedAs = ClosedEdge.Detour,
    double WalkingKmPerHour = 5,
    double MinimumHours = 0.1,
    double SuspectedFactor = 1.25,
    bool AccessLegs = true,
    double Theta = 3.8,
    double Beta = 0.10,
    double DiscountRate = 0.05)
{
    /// <summary>The rule by which values are compared with other tools: no access legs, closed edges infinite.</summary>
    public static TravelSettings Parity { get; } = new(ClosedEdge.Infinite, AccessLegs: false);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(WalkingKmPerHour);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MinimumHours);
        ArgumentOutOfRangeException.ThrowIfLessThan(SuspectedFactor, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Theta);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Beta);
        ArgumentOutOfRangeException.ThrowIfNegative(DiscountRate);
    }
}
