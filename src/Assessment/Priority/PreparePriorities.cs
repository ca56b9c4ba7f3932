using Surefoot.Account;
using Surefoot.Assessment.Planning;
using Surefoot.Assessment.Roads;
using Surefoot.Raster;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Priority;

/// <summary>What a ranking is made from besides its criteria.</summary>
/// <param name="Reader">Approved records.</param>
/// <param name="Account">The land account of all approved land.</param>
/// <param name="AsOf">The day ranked.</param>
/// <param name="GeographyFolder">Reference geography.</param>
public sealed record PrioritySources(RegistryReader Reader, long JournalSequence, string JournalHead, bool Synthetic, LandAccount Account, DateOnly AsOf, string GeographyFolder)
{
    /// <summary>Null: no corridor counts.</summary>
    public RoadsSummary? Roads { get; init; }

    /// <summary>What a hazard run expects on an area's open ground; null: guessed from the finds of the last complete years.</summary>
    public Func<string, AreaExpectation?>? Expected { get; init; }

    public string? HazardRun { get; init; }
}

/// <summary>Takes a snapshot of the open areas and of what the criteria count around them.</summary>
public static class PreparePriorities
{
    public static PriorityInputs Handle(PrioritySources sources, PriorityCriteria criteria, PrioritySettings settings, int workers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(criteria);
        var open = ReadOpenAreas.Handle(sources.Reader, sources.Account, sources.AsOf, cancellation);
        var shapes = sources.Account.PolygonBalances(sources.AsOf).Where(balance => !balance.Land.IsRelease).ToDictionary(balance => balance.Land.Id, balance => balance.Land.Polygon, StringComparer.Ordinal);
        var areas = open.Select(area => (Area: area, Ground: new OpenGround(shapes[area.Id]))).ToArray();
        var around = Surroundings.Read(sources.Reader, criteria, sources.AsOf, cancellation);
        var values = new MeasureFactors(criteria, around, CorridorGain(sources.Roads), sources.GeographyFolder).Handle(areas, workers, cancellation);
        var gates = new JudgeGates(sources.Reader, criteria, around, sources.AsOf);
        var prices = Prices(sources, open, cancellation);
        var names = sources.Reader.List("hazard-area", RecordQuery.Now, cancellation).Where(row => row["name"] is string).ToDictionary(row => row.Id, row => (string)row["name"]!, StringComparer.Ordinal);
        return new(
            sources.Synthetic, sources.AsOf, sources.JournalSequence, sources.JournalHead, sources.Roads?.Run, sources.HazardRun, criteria, settings,
            [
                .. areas.Select((one, i) => new AreaToRank(
                    one.Area.Id, names.GetValueOrDefault(one.Area.Id), one.Area.District, one.Area.IsConfirmed, one.Area.OpenM2, one.Area.Position.X, one.Area.Position.Y, values[i],
                    gates.Handle(one.Area, one.Ground), prices.GetValueOrDefault(one.Area.Id).CostUsd, prices.GetValueOrDefault(one.Area.Id).Items)),
            ]);
    }

    // A corridor opens with the last of its areas: each has an equal share of what it gains.
    private static Dictionary<string, double> CorridorGain(RoadsSummary? roads) =>
        (roads?.Bundles ?? []).SelectMany(bundle => bundle.Areas.Select(area => (area, Gain: Math.Max(0, bundle.GainInOrder) / bundle.Areas.Count)))
            .GroupBy(share => share.area, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(share => share.Gain), StringComparer.Ordinal);

    // The planner's own prices and expectations, so that list and plan speak of the same cost and risk.
    private static Dictionary<string, (double CostUsd, double Items)> Prices(PrioritySources sources, List<OpenArea> open, CancellationToken cancellation)
    {
        var years = ListYearsOfWork.Handle(sources.Account, sources.Reader, RecordQuery.Now, sources.AsOf, cancellation).Where(year => year.Complete && year.ClearedHa > 0).ToArray();
        var heights = DegreeHeights.Read(Path.Combine(sources.GeographyFolder, "elevation-30s.tif"), out var refusal) ?? throw new InvalidDataException(refusal!.Message);
        var planned = new PlanSources(sources.Reader, sources.JournalSequence, sources.Synthetic, sources.Account, sources.AsOf, sources.GeographyFolder) { Expected = sources.Expected };
        var toPlan = new AreasToPlan(planned, new PlanSettings(sources.AsOf.AddDays(1)), PreparePlan.Priors(years), heights, PreparePlan.ItemsPerClearedHa(years));
        return toPlan.Rank(open, [.. PreparePlan.Districts(open, sources.GeographyFolder).Select(district => district.Code)])
            .ToDictionary(one => one.Area.Code, one => (toPlan.Cost(one.Area.IsConfirmed, one.Area.ThinM2, one.Area.DenseM2), one.Area.ExpectedItems), StringComparer.Ordinal);
    }
}
