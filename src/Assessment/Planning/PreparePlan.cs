using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Planning;
using Surefoot.Raster;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Planning;

/// <summary>What a plan is made from besides settings.</summary>
/// <param name="Reader">Approved records.</param>
/// <param name="JournalSequence">Last entry they were read from.</param>
/// <param name="Synthetic">The data folder is invented.</param>
/// <param name="Account">The land account of all approved land.</param>
/// <param name="AsOf">The day it is drawn for: the day before the plan starts.</param>
/// <param name="GeographyFolder">Reference geography: districts and heights.</param>
public sealed record PlanSources(RegistryReader Reader, long JournalSequence, bool Synthetic, LandAccount Account, DateOnly AsOf, string GeographyFolder)
{
    /// <summary>Corridors whose opening is worth something only as a whole; empty while no roads run says so.</summary>
    public IReadOnlyList<AreaBundle> Bundles { get; init; } = [];

    /// <summary>What closes the corridors' roads.</summary>
    public IReadOnlyList<BlockingGround> Blocking { get; init; } = [];

    /// <summary>What a hazard run expects on an area's open ground; null, or null for an area: guessed from the finds of the last two complete years.</summary>
    public Func<string, AreaExpectation?>? Expected { get; init; }

    /// <summary>The hazard run behind <see cref="Expected"/>.</summary>
    public string? HazardRun { get; init; }

    /// <summary>The roads run behind <see cref="Bundles"/>.</summary>
    public string? RoadsRun { get; init; }
}

/// <summary>Takes a snapshot of the open land out of registry and account and makes the engine's inputs of it.</summary>
public static class PreparePlan
{
    private const double M2PerHa = 10_000;

    // Money is budgeted in round figures.
    private const double BudgetStepUsd = 100_000;

    public static PlanInputs Handle(PlanSources sources, PlanSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(settings);
        var open = ReadOpenAreas.Handle(sources.Reader, sources.Account, sources.AsOf, cancellation);
        var districts = Districts(open, sources.GeographyFolder);
        var years = ListYearsOfWork.Handle(sources.Account, sources.Reader, RecordQuery.Now, sources.AsOf, cancellation);
        var whole = years.Where(year => year.Complete && year.ClearedHa > 0).ToArray();
        var paceHa = settings.YearlyTargetHa ?? (whole.Length > 0 ? Math.Round(whole[^1].ClearedHa, 1) : 0);
        var budget = settings.YearlyBudgetUsd ?? Math.Ceiling(paceHa * M2PerHa * settings.CostPerM2 / BudgetStepUsd) * BudgetStepUsd;
        var priors = Priors(whole);
        var heights = DegreeHeights.Read(Path.Combine(sources.GeographyFolder, "elevation-30s.tif"), out var refusal)
            ?? throw new InvalidDataException(refusal!.Message);
        var itemsPerHa = ItemsPerClearedHa(whole);
        var strips = ReadOpenAreas.Strips(sources.Reader, sources.Blocking).ToArray();
        List<OpenArea> all = [.. GroundOwners.CutOut(open, sources.Blocking, sources.Reader, sources.Account, sources.AsOf), .. strips];
        var areas = new AreasToPlan(sources, settings, priors, heights, itemsPerHa).Rank(all, [.. districts.Select(d => d.Code)]);
        var built = TaskBuilder.Build([.. areas.Select(a => a.Area)], priors, settings.MaximumTasks);
        var number = areas.Select((area, index) => (area.Area.Code, index)).ToDictionary(a => a.Code, a => a.index, StringComparer.Ordinal);
        var joint = Joint(sources.Bundles, built, number);
        var zoneM2 = new double[settings.Seasons.Count];
        foreach (var (area, openM2) in areas)
        {
            zoneM2[SeasonTable.ZoneOf(area.ElevationM)] += openM2;
        }

        var pools = DeployFleet.Handle([.. districts.Select(d => new DistrictOfWork(d.Code, d.OpenM2, Middle(open, d.Code)))], settings, priors, paceHa > 0 ? paceHa : settings.FleetPaceHa);
        var targets = paceHa > 0 ? YearlyTargets.Spread(settings.Start, settings.Years, paceHa, settings.Seasons, zoneM2) : [];
        return new PlanInputs
        {
            Synthetic = sources.Synthetic,
            AsOf = sources.AsOf,
            JournalSequence = sources.JournalSequence,
            HazardRun = sources.HazardRun,
            RoadsRun = sources.RoadsRun,
            Start = settings.Start,
            Years = settings.Years,
            DiscountRate = settings.DiscountRate,
            YearlyBudget = [.. Enumerable.Repeat(budget, settings.Years)],
            Seasons = settings.Seasons,
            Districts = districts,
            Areas = [.. areas.Select(a => a.Area.Code)],
            Pools = pools,
            Targets = targets,
            TargetBasis = settings.YearlyTargetHa is not null ? Text($"{paceHa:N1} ha a year, as asked")
                : whole.Length > 0 ? Text($"{paceHa:N1} ha a year, what was cleared in {whole[^1].Year}, the last complete year")
                : "none: no complete year is on record",
            Assumptions = PlanAssumptions.List(settings, priors, pools, budget, itemsPerHa, all.Count, built.TasksOfArea.Count(t => t.Count == 0), strips, sources),
            Scenarios = settings.Scenarios,
            BoundSteps = settings.BoundSteps,
            Seed = settings.Seed,
            Corridors = sources.Bundles,
            Joint = joint,
            Tasks = built.Tasks,
        };
    }

    internal static List<PlanDistrict> Districts(List<OpenArea> open, string geographyFolder)
    {
        var names = DistrictOutlines.Read(geographyFolder).ToDictionary(d => d.Code, d => d.Name, StringComparer.Ordinal);
        return
        [
            .. open.GroupBy(area => area.District, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new PlanDistrict(group.Key, names.GetValueOrDefault(group.Key, "In no district"), group.Sum(area => area.OpenM2))),
        ];
    }

    private static Coordinate Middle(List<OpenArea> open, string district)
    {
        var sum = open.Where(area => area.District == district)
            .Aggregate((X: 0.0, Y: 0.0, M2: 0.0), (s, a) => (s.X + (a.Middle.X * a.OpenM2), s.Y + (a.Middle.Y * a.OpenM2), s.M2 + a.OpenM2));
        return new(sum.X / sum.M2, sum.Y / sum.M2);
    }

    private static List<JointWorth> Joint(IReadOnlyList<AreaBundle> bundles, BuiltTasks built, Dictionary<string, int> number)
    {
        var joint = new List<JointWorth>();
        foreach (var bundle in bundles.Where(bundle => bundle.WorthUsd > 0))
        {
            var known = bundle.Areas.Where(number.ContainsKey).Select(id => number[id]).ToArray();

            // A corridor with an area that is not planned, or beyond the task limit, cannot be promised.
            if (known.Length == bundle.Areas.Count && known.Length > 0 && Array.TrueForAll(known, area => built.TasksOfArea[area].Count > 0))
            {
                joint.Add(built.Joint(bundle.Id, known, bundle.WorthUsd));
            }
        }

        return joint;
    }

    // What survey cancelled of all that was released in the complete years on record stands for what it will cancel; without a record the prior stands.
    internal static AssetPriors Priors(YearOfWork[] whole)
    {
        var priors = new AssetPriors();
        var released = whole.Sum(y => y.CancelledHa + y.ReducedHa + y.ClearedHa);
        return released > 0 ? priors with { CancelledShare = Math.Round(whole.Sum(y => y.CancelledHa) / released, 2) } : priors;
    }

    internal static double ItemsPerClearedHa(YearOfWork[] whole)
    {
        var last = whole.TakeLast(2).ToArray();
        return last.Length == 0 ? 0 : last.Sum(y => y.ApMines + y.AtMines + y.Uxo) / last.Sum(y => y.ClearedHa);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
