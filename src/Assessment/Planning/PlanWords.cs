using System.Globalization;
using Surefoot.Planning;

namespace Surefoot.Assessment.Planning;

/// <summary>The plan's terms for people.</summary>
public static class PlanWords
{
    public static string Of(TeamType type) => type switch
    {
        TeamType.Survey => "non-technical survey",
        TeamType.SurfaceSearch => "surface search",
        TeamType.Manual => "manual search",
        TeamType.Dog => "dogs",
        _ => "machines (preparation)",
    };

    /// <summary>What limits a plan, by the names of districts and the dates of plan years instead of codes.</summary>
    public static IEnumerable<(string Name, double Worth)> Limits(PlanInputs inputs, IReadOnlyList<BindingConstraint> binding)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pool in inputs.Pools)
        {
            names[$"teams {pool.Code}"] = $"{Of(pool.Type)}, teams based in {inputs.Districts[pool.BaseDistrict].Name}";
        }

        for (var year = 0; year < inputs.Years; year++)
        {
            names[string.Create(CultureInfo.InvariantCulture, $"money year {year + 1}")] = string.Create(
                CultureInfo.InvariantCulture, $"money from {inputs.Start.AddYears(year):d MMMM yyyy} to {inputs.Start.AddYears(year + 1).AddDays(-1):d MMMM yyyy}");
        }

        return binding.Select(b => (names.GetValueOrDefault(b.Constraint, b.Constraint), b.Worth));
    }
}
