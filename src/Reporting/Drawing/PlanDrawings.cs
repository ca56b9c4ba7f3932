namespace Surefoot.Reporting.Drawing;

/// <summary>Bars of the plan's section.</summary>
internal static class PlanDrawings
{
    private const int BarWidth = 130;

    /// <summary>The share of simulated futures as a bar of fixed length.</summary>
    public static Markup Probability(double share) => new HtmlText()
        .Add($"""<svg class="inline" viewBox="0 0 {BarWidth} 12" width="{BarWidth}" height="12" aria-hidden="true"><rect class="track" width="{BarWidth}" height="12"/><rect class="fill" width="{BarWidth * Math.Clamp(share, 0, 1)}" height="12"/></svg>""")
        .ToMarkup();

    /// <summary>What eight of ten futures give (bar), the middle one (dot) and the target (line), on one scale for all years.</summary>
    public static Markup Range(ReportTarget target, double mostHa)
    {
        const int W = 190;
        double X(double ha) => 4 + (ha / mostHa * (W - 8));
        return new HtmlText()
            .Add($"""<svg class="inline" viewBox="0 0 {W} 20" width="{W}" height="20" aria-hidden="true"><line class="grid" x1="4" x2="{W - 4}" y1="10" y2="10"/><rect class="range" x="{X(target.P10Ha)}" y="6" width="{Math.Max(1, X(target.P90Ha) - X(target.P10Ha))}" height="8"/><circle class="dot" cx="{X(target.P50Ha)}" cy="10" r="3.5"/><line class="goal" x1="{X(target.TargetHa)}" x2="{X(target.TargetHa)}" y1="1" y2="19"/></svg>""")
            .ToMarkup();
    }

    /// <summary>District by quarter; the height of a bar is hectares cleared, on one scale.</summary>
    public static Markup Timeline(ReportPlan plan)
    {
        const int W = 640, Left = 120, Head = 22, Row = 26;
        var rows = plan.Districts.Where(d => d.Tasks > 0).ToArray();
        var most = Math.Max(1, rows.SelectMany(d => d.ClearedHa).DefaultIfEmpty(0).Max());
        var slot = (double)(W - Left) / plan.Quarters.Count;
        var svg = new HtmlText();
        svg.Add($"""<svg class="chart" viewBox="0 0 {W} {Head + (rows.Length * Row) + 18}" role="img" aria-label="Hectares planned per district and quarter; the table below holds the same figures.">""");
        for (var q = 0; q < plan.Quarters.Count; q++)
        {
            var x = Left + (q * slot);
            svg.Add($"""<text class="axis" x="{x + (slot / 2)}" y="{Head + (rows.Length * Row) + 14}" text-anchor="middle">Q{((plan.Quarters[q].Month - 1) / 3) + 1}</text>""");
            if (q == 0 || plan.Quarters[q].Month == 1)
            {
                svg.Add($"""<text class="year" x="{x + 3}" y="13">{plan.Quarters[q].Year}</text><line class="grid" x1="{x}" x2="{x}" y1="2" y2="{Head + (rows.Length * Row)}"/>""");
            }
        }

        for (var r = 0; r < rows.Length; r++)
        {
            var bottom = Head + ((r + 1) * Row) - 3;
            svg.Add($"""<text class="name" x="0" y="{bottom - 5}">{rows[r].Name}</text><line class="grid" x1="{Left}" x2="{W}" y1="{bottom}" y2="{bottom}"/>""");
            for (var q = 0; q < plan.Quarters.Count; q++)
            {
                if (rows[r].ClearedHa[q] > 0)
                {
                    var height = Math.Max(1.5, rows[r].ClearedHa[q] / most * (Row - 5));
                    svg.Add($"""<rect class="bar" x="{Left + (q * slot) + 2}" y="{bottom - height}" width="{slot - 4}" height="{height}"/>""");
                }
            }
        }

        svg.Add($"</svg>").Add($"""<p class="fine">One scale for all districts: the tallest bar is {Figures.Ha(most)} ha in a quarter. Work counts in the quarter in which a task is finished, so the first quarters also hold work in hand.</p>""");
        return svg.ToMarkup();
    }
}
