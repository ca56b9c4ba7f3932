using System.Text;
using Surefoot.Reporting.Sections;

namespace Surefoot.Reporting;

/// <summary>The report of the whole way as one HTML file that needs nothing else: to read on a screen, to print on A4, to send.</summary>
public static class WriteCountryReport
{
    public const string Name = "country";

    private static readonly Lazy<Markup> Style = new(() =>
    {
        using var stream = typeof(WriteCountryReport).Assembly.GetManifestResourceStream("Surefoot.Reporting.report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new Markup(reader.ReadToEnd());
    });

    private const string Notice = "SYNTHETIC. Totals as published; every position, person and date is invented.";

    // In the margin of every printed page.
    private static readonly Markup EveryPage = new($$"""<style>@page { @top-left { content: "{{Notice}}"; font: 600 9px sans-serif; color: #7a2e12; } }</style>""");

    private static readonly Markup Hatch = new("""<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="2.4" height="6" fill="#1f6f78"/></pattern></defs></svg>""");

    /// <returns>The file's text, UTF-8 with a final line break; the same report gives the same text.</returns>
    public static string ToHtml(CountryReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var isPart = report.AsOf < new DateOnly(report.Year, 12, 31);
        var html = new HtmlText();
        html.Add($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{report.Title}, {report.Year}{(isPart ? $" to {Figures.DayOfYear(report.AsOf)}" : "")}</title><style>{Style.Value}</style></head><body>{Hatch}
            """);
        if (report.Synthetic)
        {
            html.Add($"""<div class="ribbon">{Notice}</div>{EveryPage}""");
        }

        html.Add($"""
            <header><h1>{report.Title}</h1><p>Mine action report {report.Year}{(isPart ? $", a part of the year: to {Figures.DayOfYear(report.AsOf)}" : "")} · data as of {Figures.Day(report.AsOf)}</p></header>
            """);
        BriefSection.Write(html, report);
        LandSection.Write(html, report);
        YearSection.Write(html, report);
        if (report.Hazard is { } hazard)
        {
            HazardSection.Write(html, hazard);
        }

        RoadSection.Write(html, report);
        if (report.Plan is { } plan)
        {
            PlanSection.Write(html, plan);
        }

        if (report.AddedFields.Count > 0)
        {
            AddedFieldSection.Write(html, report.AddedFields);
        }

        NotesSection.Write(html, report);
        html.Add($"""<footer>{(report.Synthetic ? "SYNTHETIC · " : "")}{report.Title}, data as of {Figures.Day(report.AsOf)} · Surefoot {report.SoftwareVersion} · journal {report.JournalHead[..Math.Min(16, report.JournalHead.Length)]}</footer></body></html>""");
        return html.ToString().ReplaceLineEndings("\n") + "\n";
    }
}
