using Surefoot.Registry.Accounting;
using Surefoot.Reporting.Drawing;

namespace Surefoot.Reporting.Sections;

/// <summary>The land account: nation since the beginning and for the year, then districts.</summary>
internal static class LandSection
{
    public static void Write(HtmlText html, CountryReport report)
    {
        var land = report.Land;
        var ever = land.EverSuspected + land.EverConfirmed;
        html.Add($"""
            <section><h2>Land account</h2>
            <p>Every square metre of recorded hazard is in exactly one state on {Figures.Day(report.AsOf)}. The denominator of every share is the {Figures.Km2(ever.RecordedM2 + ever.ConfirmedM2)} km² ever recorded as suspected or confirmed hazard, net: ground drawn twice ({Figures.Km2(land.OverlapM2)} km² of overlap) is counted once. The account {(land.Balanced ? "balances to the square metre" : "DOES NOT BALANCE")}.</p>
            {LandDrawing.Draw(land.EverSuspected, land.EverConfirmed)}
            """);
        var isPart = report.AsOf < new DateOnly(report.Year, 12, 31);
        Statement(html, $"Since the beginning, to {Figures.Day(report.AsOf)}, km²", land.EverSuspected, land.EverConfirmed);
        Statement(html, isPart ? $"Part of the year: 1 January to {Figures.Day(report.AsOf)}, km²" : $"The year {report.Year}, km²", land.YearSuspected, land.YearConfirmed);
        html.Add($"""<p class="fine">Opening + recorded ± confirmed − cancelled − reduced − cleared ± corrections = closing, in every column. Suspected land that was confirmed leaves one column and enters the other. Rework is ground released a second time; it is never progress.</p>""");
        Districts(html, report);
        html.Add($"</section>");
    }

    private static void Statement(HtmlText html, string caption, LandFigures suspected, LandFigures confirmed)
    {
        var total = suspected + confirmed;
        html.Add($"""<table class="figures statement"><caption>{caption}</caption><thead><tr><th></th><th scope="col">Suspected</th><th scope="col">Confirmed</th><th scope="col">Together</th></tr></thead><tbody>""");
        Line("Opening", l => l.OpeningM2, "");
        Line("+ Recorded", l => l.RecordedM2, "");
        Line("± Confirmed", l => l.ConfirmedM2, "");
        Line("− Cancelled by non-technical survey", l => l.CancelledM2, "");
        Line("− Reduced by technical survey", l => l.ReducedM2, "");
        Line("− Cleared", l => l.ClearedM2, "");
        if (total.CorrectionsM2 != 0)
        {
            Line("± Corrections", l => l.CorrectionsM2, "");
        }

        Line("Closing: open hazard", l => l.ClosingM2, "total");
        Line("Rework, beside the account", l => l.ReworkM2, "aside");
        html.Add($"</tbody></table>");

        void Line(string name, Func<LandFigures, decimal> of, string kind) =>
            html.Add($"""<tr class="{kind}"><th scope="row">{name}</th><td>{Figures.Km2(of(suspected))}</td><td>{Figures.Km2(of(confirmed))}</td><td>{Figures.Km2(of(total))}</td></tr>""");
    }

    // Below this a row would read as zero.
    private const decimal ShownFromM2 = 50_000;

    private static decimal Recorded(DistrictLine district) => district.Suspected.RecordedM2 + district.Suspected.ConfirmedM2 + district.Confirmed.RecordedM2 + district.Confirmed.ConfirmedM2;

    private static string Tiny(DistrictLine[] tiny) =>
        tiny.Length == 0 ? "" : $" Not shown, {Figures.Count((double)tiny.Sum(Recorded))} m² in all: {string.Join(", ", tiny.Select(d => d.Name))}.";

    private static void Districts(HtmlText html, CountryReport report)
    {
        html.Add($"""<table class="figures districts"><caption>By district, since the beginning, to {Figures.Day(report.AsOf)}, km²</caption><thead><tr><th scope="col">District</th><th scope="col">Ever recorded</th><th scope="col">Cancelled</th><th scope="col">Reduced</th><th scope="col">Cleared</th><th scope="col">Open, suspected</th><th scope="col">Open, confirmed</th><th scope="col">Released, share of recorded</th></tr></thead><tbody>""");
        var tiny = report.Land.Districts.Where(d => Recorded(d) < ShownFromM2).ToArray();
        foreach (var district in report.Land.Districts.Except(tiny))
        {
            Row(district.Name, district.Suspected, district.Confirmed, "");
        }

        Row("All", report.Land.EverSuspected, report.Land.EverConfirmed, "total");
        html.Add($"""</tbody></table><p class="fine">A district is where the ground lies, not who worked there.{Tiny(tiny)}</p>""");

        void Row(string name, LandFigures suspected, LandFigures confirmed, string kind)
        {
            var all = suspected + confirmed;
            var recorded = all.OpeningM2 + all.RecordedM2 + all.ConfirmedM2;
            html.Add($"""<tr class="{kind}"><th scope="row">{name}</th><td>{Figures.Km2(recorded)}</td><td>{Figures.Km2(all.CancelledM2)}</td><td>{Figures.Km2(all.ReducedM2)}</td><td>{Figures.Km2(all.ClearedM2)}</td><td>{Figures.Km2(suspected.ClosingM2)}</td><td>{Figures.Km2(confirmed.ClosingM2)}</td><td>{(recorded > 0 ? Figures.Percent((double)(all.ReleasedM2 / recorded)) : "–")}</td></tr>""");
        }
    }
}
