using Surefoot.Exchange.Reading;
using Surefoot.Registry.CustomFields;

namespace Surefoot.Exchange.Tests.CustomFields;

/// <summary>What a definition may say, and what code lists of a country do.</summary>
public sealed class DefinitionTests : IDisposable
{
    private const string Header = "id,informationDate,organisation,synthetic,category,foundOn,count,state,lon,lat\n";

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"recordType":"wells","name":"a","kind":"text"}""", "recordType definition.type")]
    [InlineData("""{"recordType":"custom-field","name":"a","kind":"text"}""", "recordType definition.type")]
    [InlineData("""{"recordType":"accident","name":"Killed","kind":"text"}""", "name text.pattern")]
    [InlineData("""{"recordType":"accident","name":"killed","kind":"number"}""", "name definition.name-taken")]
    [InlineData("""{"recordType":"accident","name":"occurredon","kind":"number"}""", "name definition.name-taken")]
    [InlineData("""{"recordType":"accident","name":"wkt","kind":"text"}""", "name definition.name-taken")]
    [InlineData("""{"recordType":"accident","name":"custom","kind":"text"}""", "name definition.name-taken")]
    [InlineData("""{"recordType":"accident","name":"a b","kind":"text"}""", "name text.pattern")]
    [InlineData("""{"recordType":"accident","name":"a')--","kind":"text"}""", "name text.pattern")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"number","min":3,"max":1}""", "max field.order")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"choice"}""", "codeList definition.parts")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"choice","codeList":"nowhere"}""", "codeList definition.list-unknown")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"text","unit":"m"}""", "kind definition.parts")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"group"}""", "fields definition.parts")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"group","fields":[{"name":"x","kind":"geometry"}]}""", "fields[1].kind code.unknown")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"group","fields":[{"name":"x","kind":"text"},{"name":"X2","kind":"text"}]}""", "fields[2].name text.pattern")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"group","fields":[{"name":"x","kind":"text"},{"name":"x","kind":"date"}]}""", "fields definition.parts")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"text","tier":"personal"}""", "tier definition.tier")]
    [InlineData("""{"recordType":"accident","name":"a","kind":"text","id":"accident.b"}""", "id definition.id")]
    public void A_definition_that_cannot_be_is_refused_with_its_place(string definition, string finding)
    {
        var outcome = _folder.Define(CustomField.Code, definition);
        outcome.Proposed.ShouldBeNull();
        outcome.Breaches.Select(found => $"{found.Breach.Field} {found.Breach.Rule}").ShouldContain(finding);
        _folder.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void The_kind_and_the_unit_of_a_field_stay_for_old_values_would_mean_something_else()
    {
        const string inMetres = """{"recordType":"accident","name":"depth","kind":"number","unit":"m"}""";
        _folder.Define(CustomField.Code, inMetres);
        _folder.Define(CustomField.Code, inMetres.Replace("\"m\"", "\"cm\"", StringComparison.Ordinal)).Breaches.ShouldHaveSingleItem().Breach.Rule.ShouldBe("definition.unit-changed");
        _folder.Define(CustomField.Code, """{"recordType":"accident","name":"depth","kind":"text"}""").Breaches.ShouldHaveSingleItem().Breach.Rule.ShouldBe("definition.kind-changed");
        _folder.Define(CustomField.Code, """{"recordType":"accident","name":"Depth","kind":"text"}""").Breaches.ShouldHaveSingleItem().Breach.Rule.ShouldBe("text.pattern");
        _folder.Define(CustomField.Code, """{"recordType":"accident","name":"dEpth","kind":"text"}""").Breaches.ShouldHaveSingleItem().Breach.Rule.ShouldBe("definition.name-taken");
    }

    [Fact]
    public void Of_two_proposals_of_different_kinds_the_first_approved_holds_and_the_other_is_named()
    {
        _folder.Define(CustomField.Code, """{"recordType":"accident","name":"depth","kind":"number","unit":"m"}""", approveAs: null);
        var second = _folder.Define(CustomField.Code, """{"recordType":"accident","name":"depth","kind":"text"}""", approveAs: null).Proposed!.Batch!;
        var first = _folder.Reader.ListVersions(CustomField.Code).First().Batch;
        foreach (var batch in new[] { first, second })
        {
            new Registry.Acts.ApproveRecords(_folder.Store, Registry.Rights.Policy.BuiltIn).Handle(batch, ImportFolder.Chief).Declined.ShouldBeNull();
        }

        _folder.Reopen();
        _folder.Types.Get("accident").CustomFields.ShouldHaveSingleItem().Unit.ShouldBe("m");
        _folder.Types.Definitions.Unusable.ShouldHaveSingleItem().ShouldBe(new UnusableDefinition("accident.depth", 2, "It changes the kind or the unit."));
    }

    [Fact]
    public void The_same_definition_twice_changes_nothing()
    {
        const string note = """{"recordType":"accident","name":"note","kind":"text"}""";
        _folder.Define(CustomField.Code, note);
        var before = _folder.Store.LastSequence;
        _folder.Define(CustomField.Code, note).Proposed!.Unchanged.ShouldBe(1);
        _folder.Store.LastSequence.ShouldBe(before);
    }

    [Fact]
    public void A_national_list_extends_a_shipped_one_from_a_day_on()
    {
        _folder.Define(NationalCodeList.Code, """{"list":"found-item-state","effective":"2025-03-01","source":"Order 7","codes":[{"code":"kept-as-evidence","label":"Kept as evidence","labelAz":"Sübut kimi saxlanılıb"}]}""").Breaches.ShouldBeEmpty();
        _folder.CodeLists.Get("found-item-state").Version.ShouldBe(2);
        Import("F-1", "2025-03-02", "kept-as-evidence").ShouldBeEmpty();
        Import("F-2", "2025-03-02", "destroyed").ShouldBeEmpty();
        Import("F-3", "2025-02-27", "kept-as-evidence").ShouldHaveSingleItem().Rule.ShouldBe("code.not-in-force");
    }

    [Fact]
    public void A_retired_code_is_refused_for_new_rows_and_still_read_in_old_ones()
    {
        Import("F-1", "2025-02-01", "discovered").ShouldBeEmpty();
        _folder.Define(NationalCodeList.Code, """{"list":"found-item-state","effective":"2025-03-01","mode":"replace","source":"Order 7","codes":[{"code":"destroyed","label":"Destroyed on the spot"},{"code":"moved","label":"Moved"}]}""").Breaches.ShouldBeEmpty();
        Import("F-2", "2025-03-02", "discovered").ShouldHaveSingleItem().Rule.ShouldBe("code.not-in-force");
        Import("F-3", "2025-02-02", "discovered").ShouldBeEmpty();
        _folder.Reader.Get("found-item", "F-1")["state"].ShouldBe("discovered");
        _folder.CodeLists.Describe("found-item-state", "discovered").ShouldBe(("Discovered", true));
        _folder.CodeLists.Describe("found-item-state", "destroyed").ShouldBe(("Destroyed on the spot", false));
    }

    [Theory]
    [InlineData("""{"list":"hazard-kind","source":"x","codes":[{"code":"maybe"}]}""", "list definition.list-fixed")]
    [InlineData("""{"list":"land-use","version":1,"source":"x","codes":[{"code":"mill"}]}""", "version definition.version")]
    [InlineData("""{"list":"Land Use","source":"x","codes":[{"code":"mill"}]}""", "list text.pattern")]
    [InlineData("""{"list":"mills","source":"x","codes":[{"code":"mill"},{"code":"Mill"}]}""", "codes definition.code-twice")]
    [InlineData("""{"list":"mills","source":"x","codes":[{"code":"a;b"}]}""", "codes[1].code text.pattern")]
    [InlineData("""{"list":"mills","source":"x"}""", "codes field.required")]
    [InlineData("""{"list":"mills","codes":[{"code":"mill"}]}""", "source field.required")]
    public void A_list_that_cannot_be_is_refused_with_its_place(string list, string finding) =>
        _folder.Define(NationalCodeList.Code, list).Breaches.Select(found => $"{found.Breach.Field} {found.Breach.Rule}").ShouldContain(finding);

    [Fact]
    public void An_approved_version_of_a_list_does_not_change()
    {
        const string mills = """{"list":"mills","version":1,"effective":"2025-01-01","source":"x","codes":[{"code":"wind","label":"Wind"}]}""";
        _folder.Define(NationalCodeList.Code, mills);
        _folder.Define(NationalCodeList.Code, mills).Proposed!.Unchanged.ShouldBe(1);
        _folder.Define(NationalCodeList.Code, mills.Replace("Wind", "Windmill", StringComparison.Ordinal)).Breaches.ShouldHaveSingleItem().Breach.Rule.ShouldBe("definition.version");
    }

    private IReadOnlyList<Finding> Import(string id, string day, string state) =>
        _folder.Import(_folder.File(id + ".csv", Header + $"{id},{day},syn-a,true,uxo,2025-01-01,1,{state},47.123456,39.612345\n"), "found-item", ImportFolder.Chief).Result!.Findings;
}
