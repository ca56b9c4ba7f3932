namespace Surefoot.Reporting.Tests;

public sealed class WriteCountryReportTests
{
    [Fact]
    public void Report_of_invented_data_says_so_on_screen_and_on_every_printed_page()
    {
        var html = WriteCountryReport.ToHtml(SmallReport.Make());

        html.ShouldContain("<div class=\"ribbon\">SYNTHETIC.");
        html.ShouldContain("@top-left { content: \"SYNTHETIC.");
        WriteCountryReport.ToHtml(SmallReport.Make() with { Synthetic = false }).ShouldNotContain("SYNTHETIC");
    }

    [Fact]
    public void Part_of_a_year_is_hatched_and_named_as_a_part()
    {
        var html = WriteCountryReport.ToHtml(SmallReport.Make());

        html.Split("class=\"bar part\"").Length.ShouldBe(2);
        html.ShouldContain(">to 31 March</text>");
        html.ShouldContain("part: 1 January to 31 March");
        html.ShouldContain("ha cleared in 2025 to 31 March, a part of the year");
    }

    [Fact]
    public void File_needs_nothing_else()
    {
        var html = WriteCountryReport.ToHtml(SmallReport.Make() with { Plan = SmallReport.Plan() });

        foreach (var link in new[] { "http://", "https://", "src=", "<link", "@import", "<script" })
        {
            html.ShouldNotContain(link);
        }
    }

    [Fact]
    public void Text_is_escaped()
    {
        var html = WriteCountryReport.ToHtml(SmallReport.Make());

        html.ShouldContain("Test &amp; country");
        html.ShouldContain("Tiny &lt;place&gt;");
        html.ShouldNotContain("<place>");
    }

    [Fact]
    public void Section_without_a_run_is_absent()
    {
        var html = WriteCountryReport.ToHtml(SmallReport.Make());
        html.ShouldNotContain("Quality of the hazard map");
        html.ShouldNotContain("Corridors to open");
        html.ShouldNotContain("<h2>Plan");

        var full = WriteCountryReport.ToHtml(SmallReport.Make() with
        {
            Hazard = new ReportHazard(100, 50, 80, 8, [new("Surefoot", 0.9, 0.5, 0.1, 1.0), new("nearest", 0.7, null, null, null)]),
            Roads = new ReportRoads(10, 20, 3, 1000, 50, [new("A – B", 12, 34_000, 2, null)], [("as recorded", 20)]),
            Plan = SmallReport.Plan(),
        });
        full.ShouldContain("Quality of the hazard map");
        full.ShouldContain("8 of them (10 %) hold items");
        full.ShouldContain("<td>–</td>");
        full.ShouldContain("1. A – B");
        full.ShouldContain("not in this plan");
        full.ShouldContain("Plan, 1 April 2025 to 31 March 2026");
    }

    [Fact]
    public void Report_names_its_journal_its_software_and_what_no_record_means()
    {
        var html = WriteCountryReport.ToHtml(SmallReport.Make() with { Plan = SmallReport.Plan() });

        html.ShouldContain("abcdef0123456789abcdef");
        html.ShouldContain("Surefoot 1.2.3");
        html.ShouldContain("surefoot plan repeat plan-0123456789ab");
        html.ShouldContain("© Somebody");
        html.ShouldContain("Absence of a record is not absence of contamination.");
    }

    [Theory]
    [InlineData(0.0, "&lt; 1 %")]
    [InlineData(1.0, "&gt; 99 %")]
    [InlineData(0.34, "34 %")]
    public void Chance_is_never_surer_than_the_number_of_futures(double share, string shown) =>
        WriteCountryReport.ToHtml(SmallReport.Make() with { Plan = SmallReport.Plan(share) }).ShouldContain($"<b>{shown}</b>");

    [Fact]
    public void No_word_judges_a_direction()
    {
        var html = WriteCountryReport.ToHtml(SmallReport.Make() with { Plan = SmallReport.Plan() });

        foreach (var word in new[] { "increase", "decrease", "improv", "declin", "growth", "trend", "rose ", "fell ", "success" })
        {
            html.ShouldNotContain(word, Case.Insensitive);
        }
    }

    [Fact]
    public void District_that_would_read_as_zero_is_named_below_the_table()
    {
        var html = WriteCountryReport.ToHtml(SmallReport.Make());

        html.ShouldContain("Not shown, 10 m² in all: Tiny &lt;place&gt;.");
        html.ShouldNotContain("<th scope=\"row\">Tiny");
    }

    [Fact]
    public void Questions_that_a_country_added_stand_with_their_answers_and_are_absent_without()
    {
        WriteCountryReport.ToHtml(SmallReport.Make()).ShouldNotContain("Questions the country added");
        var html = WriteCountryReport.ToHtml(SmallReport.Make() with { AddedFields = [new("hazard-area", "Soil <kind>", 1200, 700, [("Clay", 400), ("Sand", 300)])] });
        html.ShouldContain("Soil &lt;kind&gt;");
        html.ShouldContain("Clay 400, Sand 300");
    }
}
