using Surefoot.Reporting.Drawing;

namespace Surefoot.Reporting.Sections;

/// <summary>Area and yield by year, side by side: neither says much without the other.</summary>
internal static class YearSection
{
    public static void Write(HtmlText html, CountryReport report)
    {
        if (report.Years.Count == 0)
        {
            return;
        }

        html.Add($"""
            <section><h2>Cleared land and items found, by year</h2>
            {YearDrawing.Draw(report.Years)}
            <table class="figures years"><caption>Net of overlap; cancelled and reduced land are not part of cleared land</caption><thead><tr><th scope="col">Year</th><th scope="col">Cleared, ha</th><th scope="col">Cancelled, ha</th><th scope="col">Reduced, ha</th><th scope="col">AP mines</th><th scope="col">AT mines</th><th scope="col">UXO</th><th scope="col">Mines per cleared ha</th></tr></thead><tbody>
            """);
        foreach (var year in report.Years)
        {
            html.Add($"""<tr class="{(year.Complete ? "" : "part")}"><th scope="row">{year.Year}{(year.Complete ? default : Part(year))}</th><td>{Figures.HaAsReported(year.ClearedHa)}</td><td>{Figures.Ha(year.CancelledHa)}</td><td>{Figures.Ha(year.ReducedHa)}</td><td>{Figures.Count(year.ApMines)}</td><td>{Figures.Count(year.AtMines)}</td><td>{Figures.Count(year.Uxo)}</td><td>{Figures.Number(year.MinesPerHa, "0.000")}</td></tr>""");
        }

        html.Add($"""</tbody></table><p class="fine">Cleared land includes surface search. AP, AT: anti-personnel and anti-tank mines; UXO: unexploded ordnance, submunitions included. Mines per hectare divides AP and AT mines by the hectares cleared in the same days; unexploded ordnance is not in it. A part of a year compares only with the same months of another year.</p></section>""");
    }

    private static Markup Part(ReportYear year) => new HtmlText().Add($"<small>part: {Figures.DayOfYear(year.From)} to {Figures.DayOfYear(year.To)}</small>").ToMarkup();
}
