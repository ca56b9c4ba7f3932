using Surefoot.Assessment.Planning;
using Surefoot.Server.Content;

namespace Surefoot.Cli.Page;

/// <summary>The newest kept plan as the page shows it.</summary>
internal static class PlanPages
{
    /// <summary>Null until a plan was made.</summary>
    public static PlanView? Newest(Workspace workspace) => Commands.PlanCommands.Runs(workspace).Newest() is { } kept ? From(kept) : null;

    public static PlanView From(KeptPlan kept)
    {
        var overview = PlanOverview.Of(kept.Inputs, kept.Plan);
        return new PlanView(
            kept.Run.Run,
            [.. overview.Corridors.OrderByDescending(c => c.Corridor.GainPersons).Select((c, i) => new CorridorRow(i + 1, c.Corridor.Id, c.Corridor.Name, c.Corridor.GainPersons, c.Corridor.AreaM2, c.Corridor.Areas, (c.Corridor.Longitude, c.Corridor.Latitude)))],
            [.. overview.Quarters.Select(q => new Quarter(q.Year, ((q.Month - 1) / 3) + 1))],
            [.. overview.Districts.Where(d => d.Tasks > 0).Select(d => new DistrictPlan(d.District, d.Name, d.Tasks, d.ClearedHa))],
            [.. kept.Plan.Targets.Select(t => new TargetRow(t.Year, Name(t), t.ClearedHa, t.Probability))]);
    }

    private static string Name(PlannedTarget target) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"Clear {target.ClearedHa:#,0} ha{(target.IsPart ? $" ({target.From:d MMM} to {target.To:d MMM})" : "")}");
}
