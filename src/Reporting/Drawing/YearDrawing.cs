namespace Surefoot.Reporting.Drawing;

/// <summary>Two strips over one axis of years: area as bars, yield as points. A part of a year is hatched, dashed and says until when.</summary>
internal static class YearDrawing
{
    private const int Width = 640;
    private const int Left = 44;
    private const int Top = 34;
    private const int Base = 196;
    private const int StripTop = 254;
    private const int StripBase = 330;
    private const int Height = 340;
    private const double BarHalf = 34;

    public static Markup Draw(IReadOnlyList<ReportYear> years)
    {
        var most = Math.Max(1, years.Max(y => y.ClearedHa));
        var mostYield = Math.Max(0.001, years.Max(y => y.MinesPerHa ?? 0));
        var step = Axis.Step(most);
        var svg = new HtmlText();
        svg.Add($"""<svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="Cleared hectares and mines found per hectare by year; the table below holds the same figures."><text class="axis" x="0" y="12">Cleared land, thousand hectares</text>""");
        for (var tick = 0.0; tick <= most; tick += step)
        {
            svg.Add($"""<line class="grid" x1="{Left}" x2="{Width}" y1="{Y(tick)}" y2="{Y(tick)}"/><text class="axis" x="{Left - 8}" y="{Y(tick) + 4}" text-anchor="end">{tick / 1000}</text>""");
        }

        svg.Add($"""<text class="axis" x="0" y="{StripTop}">Mines (AP and AT) found per cleared hectare</text>""");
        for (var i = 0; i < years.Count; i++)
        {
            Draw(svg, years[i], Left + ((Width - Left) * (i + 0.5) / years.Count));
        }

        svg.Add($"""<line class="base" x1="{Left}" x2="{Width}" y1="{Base}" y2="{Base}"/><line class="base" x1="{Left}" x2="{Width}" y1="{StripBase}" y2="{StripBase}"/></svg>""");
        return svg.ToMarkup();

        double Y(double hectares) => Base - (hectares / most * (Base - Top));

        void Draw(HtmlText to, ReportYear year, double x)
        {
            var top = Y(year.ClearedHa);
            to.Add($"""<rect class="{(year.Complete ? "bar" : "bar part")}" x="{x - BarHalf}" y="{top}" width="{2 * BarHalf}" height="{Math.Max(0.5, Base - top)}"/>""");
            to.Add($"""<text class="value" x="{x}" y="{top - 6}" text-anchor="middle">{Figures.HaAsReported(year.ClearedHa)}</text><text class="year" x="{x}" y="{Base + 18}" text-anchor="middle">{year.Year}</text>""");
            if (!year.Complete)
            {
                to.Add($"""<text class="until" x="{x}" y="{Base + 33}" text-anchor="middle">to {Figures.DayOfYear(year.To)}</text>""");
            }

            if (year.MinesPerHa is { } yield)
            {
                var y = StripBase - (yield / mostYield * (StripBase - StripTop - 22));
                to.Add($"""<line class="{(year.Complete ? "stem" : "stem part")}" x1="{x}" x2="{x}" y1="{StripBase}" y2="{y}"/><circle class="{(year.Complete ? "dot" : "dot part")}" cx="{x}" cy="{y}" r="5"/><text class="value" x="{x + 11}" y="{Math.Min(y + 4, StripBase - 5)}">{Figures.Number(yield, "0.000")}</text>""");
            }
        }
    }
}

internal static class Axis
{
    /// <summary>A round step that gives two to five ticks.</summary>
    public static double Step(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return (most / power) switch { >= 5 => 2 * power, >= 2 => power, _ => power / 2 };
    }
}
