using System.Globalization;
using System.Text;

namespace Surefoot.Assessment.Roads;

/// <summary>What is open quarter by quarter in each order, and what share of the best order's gain each loses: one drawing (SVG), good in print and in grey.</summary>
public static class OrdersChart
{
    // Narrow enough to be read on a telephone.
    private const double Width = 600;
    private const double Margin = 12;
    private const double Left = 64;
    private const double Right = 592;
    private const double LegendTop = 76;
    private const double LegendStep = 22;
    private const double LegendColumn = 196;
    private const int LegendColumns = 3;
    private const double Top = 152;
    private const double Base = 388;
    private const double BarTop = 468;
    private const double BarStep = 30;
    private const double BarLeft = 150;
    private const double BarRight = 470;

    /// <summary>Orders in the order of the legend; colour and dash both tell them apart.</summary>
    private static readonly (string Name, string Label, string Colour, string Dash)[] Known =
    [
        ("bundles", "corridor bundles", "#0b6e4f", ""),
        ("per-hazard-greedy", "best single hazard", "#a14a00", "7 3"),
        ("nearest-first", "nearest first", "#5b4ba8", "2 3"),
        ("impact-score", "impact score", "#9a1f4d", "9 3 2 3"),
        ("recorded", "as recorded", "#4d5a63", "4 4"),
    ];

    /// <param name="title">The country.</param>
    /// <param name="note">What is invented, or null: stands in a bar across the drawing.</param>
    /// <param name="orders">At least one.</param>
    public static string Draw(string title, string? note, IReadOnlyList<OrderResult> orders)
    {
        ArgumentNullException.ThrowIfNull(orders);
        var shown = Known.Where(k => orders.Any(o => o.Name == k.Name)).Select(k => (k.Label, k.Colour, k.Dash, Order: orders.First(o => o.Name == k.Name))).ToList();
        var height = BarTop + (shown.Count * BarStep) + 34;
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{-Margin} {-Margin} {Width + (2 * Margin)} {height + Margin}\" width=\"{Width + (2 * Margin)}\" height=\"{height + Margin}\" role=\"img\" aria-labelledby=\"orders-title orders-text\" font-family=\"'Noto Sans',system-ui,sans-serif\" font-size=\"13\" fill=\"currentColor\">");
        Add(svg, $"<title id=\"orders-title\">Access opened by the same clearance in different orders: {Escape(title)}</title>");
        Add(svg, $"<desc id=\"orders-text\">{Escape(string.Join("; ", shown.Select(s => $"{s.Label} loses {Percent(s.Order.LossPercent)} of the best order's gain")))}</desc>");
        Add(svg, $"<text x=\"0\" y=\"20\" font-size=\"17\" font-weight=\"600\">{Escape(title)}</text>");
        if (note is not null)
        {
            Add(svg, $"<rect x=\"0\" y=\"30\" width=\"{Width}\" height=\"22\" fill=\"#f2c14e\" /><text x=\"8\" y=\"45.5\" fill=\"#1b1b1b\" font-weight=\"600\">{Escape(note)}</text>");
        }

        DrawLines(svg, shown);
        DrawBars(svg, shown);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void DrawLines(StringBuilder svg, List<(string Label, string Colour, string Dash, OrderResult Order)> shown)
    {
        var quarters = shown.Max(s => s.Order.GainByQuarter.Count);
        var most = Math.Max(1e-9, shown.Max(s => s.Order.GainByQuarter.DefaultIfEmpty(0).Max()));
        var step = NiceStep(most);
        double X(int quarter) => Left + ((Right - Left) * quarter / quarters);
        double Y(double gain) => Base - ((Base - Top) * gain / most);
        Add(svg, $"<text x=\"0\" y=\"{Top - 14}\">Yearly worth of the access open, person-equivalents</text>");
        for (var tick = 0.0; tick <= most * 1.0001; tick += step)
        {
            Add(svg, $"<line x1=\"{Left}\" x2=\"{Right}\" y1=\"{Y(tick)}\" y2=\"{Y(tick)}\" stroke=\"currentColor\" stroke-opacity=\"{(tick == 0 ? 0.6 : 0.15)}\" /><text x=\"{Left - 8}\" y=\"{Y(tick) + 4}\" text-anchor=\"end\">{Plain(tick, step)}</text>");
        }

        for (var quarter = 0; quarter <= quarters; quarter += 4)
        {
            Add(svg, $"<line x1=\"{X(quarter)}\" x2=\"{X(quarter)}\" y1=\"{Base}\" y2=\"{Base + 5}\" stroke=\"currentColor\" stroke-opacity=\"0.6\" /><text x=\"{X(quarter)}\" y=\"{Base + 20}\" text-anchor=\"middle\">{quarter / 4}</text>");
        }

        Add(svg, $"<text x=\"{Right}\" y=\"{Base + 38}\" text-anchor=\"end\">years from the start, at the same pace</text>");
        foreach (var (_, colour, dash, order) in Enumerable.Reverse(shown))
        {
            var path = new StringBuilder();
            Add(path, $"M{Left} {Base}");
            for (var quarter = 0; quarter < order.GainByQuarter.Count; quarter++)
            {
                Add(path, $"H{X(quarter + 1)}V{Y(order.GainByQuarter[quarter])}");
            }

            Add(svg, $"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.2\" stroke-dasharray=\"{dash}\" />");
        }

        // A legend above the lines: their ends meet, since all orders end with the same land open.
        for (var i = 0; i < shown.Count; i++)
        {
            var x = i % LegendColumns * LegendColumn;
            var y = LegendTop + (i / LegendColumns * LegendStep);
            Add(svg, $"<line x1=\"{x}\" x2=\"{x + 34}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{shown[i].Colour}\" stroke-width=\"2.2\" stroke-dasharray=\"{shown[i].Dash}\" /><text x=\"{x + 40}\" y=\"{y + 4}\">{Escape(shown[i].Label)}</text>");
        }
    }

    private static void DrawBars(StringBuilder svg, List<(string Label, string Colour, string Dash, OrderResult Order)> shown)
    {
        var most = Math.Max(10, shown.Max(s => s.Order.LossPercent));
        Add(svg, $"<text x=\"0\" y=\"{BarTop - 16}\">Share of the best order's discounted gain that is lost</text>");
        for (var i = 0; i < shown.Count; i++)
        {
            var y = BarTop + (i * BarStep);
            var length = (BarRight - BarLeft) * Math.Max(0, shown[i].Order.LossPercent) / most;
            Add(svg, $"<text x=\"{BarLeft - 10}\" y=\"{y + 15}\" text-anchor=\"end\">{Escape(shown[i].Label)}</text>");
            Add(svg, $"<rect x=\"{BarLeft}\" y=\"{y}\" width=\"{Math.Max(1.5, length)}\" height=\"20\" fill=\"{shown[i].Colour}\" />");
            Add(svg, $"<text x=\"{BarLeft + Math.Max(1.5, length) + 8}\" y=\"{y + 15}\">{Percent(shown[i].Order.LossPercent)}{(shown[i].Order.LossPercent <= 0 ? ", the best of these" : "")}</text>");
        }
    }

    private static double NiceStep(double most)
    {
        var power = 1.0;
        while (power * 10 <= most)
        {
            power *= 10;
        }

        while (power > most)
        {
            power /= 10;
        }

        return most / power >= 5 ? power * 2 : most / power >= 2 ? power : power / 2;
    }

    private static string Percent(double percent) => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Plain(double value, double step) => value.ToString(step >= 1 ? "#,0" : "0.###", CultureInfo.InvariantCulture);

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);

    private static void Add(StringBuilder to, FormattableString text) => to.Append(text.ToString(DrawingNumbers.Instance));

    /// <summary>Numbers of a drawing: a decimal point and two decimals, whatever the machine's language.</summary>
    private sealed class DrawingNumbers : IFormatProvider, ICustomFormatter
    {
        public static DrawingNumbers Instance { get; } = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            double value => value.ToString("0.##", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(format, CultureInfo.InvariantCulture),
            _ => arg?.ToString() ?? "",
        };
    }
}
