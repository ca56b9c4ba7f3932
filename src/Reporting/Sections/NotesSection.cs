namespace Surefoot.Reporting.Sections;

/// <summary>What was assumed, where figures come from, and how to check them.</summary>
internal static class NotesSection
{
    public static void Write(HtmlText html, CountryReport report)
    {
        html.Add($"<section><h2>Assumptions and sources</h2>");
        if (report.Plan is { Assumptions.Count: > 0 } plan)
        {
            html.Add($"<h3>The plan assumes</h3><ul>");
            foreach (var assumption in plan.Assumptions)
            {
                html.Add($"<li>{assumption}</li>");
            }

            html.Add($"</ul>");
        }

        html.Add($"""
            <h3>What the figures are of</h3>
            <ul>
            <li>Areas: ground in a plane that keeps areas, net of overlap, from the approved records; shares are of land ever recorded unless another denominator stands beside them.</li>
            <li>Items: recorded finds. Mines per hectare: anti-personnel and anti-tank mines over hectares cleared in the same days.</li>
            <li>Chances: shares of simulated futures under the plan's own assumptions; a chance says nothing of what the plan leaves out.</li>
            <li>Absence of a record is not absence of contamination.</li>
            </ul>
            <h3>How to check</h3>
            <p>The figures are drawn from a journal of {Figures.Count(report.JournalEntries)} entries whose last has the hash <code>{report.JournalHead}</code>; <code>surefoot verify</code> recomputes it.{(report.Plan is { } p ? Repeat(p.Run) : default)} Software: Surefoot {report.SoftwareVersion}.</p>
            <h3>Sources</h3>
            <p>{report.Attribution}</p>
            {(report.Synthetic ? Invented : default)}
            </section>
            """);
    }

    private static Markup Repeat(string run) => new HtmlText().Add($" <code>surefoot plan repeat {run}</code> makes the plan again, byte for byte.").ToMarkup();

    private static readonly Markup Invented = new("<p><strong>SYNTHETIC.</strong> Totals as published; every position, person and date is invented, and so are teams, money and worth. No figure here describes a real place.</p>");
}
