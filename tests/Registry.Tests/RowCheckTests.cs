using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Tests;

public sealed class RowCheckTests
{
    private static readonly CheckSettings Settings = CheckSettings.Until(new DateOnly(2025, 3, 31));

    [Fact]
    public void A_full_row_is_read_with_its_types()
    {
        var row = Check("search-coverage", Coverage(), out var breaches);
        breaches.ShouldBeEmpty();
        row.Id.ShouldBe("SYN-SC-1");
        row.Synthetic.ShouldBeTrue();
        row.EventDate.ShouldBe(new DateOnly(2022, 4, 9));
        row.InformationDate.ShouldBe(new DateOnly(2022, 4, 10));
        row.Values.ShouldBe(["syn-agency", true, null, "AZ-FUZ", "manual", new DateOnly(2022, 4, 1), new DateOnly(2022, 4, 9), 2L, 0.95, 20L]);
    }

    [Theory]
    [InlineData("informationDate", null, "field.required")]
    [InlineData("id", " ", "field.required")]
    [InlineData("organisation", "mine agency", "text.pattern")]
    [InlineData("method", null, "field.required")]
    [InlineData("method", "MANUAL", "code.unknown")]
    [InlineData("from", "01.04.2022", "date.format")]
    [InlineData("from", "2022-02-30", "date.format")]
    [InlineData("from", "1987-12-31", "date.too-early")]
    [InlineData("to", "2025-04-01", "date.future")]
    [InlineData("to", "2022-03-31", "field.order")]
    [InlineData("passes", "0", "number.range")]
    [InlineData("passes", "1.5", "number.integer")]
    [InlineData("coverageShare", "1.01", "number.range")]
    [InlineData("coverageShare", "0,9", "number.format")]
    [InlineData("coverageShare", "NaN", "number.format")]
    [InlineData("coverageShare", "1e400", "number.format")]
    [InlineData("depthCm", "-1", "number.range")]
    [InlineData("district", "Füzuli", "text.pattern")]
    [InlineData("synthetic", "yes", "boolean.format")]
    public void A_row_outside_a_rule_is_refused_by_that_rule_alone(string field, string? value, string rule)
    {
        var fields = Coverage();
        fields[field] = value;
        Check("search-coverage", fields, out var breaches);
        var breach = breaches.ShouldHaveSingleItem();
        (breach.Field, breach.Rule, breach.Refused).ShouldBe((field, rule, true));
    }

    [Theory]
    [InlineData("from", "2022-04-09")]
    [InlineData("from", "1988-01-01")]
    [InlineData("to", "2025-03-31")]
    [InlineData("passes", "1")]
    [InlineData("coverageShare", "0")]
    [InlineData("coverageShare", "1")]
    [InlineData("depthCm", "0")]
    [InlineData("depthCm", "")]
    public void A_row_on_the_bound_of_a_rule_is_taken(string field, string value)
    {
        var fields = Coverage();
        fields[field] = value;
        Check("search-coverage", fields, out var breaches);
        breaches.ShouldBeEmpty();
    }

    [Fact]
    public void A_plan_may_lie_after_the_data_date()
    {
        Dictionary<string, string?> fields = new() { ["id"] = "B-1", ["informationDate"] = "2024-01-01", ["organisation"] = "a", ["from"] = "2024-01-01", ["until"] = "2026-01-01" };
        Check("road-blockage", fields, out var breaches);
        breaches.ShouldBeEmpty();
    }

    [Fact]
    public void Decimal_commas_are_read_where_the_file_writes_them_and_nowhere_else()
    {
        var fields = Coverage();
        fields["coverageShare"] = "0,95";
        Check("search-coverage", fields, out var breaches, decimalComma: true).Values[8].ShouldBe(0.95);
        breaches.ShouldBeEmpty();

        fields["coverageShare"] = "1.000,95";
        Check("search-coverage", fields, out breaches, decimalComma: true);
        breaches.ShouldHaveSingleItem().Rule.ShouldBe("number.format");
    }

    [Theory]
    [InlineData("ap-mine; uxo")]
    [InlineData("""["ap-mine","uxo"]""")]
    public void A_list_is_read_from_semicolons_or_JSON(string text) =>
        Check("hazard-area", Hazard(text), out _).Values[5].ShouldBe(new[] { "ap-mine", "uxo" });

    [Fact]
    public void A_list_with_one_unknown_code_is_refused_and_told_the_codes()
    {
        Check("hazard-area", Hazard("ap-mine;bomb"), out var breaches);
        breaches.ShouldHaveSingleItem().Suggestion.ShouldBe("one of: ap-mine, at-mine, uxo, submunition");
    }

    [Fact]
    public void A_date_written_day_first_is_refused_with_the_ISO_date_as_suggestion()
    {
        var fields = Coverage();
        fields["from"] = "1.4.2022";
        Check("search-coverage", fields, out var breaches);
        breaches.ShouldHaveSingleItem().Suggestion.ShouldBe("2022-04-01");
    }

    private static CheckedRow Check(string type, Dictionary<string, string?> fields, out List<Breach> breaches, bool decimalComma = false)
    {
        breaches = [];
        return new RowCheck(RecordTypes.BuiltIn.Get(type), CodeListCatalogue.BuiltIn, Settings).Check(fields, decimalComma, breaches);
    }

    private static Dictionary<string, string?> Coverage() => new()
    {
        ["id"] = "SYN-SC-1",
        ["informationDate"] = "2022-04-10",
        ["organisation"] = "syn-agency",
        ["synthetic"] = "true",
        ["district"] = "AZ-FUZ",
        ["method"] = "manual",
        ["from"] = "2022-04-01",
        ["to"] = "2022-04-09",
        ["passes"] = "2",
        ["coverageShare"] = "0.95",
        ["depthCm"] = "20",
    };

    private static Dictionary<string, string?> Hazard(string categories) => new()
    {
        ["id"] = "SYN-HA-1",
        ["informationDate"] = "2021-01-01",
        ["organisation"] = "syn-agency",
        ["kind"] = "suspected",
        ["categories"] = categories,
    };
}
