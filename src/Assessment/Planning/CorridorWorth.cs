using Surefoot.Assessment.Roads;

namespace Surefoot.Assessment.Planning;

/// <summary>Turns the access a corridor gains into the plan's money.</summary>
public static class CorridorWorth
{
    /// <summary>What closes the roads of the corridors.</summary>
    public static IReadOnlyList<BlockingGround> Blocking(RoadsSummary roads)
    {
        ArgumentNullException.ThrowIfNull(roads);
        var needed = roads.Bundles.SelectMany(b => b.Areas).ToHashSet(StringComparer.Ordinal);
        return [.. roads.Closures.Where(c => c.OpenM2 > 0 && needed.Contains(c.Id)).Select(c => new BlockingGround(c.Id, c.OpenM2))];
    }

    /// <param name="roads">What each corridor adds in its turn counts, so that two corridors do not earn the same access twice.</param>
    /// <param name="settings">Weights.</param>
    public static IReadOnlyList<AreaBundle> Of(RoadsSummary roads, PlanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(roads);
        ArgumentNullException.ThrowIfNull(settings);
        var years = settings.DiscountRate == 0
            ? settings.CorridorYears
            : (1 - Math.Pow(1 + settings.DiscountRate, -settings.CorridorYears)) / settings.DiscountRate;
        return
        [
            .. roads.Bundles.Select(bundle => new AreaBundle(
                bundle.Id, bundle.Name, bundle.Areas, bundle.Gain, bundle.AreaM2, bundle.At[0], bundle.At[1], Math.Max(0, bundle.GainInOrder) * settings.IncomePerPersonUsd * years)),
        ];
    }
}
