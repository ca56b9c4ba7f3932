using System.Globalization;
using Surefoot.Planning;

namespace Surefoot.Assessment.Planning;

/// <summary>What a plan takes for granted, in sentences that a reader can contradict.</summary>
internal static class PlanAssumptions
{
    public static IReadOnlyList<string> List(
        PlanSettings settings, AssetPriors priors, IReadOnlyList<TeamPool> pools, double budgetUsd, double itemsPerHa, int areas, int areasLeft, OpenArea[] strips, PlanSources sources)
    {
        int Teams(TeamType type) => pools.Where(p => p.Type == type).Sum(p => p.Teams);
        List<string> list =
        [
            Text($"Teams are invented (ids SYN-…): {Teams(TeamType.Survey)} survey, {Teams(TeamType.SurfaceSearch)} surface search, {Teams(TeamType.Manual)} manual, {Teams(TeamType.Dog)} dog and {Teams(TeamType.Machine)} machine teams at the {pools.Select(p => p.BaseDistrict).Distinct().Count()} districts with most open hazard; no public source gives them."),
            Text($"Money: {budgetUsd / 1e6:N1} million USD in each plan year (from the anniversary of the start), {settings.CostPerM2:0.###} USD per m² at the yearly target; discount {settings.DiscountRate * 100:0.#} % a year."),
            Text($"Output of one team on a working day, travel, weather and repair taken off: survey {priors.Survey.TypicalM2PerDay:N0} m² looked at, surface search {priors.SurfaceSearch.TypicalM2PerDay:N0} m², manual search of dense ground {priors.Manual.TypicalM2PerDay:N0} m², dogs {priors.Dog.TypicalM2PerDay:N0} m², machine {priors.Machine.TypicalM2PerDay:N0} m²; these are priors, not reports."),
            Text($"Non-technical survey cancels {priors.CancelledShare * 100:0} % of thin suspected land by evidence, as it did in the complete years on record; cancelled land does not count as cleared."),
            "Seasons: below 1,000 m all year, fewer days in winter; from 1,000 m closed November to February; above 1,800 m open May to September only.",
            Text($"Worth per released m² is a weight of the planner (housing {settings.Worth.ByUse["housing"]:0.0}, road {settings.Worth.ByUse["road"]:0.0}, water and power {settings.Worth.ByUse["water"]:0.0}, agriculture {settings.Worth.ByUse["agriculture"]:0.0}, other {settings.Worth.Other:0.0#} USD), raised by people within {settings.Worth.PeopleWithinM / 1000:0} km; it ranks work and is not a price of land."),
            "Machines open ground and never release it: a search follows. Work counts in the year in which a task is finished.",
        ];
        list.Add(sources.Expected is null
            ? Text($"Items are expected at the rate of the last two complete years ({itemsPerHa:0.00} per cleared ha), more in confirmed and mined areas; dense ground is {settings.Guess.DenseOfRecordedField * 100:0.#} % of areas drawn from minefield records, {settings.Guess.DenseOfConfirmed * 100:0.#} % of other confirmed and {settings.Guess.DenseOfSuspected * 100:0.#} % of suspected areas with mines. No hazard run was used.")
            : Text($"Expected items come from hazard run {sources.HazardRun}, by area; ground with at least {ExpectedByArea.DenseItemsPerHa:0} of them per hectare is dense and searched at depth."));
        list.Add(sources.Bundles.Count(b => b.WorthUsd > 0) is > 0 and var bundles
            ? Text($"{bundles} corridors are worth something only when every area of theirs is released: {settings.IncomePerPersonUsd:N0} USD a year per person-equivalent of access, over {settings.CorridorYears} years; {strips.Length} strips along roads that are mined by record and lie in no hazard area are searched for them, {strips.Sum(r => r.OpenM2) / 10_000:N1} ha in all.")
            : "Corridors carry no worth in this plan: no roads run was given.");
        if (areasLeft > 0)
        {
            list.Add(Text($"Of {areas:N0} open areas, the {areasLeft:N0} worth least per cost are beyond the limit of {settings.MaximumTasks:N0} tasks and were not planned."));
        }

        return list;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
