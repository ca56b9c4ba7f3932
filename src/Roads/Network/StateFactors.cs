namespace Surefoot.Roads;

/// <summary>From a height on, a season slows roads.</summary>
/// <param name="FromElevationM">Metres above the sea; of an edge the higher end counts.</param>
/// <param name="Factor">Speed is multiplied by this, 0 to 1; 0: no vehicle passes.</param>
public readonly record struct SeasonBand(double FromElevationM, double Factor);

/// <summary>The state factor of METHODS 2: what season and surface leave of the speed of a class. 1 everywhere under the parity rule.</summary>
/// <remarks>The bands and surface factors are assumptions (ours), shown with every run; surfaces not stated count as paved. Turn restrictions and bridge loads are not modelled.</remarks>
public static class StateFactors
{
    /// <summary>Winter in the Lesser Caucasus: slow from 1,200 m, half speed from 1,800 m, shut from 2,400 m.</summary>
    public static IReadOnlyList<SeasonBand> Winter { get; } = [new(1200, 0.8), new(1800, 0.5), new(2400, 0)];

    /// <summary>Paved 1; gravel and compacted 0.8; earth and grass 0.6. Words of OpenStreetMap's key surface; others count as paved.</summary>
    public static double OfSurface(string surface) => surface switch
    {
        "gravel" or "compacted" or "fine_gravel" or "pebblestone" => 0.8,
        "unpaved" or "dirt" or "earth" or "ground" or "grass" or "mud" or "sand" => 0.6,
        _ => 1,
    };

    /// <summary>One factor per edge.</summary>
    /// <param name="network">The graph.</param>
    /// <param name="elevationM">One per node; NaN where it is not known, which leaves the season out.</param>
    /// <param name="bands">Of the season, by ascending height; none for summer.</param>
    /// <param name="surface">One per edge, or empty.</param>
    public static double[] Of(RoadNetwork network, ReadOnlySpan<double> elevationM, IReadOnlyList<SeasonBand> bands, IReadOnlyList<string> surface)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(bands);
        ArgumentNullException.ThrowIfNull(surface);
        if ((elevationM.Length != 0 && elevationM.Length != network.NodeCount) || (surface.Count != 0 && surface.Count != network.EdgeCount))
        {
            throw new ArgumentException("One elevation per node and one surface per edge, or none.", nameof(elevationM));
        }

        var factors = new double[network.EdgeCount];
        for (var edge = 0; edge < factors.Length; edge++)
        {
            factors[edge] = surface.Count == 0 ? 1 : OfSurface(surface[edge]);
            if (elevationM.Length == 0)
            {
                continue;
            }

            var height = Math.Max(elevationM[network.From[edge]], elevationM[network.To[edge]]);
            var season = 1.0;
            foreach (var band in bands)
            {
                season = height >= band.FromElevationM ? band.Factor : season;
            }

            factors[edge] *= season;
        }

        return factors;
    }
}
