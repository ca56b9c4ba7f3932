using Surefoot.Assessment.Planning;
using Surefoot.Numerics;

namespace Surefoot.Assessment.Priority;

/// <summary>Measures, for each open area, what the criteria count.</summary>
internal sealed class MeasureFactors
{
    private const double M2PerHa = 10_000;

    private readonly PriorityCriteria _criteria;
    private readonly Surroundings _around;
    private readonly IReadOnlyDictionary<string, double> _corridorGain;
    private readonly MappedPlaces _schools;
    private readonly MappedPlaces _clinics;
    private readonly MappedPlaces _cemeteries;
    private readonly MappedPlaces _railways;
    private readonly MappedPlaces _farmland;
    private readonly MappedPlaces _woods;

    /// <param name="corridorGain">Person-equivalents by id of area; empty without a roads run.</param>
    public MeasureFactors(PriorityCriteria criteria, Surroundings around, IReadOnlyDictionary<string, double> corridorGain, string geographyFolder)
    {
        _criteria = criteria;
        _around = around;
        _corridorGain = corridorGain;
        string File(string name) => Path.Combine(geographyFolder, name + ".geojson.gz");
        _schools = MappedPlaces.Read(File("pois"), "school");
        _clinics = MappedPlaces.Read(File("pois"), "hospital", "clinic", "doctors", "pharmacy");
        _cemeteries = MappedPlaces.Read(File("pois"), "cemetery");
        _railways = MappedPlaces.Read(File("railways"), "rail", "construction", "disused");
        _farmland = MappedPlaces.Read(File("landcover"), "farmland");
        _woods = MappedPlaces.Read(File("landcover"), "wood");
    }

    /// <summary>Values by area, in the order of the criteria's factors.</summary>
    public double[][] Handle(IReadOnlyList<(OpenArea Area, OpenGround Ground)> areas, int workers, CancellationToken cancellation)
    {
        var values = new double[areas.Count][];
        RowLoop.Run(areas.Count, workers, new Measure(this, areas, values), null, cancellation);
        return values;
    }

    private double Value(FactorCriterion factor, OpenArea area, OpenGround ground)
    {
        var within = factor.WithinM ?? 0;
        return factor.Code switch
        {
            "corridor" => _corridorGain.GetValueOrDefault(area.Id),
            "road" => Blocks(area, "road"),
            "farming" => Blocks(area, "agriculture"),
            "housing" => Blocks(area, "housing"),
            "water" => Blocks(area, "water"),
            "power" => Math.Max(Blocks(area, "power"), _around.PowerLines.Any(line => ground.IsNear(line, within)) ? 1 : 0),
            "rail" => ground.CountNear(_railways, within) > 0 ? 1 : 0,
            "school" => ground.CountNear(_schools, within),
            "clinic" => ground.CountNear(_clinics, within),
            "cemetery" => ground.CountNear(_cemeteries, within) > 0 ? 1 : 0,
            "farmland" => ground.CoveredM2(_farmland) / M2PerHa,
            "forest" => ground.CoveredM2(_woods) / M2PerHa,
            "homes" => _around.PlacesNear(ground, within).Sum(place => place.Homes),
            "families" => _around.PlacesNear(ground, within).Sum(place => place.Families),
            "people-500" or "people-1000" or "people-5000" => _around.PlacesNear(ground, within).Sum(place => place.People + place.Returnees),
            "casualties" => _around.CasualtiesNear(ground, within),
            "stated" => _around.Wishes.Count(wish => wish.Areas.Contains(area.Id) || (wish.At is { } at && ground.IsNear(at, within))),
            "impact" => _around.Impacts.Where(impact => impact.Areas.Contains(area.Id) || (impact.At is { } at && ground.IsNear(at, within))).Select(impact => impact.Score).DefaultIfEmpty(0).Max(),
            _ => throw new InvalidOperationException($"Nothing measures the factor {factor.Code}."),
        };
    }

    private static double Blocks(OpenArea area, string use) => area.Blocks.Contains(use) ? 1 : 0;

    private readonly struct Measure(MeasureFactors measure, IReadOnlyList<(OpenArea Area, OpenGround Ground)> areas, double[][] values) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (from, (area, ground)) = (measure, areas[row]);
            values[row] = [.. from._criteria.Factors.Select(factor => from.Value(factor, area, ground))];
        }
    }
}
