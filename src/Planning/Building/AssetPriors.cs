namespace Surefoot.Planning;

/// <summary>What one team does and costs before a country's own reports have been learned from (METHODS 4, table; every figure is a setting).</summary>
/// <param name="Type">Team type.</param>
/// <param name="LowM2PerDay">Lower end of the prior for one team on a good day, m².</param>
/// <param name="HighM2PerDay">Upper end.</param>
/// <param name="Utilisation">Share of that which a real year keeps: travel, weather, repair, mines found.</param>
/// <param name="CostPerTeamDay">USD per team and working day.</param>
/// <param name="MaxTeams">Teams that can work side by side on one task.</param>
public sealed record AssetPrior(TeamType Type, double LowM2PerDay, double HighM2PerDay, double Utilisation, double CostPerTeamDay, int MaxTeams)
{
    /// <summary>Geometric mean of the ends, times utilisation: the median of a lognormal between them.</summary>
    public double TypicalM2PerDay => Math.Sqrt(LowM2PerDay * HighM2PerDay) * Utilisation;

    /// <summary>sd(ln) when the ends are the 5th and 95th percentile of a lognormal.</summary>
    public double SpreadLn => Math.Log(HighM2PerDay / LowM2PerDay) / (2 * NormalQuantile95);

    private const double NormalQuantile95 = 1.6448536269514722;
}

/// <summary>Priors of all assets, and how the ground changes them.</summary>
public sealed record AssetPriors
{
    /// <summary>0.2–2 km² a day looked at by a survey team of four.</summary>
    public AssetPrior Survey { get; init; } = new(TeamType.Survey, 200_000, 2_000_000, 0.5, 600, 2);

    /// <summary>500–2,000 m² per person-day, 20 searchers, surface only.</summary>
    public AssetPrior SurfaceSearch { get; init; } = new(TeamType.SurfaceSearch, 10_000, 40_000, 0.8, 1_600, 4);

    /// <summary>10–50 m² per deminer-day in dense ground, 20 deminers.</summary>
    public AssetPrior Manual { get; init; } = new(TeamType.Manual, 200, 1_000, 0.8, 1_500, 4);

    /// <summary>Two dogs, 800–900 m² a day at best over the same ground; three pairs to a team; heat and thick growth take half of the days.</summary>
    public AssetPrior Dog { get; init; } = new(TeamType.Dog, 1_200, 2_700, 0.5, 900, 2);

    /// <summary>1,700 m²/h rated × 8 h; a real year keeps 0.05–0.15 of it.</summary>
    public AssetPrior Machine { get; init; } = new(TeamType.Machine, 10_000, 13_600, 0.10, 1_200, 2);

    /// <summary>Output of a manual team on ground a machine has opened, m² per team-day: 370–960 pooled per deminer on thin ground is an upper end; dense ground gains threefold.</summary>
    public double ManualFactorAfterMachine { get; init; } = 3;

    /// <summary>Share of suspected land that survey cancels by evidence (to verify).</summary>
    public double CancelledShare { get; init; } = 0.6;

    /// <summary>Largest piece of work of one task, working days of one team: pieces fit between two winters.</summary>
    public double SliceTeamDays { get; init; } = 60;
}

/// <summary>Elevation zones with their working days per month.</summary>
public static class SeasonTable
{
    /// <summary>Below 1,000 m, 1,000 to 1,800 m, above 1,800 m. The winter factor 0.82 of METHODS 4 is met by the first; mountains close for months.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Default { get; } =
    [
        [15, 15, 19, 20, 21, 21, 20, 20, 21, 21, 19, 15],
        [0, 0, 14, 19, 20, 21, 21, 21, 21, 19, 13, 0],
        [0, 0, 0, 0, 17, 21, 21, 21, 20, 12, 0, 0],
    ];

    public static int ZoneOf(double elevationM) => elevationM switch
    {
        < 1000 => 0,
        < 1800 => 1,
        _ => 2,
    };
}
