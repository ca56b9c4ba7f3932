namespace Surefoot.Reporting.Sections;

/// <summary>Corridors worth opening as a whole.</summary>
internal static class RoadSection
{
    public static void Write(HtmlText html, CountryReport report)
    {
        if (report.Roads is not { Corridors.Count: > 0 } roads)
        {
            return;
        }

        html.Add($"""
            <section><h2>Corridors to open</h2>
            <p>Open hazard, mined roads and orders close {Figures.Count(roads.ClosedEdges)} of {Figures.Count(roads.Edges)} road sections between {Figures.Count(roads.Settlements)} settlements. Hazard areas on one road are worth little alone and much together, so they are ranked as corridors, most access per hectare to release first. Opening all of them at once would be worth {Figures.Count(roads.GainOfAllPersons)} person-equivalents of access, of {Figures.Count(roads.People)} people present or planned to return.</p>
            <table class="figures corridors"><caption>Corridors, best first</caption><thead><tr><th scope="col">Corridor</th><th scope="col">Access gained, person-equivalents</th><th scope="col">To release, ha</th><th scope="col">Records that close it</th>{(report.Plan is null ? default : new Markup("<th scope=\"col\">Opens, by the plan</th>"))}</tr></thead><tbody>
            """);
        foreach (var (corridor, index) in roads.Corridors.Select((c, i) => (c, i)))
        {
            html.Add($"""<tr><th scope="row">{index + 1}. {corridor.Name}</th><td>{Figures.Count(corridor.GainPersons)}</td><td>{Figures.Number(corridor.AreaM2 / 10_000, "#,0.0")}</td><td>{corridor.Areas}</td>""");
            if (report.Plan is not null)
            {
                html.Add($"<td>{(corridor.Opens is { } day ? Figures.Day(day) : "not in this plan")}</td>");
            }

            html.Add($"</tr>");
        }

        html.Add($"""</tbody></table><p class="fine">A person-equivalent is one person's yearly income: access changes income with elasticity 0.10. Names are the settlements nearest to the two ends. Each figure is the corridor alone; two that share a road do not add up.""");
        if (roads.Orders.Count > 0)
        {
            html.Add($" The same land released at the same pace in another order loses part of the gain: ");
            for (var i = 0; i < roads.Orders.Count; i++)
            {
                html.Add($"{(i == 0 ? "" : ", ")}{roads.Orders[i].Name} {Figures.Number(roads.Orders[i].LossPercent, "0.0")} %");
            }

            html.Add($".");
        }

        html.Add($"</p></section>");
    }
}
