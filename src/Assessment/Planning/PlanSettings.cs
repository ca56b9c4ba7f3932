using Surefoot.Planning;

namespace Surefoot.Assessment.Planning;

/// <summary>What a plan is made with besides the records: kept with the run, so that it can be made again.</summary>
/// <param name="Start">First day.</param>
/// <param name="Years">Whole years, 1 to 10.</param>
/// <param name="Seed">Of the search and of the scenarios.</param>
public sealed record PlanSettings(DateOnly Start, int Years = 3, ulong Seed = 1)
{
    /// <summary>Search steps at most. Without a time limit this is what ends the search, so the plan is the same on every machine.</summary>
    public int MaximumSteps { get; init; } = 400;

    /// <summary>Steps on the prices that make the bound.</summary>
    public int BoundSteps { get; init; } = 300;

    public int Scenarios { get; init; } = 1000;

    /// <summary>Tasks at most; the areas worth most per money come first.</summary>
    public int MaximumTasks { get; init; } = 8000;

    /// <summary>Hectares to be cleared in a whole year; null: the pace of the last complete year in the account.</summary>
    public double? YearlyTargetHa { get; init; }

    /// <summary>USD a year; null: the yearly target at <see cref="CostPerM2"/>.</summary>
    public double? YearlyBudgetUsd { get; init; }

    /// <summary>Published for Azerbaijan: 0.12–0.13 USD per m² (METHODS 4).</summary>
    public double CostPerM2 { get; init; } = 0.125;

    /// <summary>Working days of each month below 1,000 m, to 1,800 m, and above: one working calendar, and mountains closed for whole months.</summary>
    /// <remarks>Open zones share their working days, so that a team's days are the same wherever it is: otherwise the bound would count days that no team has.</remarks>
    public IReadOnlyList<IReadOnlyList<int>> Seasons { get; init; } =
    [
        [15, 15, 19, 20, 21, 21, 20, 20, 21, 21, 19, 15],
        [0, 0, 19, 20, 21, 21, 20, 20, 21, 21, 0, 0],
        [0, 0, 0, 0, 21, 21, 20, 20, 21, 0, 0, 0],
    ];

    public double DiscountRate { get; init; } = 0.05;

    /// <summary>Teams of the whole country at <see cref="FleetPaceHa"/>; a smaller country gets its share. Invented: no public source gives teams by type.</summary>
    public FleetYear Fleet { get; init; } = SimulatedFleet.Default[^1];

    /// <summary>Hectares a year for which <see cref="Fleet"/> stands.</summary>
    public double FleetPaceHa { get; init; } = 62_024;

    /// <summary>Bases at most: the districts with most open hazard.</summary>
    public int Bases { get; init; } = 6;

    /// <summary>Teams work in districts whose middle is not farther from their base than this.</summary>
    public double ReachM { get; init; } = 60_000;

    /// <summary>USD that a person-equivalent of access is worth in a year; a weight.</summary>
    public double IncomePerPersonUsd { get; init; } = 3_000;

    /// <summary>Years for which an opened corridor is counted, discounted.</summary>
    public int CorridorYears { get; init; } = 10;

    public LandWorth Worth { get; init; } = new();

    public AreaGuess Guess { get; init; } = new();
}

/// <summary>USD per released m² by what the area blocks; weights of the planner, not prices of land.</summary>
public sealed record LandWorth
{
    public IReadOnlyDictionary<string, double> ByUse { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["housing"] = 2,
        ["road"] = 1,
        ["water"] = 0.6,
        ["power"] = 0.6,
        ["agriculture"] = 0.3,
    };

    /// <summary>Of land that blocks nothing known.</summary>
    public double Other { get; init; } = 0.15;

    /// <summary>People, present and planned to return, are counted within this distance of the area's middle.</summary>
    public double PeopleWithinM { get; init; } = 5_000;

    /// <summary>So many people double the worth; at most it is tripled.</summary>
    public double PeopleToDouble { get; init; } = 1_000;

    /// <param name="blocks">Uses the area blocks; the dearest counts.</param>
    /// <param name="people">Nearby.</param>
    public double PerM2(IEnumerable<string> blocks, double people) =>
        blocks.Select(use => ByUse.GetValueOrDefault(use, Other)).DefaultIfEmpty(Other).Max() * (1 + Math.Min(2, people / PeopleToDouble));
}

/// <summary>What an area is taken to hold while no hazard run says it.</summary>
public sealed record AreaGuess
{
    /// <summary>Share of dense ground in a confirmed area drawn from a minefield record.</summary>
    public double DenseOfRecordedField { get; init; } = 0.06;

    /// <summary>In another confirmed area with mines.</summary>
    public double DenseOfConfirmed { get; init; } = 0.03;

    /// <summary>In a suspected area with mines.</summary>
    public double DenseOfSuspected { get; init; } = 0.01;

    /// <summary>Items per hectare relative to the country's mean: confirmed with mines, confirmed without, suspected with, suspected without.</summary>
    public IReadOnlyList<double> ItemWeights { get; init; } = [3, 1.5, 1, 0.7];
}

/// <summary>Expected contamination of one area's open ground, from a hazard run.</summary>
/// <param name="Items">Expected items on it.</param>
/// <param name="DenseM2">Ground to be searched at depth.</param>
public sealed record AreaExpectation(double Items, double DenseM2);

/// <summary>What closes a corridor's roads: a hazard area, or a road mined by record where no hazard area is recorded.</summary>
/// <param name="Id">Of the hazard area or road-blockage record.</param>
/// <param name="AreaM2">Open ground of the area, or the strip along the road.</param>
public sealed record BlockingGround(string Id, double AreaM2);

/// <summary>Hazard areas whose release together opens a corridor.</summary>
/// <param name="Id">Stable within the roads run.</param>
/// <param name="Name">As shown.</param>
/// <param name="Areas">Ids of hazard areas and of mined roads; those no longer open are passed over.</param>
/// <param name="GainPersons">Access gained, person-equivalents (METHODS 2).</param>
/// <param name="AreaM2">To release before it opens.</param>
/// <param name="Longitude">Of a point on it.</param>
/// <param name="Latitude">Of the same point.</param>
/// <param name="WorthUsd">In the plan's weights, when the last of the areas is released.</param>
public sealed record AreaBundle(string Id, string Name, IReadOnlyList<string> Areas, double GainPersons, double AreaM2, double Longitude, double Latitude, double WorthUsd);
