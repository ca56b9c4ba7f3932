namespace Surefoot.Reporting.Sections;

/// <summary>What a reader with one minute needs.</summary>
internal static class BriefSection
{
    public static void Write(HtmlText html, CountryReport report)
    {
        var ever = report.Land.EverSuspected + report.Land.EverConfirmed;
        var year = report.Years.LastOrDefault(y => y.Year == report.Year);
        html.Add($"""<section class="brief"><h2>In brief</h2><ul class="key">""");
        Key(html, Figures.Km2(ever.ClosingM2), "km² are open hazard", $"{Figures.Km2(report.Land.EverConfirmed.ClosingM2)} confirmed and {Figures.Km2(report.Land.EverSuspected.ClosingM2)} suspected, of {Figures.Km2(ever.RecordedM2 + ever.ConfirmedM2)} ever recorded");
        Key(html, Figures.Km2(ever.ReleasedM2), "km² are released", $"{Figures.Km2(ever.ClearedM2)} cleared, {Figures.Km2(ever.CancelledM2)} cancelled by evidence, {Figures.Km2(ever.ReducedM2)} reduced by technical survey");
        if (year is not null)
        {
            Key(html, Figures.HaAsReported(year.ClearedHa), year.Complete ? $"ha cleared in {year.Year}" : $"ha cleared in {year.Year} to {Figures.DayOfYear(year.To)}, a part of the year",
                $"{Figures.Count(year.ApMines + year.AtMines)} mines and {Figures.Count(year.Uxo)} unexploded ordnance found in the same days");
        }

        if (report.Plan is { Targets: [var target, ..] } plan)
        {
            Key(html, Figures.Probability(target.Probability, plan.Scenarios), $"chance that {Figures.Ha(target.TargetHa)} ha are cleared, {PlanSection.Period(target)}",
                $"with the teams and money planned; the middle of {plan.Scenarios} simulated futures is {Figures.Ha(target.P50Ha)} ha");
        }

        html.Add($"""</ul><p class="warn">Absence of a record is not absence of contamination. Only released land has been judged; land outside recorded hazard has not been searched.</p></section>""");
    }

    private static void Key(HtmlText html, string figure, string what, string more) => html.Add($"<li><b>{figure}</b><span>{what}</span><small>{more}</small></li>");
}
