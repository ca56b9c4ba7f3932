using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Land;
using Surefoot.Registry.Projecting;

namespace Surefoot.Registry.Tests;

public sealed class DeclarationTests
{
    [Fact]
    public void Types_of_the_room_come_ordered_by_code() =>
        string.Join(' ', RecordTypes.BuiltIn.All.Select(type => type.Code)).ShouldBe(
            "accident accreditation animal cancelled-area case casualty cleared-area code-list community-impact-survey corridor custom-field donor found-item funding-line handover hazard-area imagery-layer imagery-observation land-rules land-use-visit machine military-position minefield-record "
            + "non-technical-survey organisation person personal-read priority-criteria reduced-area release-criteria road-blockage search-coverage settlement settlement-plan sheet-scan site-access spend stated-priority task team team-day-report technical-survey testimony");

    [Fact]
    public void A_declared_record_gives_its_fields_with_type_unit_and_code_list()
    {
        var type = RecordTypes.BuiltIn.Get("cleared-area");
        string.Join('\n', type.Fields.Select(field => $"{field.Name} {field.Type} {field.Unit} {field.CodeList} {(field.Required ? "required" : "")}".TrimEnd())).ShouldBe(
            """
            organisation Text   required
            synthetic Boolean
            hazardArea Reference
            district Text
            releasedOn Date   required
            method Code  clearance-method required
            criteria Text
            reportedAreaM2 Number m2
            depthCm Integer cm
            landUse Code  land-use
            areaExplanation Text
            evidence Texts
            methodDetail Text
            uncheckedAreaM2 Number m2
            uncheckedReason Code  unchecked-reason
            specifiedDepthCm Integer cm
            actualUse Code  land-use
            """);
        (type.Schema, type.Table, type.Tier, type.EventDate!.Name).ShouldBe(("cleared-area@1", "cleared_area", Tier.Partner, "releasedOn"));
    }

    [Fact]
    public void Every_code_list_that_a_field_names_exists_and_has_codes()
    {
        var named = RecordTypes.BuiltIn.All.SelectMany(type => type.Fields).SelectMany(field => field.Group.Append(field)).Select(field => field.CodeList).OfType<string>().Distinct().ToList();
        named.Count.ShouldBeGreaterThan(15);
        foreach (var list in named)
        {
            CodeListCatalogue.BuiltIn.Get(list).Codes.ShouldNotBeEmpty();
        }

        CodeListCatalogue.BuiltIn.All.Select(list => list.Name).ShouldBe([.. named, "direct-evidence", "evidence-kind"], ignoreOrder: true);
    }

    [Fact]
    public void Every_reference_names_a_type_that_exists()
    {
        foreach (var target in RecordTypes.BuiltIn.All.SelectMany(type => type.Fields).SelectMany(field => field.References))
        {
            RecordTypes.BuiltIn.TryGet(target, out _).ShouldBeTrue(target);
        }
    }

    [Fact]
    public void A_type_declared_elsewhere_gets_its_table_and_listing_without_a_line_here()
    {
        var types = RecordTypes.In(typeof(RecordTypes).Assembly, typeof(TestWell).Assembly);
        var table = new RegistryProjector(types).Tables.Single(t => t.RecordType == "test-well");
        table.Name.ShouldBe("test_well");
        table.HasGeometry.ShouldBeTrue();
        table.Columns.Select(column => (column.Name, column.Type)).ShouldBe([("f_organisation", ColumnType.Text), ("f_synthetic", ColumnType.Integer), ("f_depth_m", ColumnType.Real), ("f_drinkable", ColumnType.Integer), ("custom", ColumnType.Text)]);
        ListTypes.Handle(types).Single(type => type.Code == "test-well").Fields.Select(field => (field.Name, field.Type, field.Unit)).ShouldContain(("depthM", "number", "m"));
    }

    [Fact]
    public void Two_types_of_one_code_are_refused() =>
        Should.Throw<ArgumentException>(() => RecordTypes.In(typeof(RecordTypes).Assembly, typeof(RecordTypes).Assembly)).Message.ShouldContain("both called");

    [Fact]
    public void A_property_that_no_field_can_hold_is_refused() =>
        Should.Throw<ArgumentException>(() => FieldDescriptor.Of(typeof(Undeclarable).GetProperties()[0], new FieldAttribute())).Message.ShouldContain("Undeclarable.Price");

    [Fact]
    public void A_class_without_a_declaration_is_refused() =>
        Should.Throw<ArgumentException>(() => RecordDescriptor.Of(typeof(string)));

    [Fact]
    public void Domain_records_have_no_public_setters() =>
        typeof(HazardArea).GetProperties().ShouldAllBe(property => property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Length == 1);

    [RecordType("test-well", Area = "Tests", Tier = Tier.Public, Shape = ShapeKind.Point)]
    internal sealed record TestWell
    {
        [Field(Min = 0, Max = 500)]
        public double? DepthM { get; init; }

        [Field]
        public bool? Drinkable { get; init; }
    }

    private sealed record Undeclarable
    {
        [Field]
        public decimal Price { get; init; }
    }
}
