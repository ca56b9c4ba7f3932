using NetTopologySuite.Geometries;
using Surefoot.Geodesy;
using Surefoot.Planning;
using Surefoot.Raster;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Planning;

/// <summary>Open areas as the planner needs them, most worth per money first: what exceeds the limit of tasks is worth least.</summary>
internal sealed class AreasToPlan(PlanSources sources, PlanSettings settings, AssetPriors priors, DegreeHeights heights, double itemsPerHa)
{
    private const double M2PerHa = 10_000;

    // Machines work below this height and where something blocked (road, field, house) can be driven to; slope and soil come with the terrain model.
    private const double MachineBelowM = 1_500;

    public IReadOnlyList<(AreaToPlan Area, double OpenM2)> Rank(List<OpenArea> open, IReadOnlyList<string> districts)
    {
        var district = districts.Select((code, index) => (code, index)).ToDictionary(d => d.code, d => d.index, StringComparer.Ordinal);
        var people = People();
        var weight = open.Sum(a => Weight(a) * a.OpenM2) / Math.Max(1, open.Sum(a => a.OpenM2));
        var inBundle = sources.Bundles.Where(b => b.WorthUsd > 0).SelectMany(b => b.Areas).ToHashSet(StringComparer.Ordinal);
        var list = new List<(AreaToPlan Area, double OpenM2, double Rank)>();
        foreach (var area in open.Where(a => district.ContainsKey(a.District)))
        {
            var worth = settings.Worth.PerM2(area.Blocks, Nearby(people, area.Middle));
            var elevationM = heights.At(area.Position.X, area.Position.Y);
            var (denseM2, items) = Contents(area, weight);
            var thinM2 = area.OpenM2 - denseM2;
            list.Add((
                new AreaToPlan(area.Id, district[area.District], elevationM, area.IsConfirmed, thinM2, denseM2, items, worth, elevationM < MachineBelowM && area.Blocks.Count > 0),
                area.OpenM2,
                inBundle.Contains(area.Id) ? double.PositiveInfinity : worth * area.OpenM2 / Cost(area.IsConfirmed, thinM2, denseM2)));
        }

        return [.. list.OrderByDescending(a => a.Rank).ThenBy(a => a.Area.Code, StringComparer.Ordinal).Select(a => (a.Area, a.OpenM2))];
    }

    private (double DenseM2, double Items) Contents(OpenArea area, double meanWeight)
    {
        if (sources.Expected?.Invoke(area.Id) is { } expected)
        {
            return (Math.Clamp(expected.DenseM2 * area.KeptShare, 0, area.OpenM2), Math.Max(0, expected.Items * area.KeptShare));
        }

        var guess = settings.Guess;
        var share = area.IsStrip ? 1
            : !area.HasMines ? 0
            : !area.IsConfirmed ? guess.DenseOfSuspected
            : area.IsRecordedField ? guess.DenseOfRecordedField : guess.DenseOfConfirmed;
        var searchedM2 = area.OpenM2 * (area.IsConfirmed ? 1 : 1 - priors.CancelledShare);
        return (share * area.OpenM2, itemsPerHa * Weight(area) / meanWeight * searchedM2 / M2PerHa);
    }

    private double Weight(OpenArea area) => settings.Guess.ItemWeights[(area.IsConfirmed ? 0 : 2) + (area.HasMines ? 0 : 1)];

    internal double Cost(bool isConfirmed, double thinM2, double denseM2)
    {
        var survey = isConfirmed ? 0 : (thinM2 + denseM2) / priors.Survey.TypicalM2PerDay * priors.Survey.CostPerTeamDay;
        var searched = thinM2 * (isConfirmed ? 1 : 1 - priors.CancelledShare);
        return survey + (searched / priors.SurfaceSearch.TypicalM2PerDay * priors.SurfaceSearch.CostPerTeamDay) + (denseM2 / priors.Dog.TypicalM2PerDay * priors.Dog.CostPerTeamDay);
    }

    private List<(Coordinate At, double People)> People()
    {
        var list = new List<(Coordinate, double)>();
        foreach (var row in sources.Reader.List("settlement", RecordQuery.Now))
        {
            var people = (row["people"] as long? ?? 0) + (row["plannedReturnees"] as long? ?? 0);
            if (people > 0 && row.ReadGeometry() is { } point)
            {
                list.Add((PlaneProjection.Karabakh.Project(point).Coordinate, people));
            }
        }

        return list;
    }

    private double Nearby(List<(Coordinate At, double People)> people, Coordinate at)
    {
        var near = 0.0;
        foreach (var place in people)
        {
            near += place.At.Distance(at) <= settings.Worth.PeopleWithinM ? place.People : 0;
        }

        return near;
    }
}
