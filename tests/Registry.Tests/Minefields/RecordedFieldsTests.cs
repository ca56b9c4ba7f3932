using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Tests.Minefields;

public sealed class RecordedFieldsTests
{
    [Fact]
    public void Rows_legs_and_points_come_as_groups_and_a_wrong_part_is_named()
    {
        var breaches = Check(new() { ["drawnRows"] = """[{"name":"1","from":"SP","to":"TP1","category":"sea-mine"}]""" });
        breaches.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            breach => breach.Field.ShouldBe("drawnRows[1].category"),
            breach => breach.Rule.ShouldBe("code.unknown"),
            breach => breach.Refused.ShouldBeTrue());
    }

    [Fact]
    public void A_leg_without_its_distance_is_refused() =>
        Check(new() { ["legs"] = """[{"from":"RP1","to":"SP","bearing":12.5}]""" }).Select(breach => (breach.Field, breach.Rule)).ShouldBe([("legs[1].distance", "field.required")]);

    [Fact]
    public void A_scan_is_the_hash_of_a_kept_file()
    {
        RecordTypes.BuiltIn.Get("minefield-record").Fields.Single(field => field.Name == "scan").Type.ShouldBe(FieldType.File);
        Check(new() { ["scan"] = "formulyar-17.jpg" }).ShouldHaveSingleItem().Rule.ShouldBe("file.hash");
        Check(new() { ["scan"] = new string('0', 64) }).ShouldBeEmpty();
    }

    [Fact]
    public void The_record_as_it_always_came_is_still_taken() => Check([]).ShouldBeEmpty();

    private static List<Breach> Check(Dictionary<string, string?> more)
    {
        List<Breach> breaches = [];
        Dictionary<string, string?> fields = new(more) { ["id"] = "SYN-MR-1", ["informationDate"] = "2021-01-01", ["organisation"] = "syn-agency", ["synthetic"] = "true", ["sheet"] = "SYN-J-38-021-A" };
        new RowCheck(RecordTypes.BuiltIn.Get("minefield-record"), CodeListCatalogue.BuiltIn, CheckSettings.Until(new(2025, 3, 31))).Check(fields, false, breaches);
        return breaches;
    }
}
