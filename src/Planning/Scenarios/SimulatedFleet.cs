using Surefoot.Numerics;

namespace Surefoot.Planning;

/// <summary>A country's teams in one year.</summary>
public sealed record FleetYear(int Year, int SurveyTeams, int SurfaceTeams, int ManualTeams, int DogTeams, int Machines)
{
    public int Teams => SurveyTeams + SurfaceTeams + ManualTeams + DogTeams + Machines;
}

/// <summary>The ground a fleet is sent to.</summary>
/// <param name="ThinShare">Share of the area cleared that is thin ground, searched on the surface; the rest is dense and searched at depth.</param>
public sealed record GroundMix(double ThinShare);

/// <summary>A year's simulated output.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="P5Km2">Cleared in the fifth worst of a hundred draws.</param>
/// <param name="P50Km2">Median.</param>
/// <param name="P95Km2">Fifth best.</param>
public sealed record FleetOutput(int Year, double P5Km2, double P50Km2, double P95Km2);

/// <summary>What a fleet would clear in a year, from the priors alone: the check that rates, utilisation and mix belong together.</summary>
/// <remarks>
/// Surface, manual and dog teams clear; a machine lifts the manual team it works for by the priors' factor; survey cancels, which is not clearing.
/// The mix binds: of each m² cleared a share τ is thin. With S m²/day of surface teams, D of manual and dog teams in dense ground and E of the manual teams if they
/// searched thin ground instead, a fraction f of them stays dense: A(1−τ) = f·D and A·τ = S + (1−f)·E, so A = (S + E) / (τ + (1−τ)·E/D), at most D/(1−τ).
/// Per draw: each type's rate is one lognormal between its ends (its teams share instruments and ground), and the year has one factor of the productivity prior.
/// </remarks>
public static class SimulatedFleet
{
    // Working days of a lowland year in SeasonTable, held down by the winter.
    private const double DaysPerYear = 200;

    private const double M2PerKm2 = 1e6;

    /// <summary>An invented fleet that grows as the published output did; no public source gives teams by type.</summary>
    public static IReadOnlyList<FleetYear> Default { get; } =
    [
        new(2021, 20, 62, 30, 8, 10),
        new(2022, 25, 118, 34, 10, 13),
        new(2023, 28, 140, 36, 12, 16),
        new(2024, 30, 164, 38, 14, 20),
    ];

    /// <summary>Nearly all that is cleared is thin ground: that is what items per hectare falling from 2.5 to 0.6 means.</summary>
    public static GroundMix DefaultMix { get; } = new(0.985);

    public static IReadOnlyList<FleetOutput> Simulate(
        IReadOnlyList<FleetYear> fleets,
        GroundMix mix,
        AssetPriors priors,
        ProductivityPrior productivity,
        int draws,
        ulong seed)
    {
        ArgumentNullException.ThrowIfNull(fleets);
        ArgumentNullException.ThrowIfNull(mix);
        ArgumentNullException.ThrowIfNull(priors);
        ArgumentNullException.ThrowIfNull(productivity);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mix.ThinShare, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mix.ThinShare, 1);
        var outputs = new List<FleetOutput>();
        foreach (var fleet in fleets)
        {
            var yields = new double[draws];
            for (var draw = 0; draw < draws; draw++)
            {
                // One stream per draw and year: the same luck for every fleet compared.
                var random = new SeededRandom(seed, (ulong)draw, (ulong)fleet.Year);
                yields[draw] = YearKm2(fleet, mix, priors, productivity, ref random);
            }

            Array.Sort(yields);
            outputs.Add(new FleetOutput(fleet.Year, At(0.05), At(0.5), At(0.95)));

            double At(double share) => yields[(int)Math.Min(draws - 1, Math.Floor(share * draws))];
        }

        return outputs;
    }

    private static double YearKm2(FleetYear fleet, GroundMix mix, AssetPriors priors, ProductivityPrior productivity, ref SeededRandom random)
    {
        var year = Math.Exp(productivity.BiasMean + (productivity.YearSpread * NormalDraw.Next(ref random)));
        var surface = fleet.SurfaceTeams * Draw(priors.SurfaceSearch, ref random);
        var elsewhere = fleet.ManualTeams * (fleet.SurfaceTeams > 0 ? surface / fleet.SurfaceTeams : Draw(priors.SurfaceSearch, ref random));
        var lifted = Math.Min(fleet.ManualTeams, fleet.Machines);
        var depth = ((fleet.ManualTeams - lifted) + (lifted * priors.ManualFactorAfterMachine)) * Draw(priors.Manual, ref random);
        depth += fleet.DogTeams * Draw(priors.Dog, ref random);

        var thin = mix.ThinShare;
        var dense = 1 - thin;
        var perDay = dense == 0 ? surface + elsewhere : depth == 0 ? 0 : (surface + elsewhere) / (thin + (dense * elsewhere / depth));
        perDay = dense == 0 ? perDay : Math.Min(perDay, depth / dense);
        return perDay * DaysPerYear * year / M2PerKm2;
    }

    private static double Draw(AssetPrior prior, ref SeededRandom random) => prior.TypicalM2PerDay * Math.Exp(prior.SpreadLn * NormalDraw.Next(ref random));
}
