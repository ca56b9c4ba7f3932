using Surefoot.Registry.Accounting;

namespace Surefoot.Reporting.Drawing;

/// <summary>All land ever recorded as one bar: released by kind, and what remains.</summary>
internal static class LandDrawing
{
    private const int Width = 640;

    public static Markup Draw(LandFigures suspected, LandFigures confirmed)
    {
        var all = suspected + confirmed;
        (string Class, string Name, double M2)[] parts =
        [
            ("cleared", "cleared", (double)all.ClearedM2),
            ("reduced", "reduced", (double)all.ReducedM2),
            ("cancelled", "cancelled", (double)all.CancelledM2),
            ("confirmed", "confirmed, open", (double)confirmed.ClosingM2),
            ("suspected", "suspected, open", (double)suspected.ClosingM2),
        ];
        var whole = Math.Max(1, parts.Sum(p => Math.Max(0, p.M2)));
        var svg = new HtmlText();
        svg.Add($"""<svg class="chart" viewBox="0 0 {Width} 30" role="img" aria-label="Land ever recorded, by its state today; the table below holds the same figures.">""");
        var x = 0.0;
        foreach (var part in parts)
        {
            var width = Math.Max(0, part.M2) / whole * Width;
            svg.Add($"""<rect class="land {part.Class}" x="{x}" y="2" width="{Math.Max(0, width - 1.5)}" height="26"/>""");
            x += width;
        }

        svg.Add($"""</svg><p class="legend">""");
        foreach (var part in parts)
        {
            svg.Add($"""<span><i class="{part.Class}"></i>{part.Name} <b>{Figures.Km2(part.M2)}</b> km² ({Figures.Percent(part.M2 / whole)})</span>""");
        }

        return svg.Add($"</p>").ToMarkup();
    }
}
