using Surefoot.Reporting.Drawing;

namespace Surefoot.Reporting.Sections;

/// <summary>What is planned, how sure each target is, where and when, and by whom.</summary>
internal static class PlanSection
{
    /// <summary>"in 2026", or the part of the year that the plan covers.</summary>
    public static string Period(ReportTarget target) =>
        target.IsPart ? $"{Figures.DayOfYear(target.From)} to {Figures.Day(target.To)}" : $"in {target.Year}";

    public static void Write(HtmlText html, ReportPlan plan)
    {
        html.Add($"""
            <section class="page"><h2>Plan, {Figures.Day(plan.Start)} to {Figures.Day(plan.End)}</h2>
            <p>{Figures.Count(plan.Planned)} of {Figures.Count(plan.Tasks)} tasks are planned for {plan.Teams} teams. An independent checker finds the plan {(plan.Feasible ? "sound" : "NOT SOUND")}. Its worth is {Figures.Million(plan.Objective)} million in the planner's weights; no plan with these teams and this money can be worth more than {Figures.Million(plan.Bound)} million, so at most {Figures.Number(plan.GapPercent, "0.0")} % is left to find. Targets: {plan.TargetBasis}; a part of a year has its part of it, by working days of the season.</p>
            """);
        Targets(html, plan);
        html.Add($"<h3>Where and when: hectares to be cleared</h3>{PlanDrawings.Timeline(plan)}");
        Timeline(html, plan);
        Methods(html, plan);
        html.Add($"</section>");
    }

    private static void Targets(HtmlText html, ReportPlan plan)
    {
        var most = plan.Targets.Select(t => Math.Max(t.P90Ha, t.TargetHa)).DefaultIfEmpty(1).Max() * 1.02;
        html.Add($"""<table class="figures targets"><caption>Each target and its chance: the share of {plan.Scenarios} simulated futures in which it is met</caption><thead><tr><th scope="col">Period</th><th scope="col">Target, ha</th><th scope="col">Planned, ha</th><th scope="col">Chance</th><th scope="col" class="wide">Cleared, 8 of 10 futures</th><th scope="col">Items expected</th></tr></thead><tbody>""");
        foreach (var target in plan.Targets)
        {
            html.Add($"""<tr class="{(target.IsPart ? "part" : "")}"><th scope="row">{target.Year}{(target.IsPart ? Part(target) : default)}</th><td>{Figures.Ha(target.TargetHa)}</td><td>{Figures.Ha(target.PlannedHa)}</td><td class="chance">{PlanDrawings.Probability(target.Probability)} <b>{Figures.Probability(target.Probability, plan.Scenarios)}</b></td><td class="wide">{PlanDrawings.Range(target, most)}<small>{Figures.Ha(target.P10Ha)} to {Figures.Ha(target.P90Ha)} ha</small></td><td>{Figures.Count(target.Items)}</td></tr>""");
        }

        html.Add($"""</tbody></table><p class="fine">Bar: from the tenth worst to the tenth best of a hundred futures; dot: the middle one; upright line: the target. Futures differ in the output of teams, by year and by task; national output has spread by half a logarithmic unit elsewhere (Cambodia 2010–15). Chances of years are not independent: a slow start is felt later.</p>""");
    }

    private static Markup Part(ReportTarget target) => new HtmlText().Add($"<small>part: {Figures.DayOfYear(target.From)} to {Figures.DayOfYear(target.To)}</small>").ToMarkup();

    private static void Timeline(HtmlText html, ReportPlan plan)
    {
        html.Add($"""<table class="figures timeline"><caption>Hectares to be cleared, by district and quarter, and to be cancelled by survey over the whole plan</caption><thead><tr><th scope="col">District</th>""");
        foreach (var quarter in plan.Quarters)
        {
            html.Add($"""<th scope="col">Q{((quarter.Month - 1) / 3) + 1}<small>{quarter.Year}</small></th>""");
        }

        html.Add($"""<th scope="col">Cleared</th><th scope="col">Cancelled</th></tr></thead><tbody>""");
        foreach (var district in plan.Districts.Where(d => d.Tasks > 0))
        {
            Row(district.Name, district.ClearedHa, district.CancelledHa, "");
        }

        Row("All", [.. plan.Quarters.Select((_, q) => plan.Districts.Sum(d => d.ClearedHa[q]))], plan.Districts.Sum(d => d.CancelledHa), "total");
        html.Add($"</tbody></table>");

        void Row(string name, IReadOnlyList<double> cleared, double cancelled, string kind)
        {
            html.Add($"""<tr class="{kind}"><th scope="row">{name}</th>""");
            foreach (var hectares in cleared)
            {
                html.Add($"<td>{Figures.Ha(hectares)}</td>");
            }

            html.Add($"""<td class="sum">{Figures.Ha(cleared.Sum())}</td><td class="sum">{Figures.Ha(cancelled)}</td></tr>""");
        }
    }

    private static void Methods(HtmlText html, ReportPlan plan)
    {
        var cleared = plan.Methods.Sum(m => m.ClearedHa);
        html.Add($"""<table class="figures methods"><caption>By whom and how, over the whole plan</caption><thead><tr><th scope="col">Method</th><th scope="col">Teams</th><th scope="col">Tasks</th><th scope="col">Ground worked, ha</th><th scope="col">Cancelled, ha</th><th scope="col">Cleared, ha</th><th scope="col">Share of cleared</th><th scope="col">Items expected</th><th scope="col">Items per cleared ha</th></tr></thead><tbody>""");
        foreach (var method in plan.Methods)
        {
            html.Add($"""<tr><th scope="row">{method.Name}</th><td>{method.Teams}</td><td>{Figures.Count(method.Tasks)}</td><td>{Figures.Ha(method.WorkedHa)}</td><td>{OrDash(method.CancelledHa)}</td><td>{OrDash(method.ClearedHa)}</td><td>{(cleared > 0 && method.ClearedHa > 0 ? Figures.Percent(method.ClearedHa / cleared) : "–")}</td><td>{OrDash(method.Items)}</td><td>{Figures.Number(method.ClearedHa > 0 ? method.Items / method.ClearedHa : null, "0.0")}</td></tr>""");
        }

        html.Add($"""</tbody></table><p class="fine">Machines open ground for the search that follows and release none. Thin ground is searched on the surface and makes nearly all of the hectares; dense ground is searched at depth and holds a large part of the items.</p>""");
        if (plan.Limits.Count > 0)
        {
            html.Add($"""<h3>What limits the plan</h3><ol class="limits">""");
            foreach (var (name, worth) in plan.Limits)
            {
                html.Add($"<li>{name}: {Figures.Million(worth)} million</li>");
            }

            html.Add($"""</ol><p class="fine">What the use of each is worth to the plan, in its weights, by the prices that make the bound.</p>""");
        }
    }

    private static string OrDash(double value) => value > 0 ? Figures.Count(value) : "–";
}
