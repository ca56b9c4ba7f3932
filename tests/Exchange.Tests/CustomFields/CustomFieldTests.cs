using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Tests.CustomFields;

/// <summary>Adding a question on Tuesday loses nothing of Monday.</summary>
public sealed class CustomFieldTests : IDisposable
{
    private const string Header = "id,informationDate,organisation,synthetic,occurredOn,killed,injured,";
    private const string Soils = """{"list":"soil-kind","effective":"2025-01-01","source":"Order 1","codes":[{"code":"sand","label":"Sand"},{"code":"clay","label":"Clay"}]}""";
    private const string Soil = """{"fields":[{"recordType":"accident","name":"soil","kind":"choice","codeList":"soil-kind","labelAz":"Torpaq","effective":"2025-01-01"}]}""";

    private const string AllKinds = """
        {"fields":[
          {"recordType":"accident","name":"note","kind":"text"},
          {"recordType":"accident","name":"fenceHeight","kind":"number","unit":"m","min":0,"max":10},
          {"recordType":"accident","name":"fencedOn","kind":"date"},
          {"recordType":"accident","name":"uses","kind":"choices","codeList":"land-use"},
          {"recordType":"accident","name":"fenced","kind":"boolean"},
          {"recordType":"accident","name":"wayIn","kind":"geometry"},
          {"recordType":"accident","name":"sketch","kind":"file"},
          {"recordType":"accident","name":"visits","kind":"group","fields":[{"name":"on","kind":"date","required":true},{"name":"people","kind":"number","min":0},{"name":"use","kind":"choice","codeList":"land-use"}]}
        ]}
        """;

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_field_added_on_Tuesday_leaves_Mondays_records_as_they_are_and_is_there_at_once()
    {
        var monday = _folder.File("monday.csv", Header + "lon,lat\nA-1,2025-03-10,syn-a,true,2025-03-09,0,1,47.150001,39.600001\n");
        Take(monday, "accident");
        var before = _folder.Reader.Get("accident", "A-1").RecordId;
        var bytes = _folder.Store.History(before).ToList();

        _folder.Define(NationalCodeList.Code, Soils).Proposed!.State.ShouldBe("approved");
        _folder.Define(CustomField.Code, Soil).Proposed!.ShouldBe(new ProposedDefinitions(["accident.soil"], 1, 0, 0, null, "approved") with { Ids = null!, Batch = null }, new IgnoringNames());

        _folder.Import(monday, "accident", ImportFolder.Chief).Result!.Unchanged.ShouldBe(1);
        Take(_folder.File("tuesday.csv", Header + "soil,lon,lat\nA-2,2025-03-11,syn-a,true,2025-03-10,0,1,clay,47.160001,39.600001\nA-3,2025-03-11,syn-a,true,2025-03-10,0,1,,47.160001,39.600001\n"), "accident");

        _folder.Reader.List("accident", RecordQuery.Now).Select(row => $"{row.Id} {row["soil"]}").ShouldBe(["A-1 ", "A-2 clay", "A-3 "]);
        _folder.Reader.List("accident", Where("soil", "clay")).Select(row => row.Id).ShouldBe(["A-2"]);
        _folder.Reader.Count("accident", Where("soil", "clay")).ShouldBe(1);
        _folder.Reader.Count("accident", Where("soil", "sand")).ShouldBe(0);
        _folder.Export("accident", "csv", Where("soil", "clay")).Bytes.ShouldEndWith(",soil,lon,lat\nA-2,2025-03-11,syn-a,true,2025-03-10,,0,1,,,,clay,47.160001,39.600001\n");
        _folder.Store.History(before).Select(entry => Convert.ToHexString(entry.Hash.Span)).ShouldBe(bytes.Select(entry => Convert.ToHexString(entry.Hash.Span)));
        _folder.Store.Rebuild(check: true).Identical.ShouldBeTrue();
        ListTypes.Handle(_folder.Types.Get("accident")).Fields[^1].ShouldBe(
            new TypeField("soil", "code", null, false, "soil-kind", "restricted", new CustomTypeField("choice", 1, new(2025, 1, 1), null, null, false, new Dictionary<string, string>())),
            new ByText());
    }

    [Fact]
    public void Before_its_approval_a_field_is_no_column()
    {
        _folder.Define(CustomField.Code, AllKinds, approveAs: null).Proposed!.State.ShouldBe("submitted");
        var path = _folder.File("a.csv", Header + "note,lon,lat\nA-1,2025-03-11,syn-a,true,2025-03-10,0,1,x,47.160001,39.600001\n");
        _folder.Import(path, "accident", dryRun: true).Result!.Findings.ShouldHaveSingleItem().Rule.ShouldBe("column.unknown");
    }

    [Fact]
    public void Who_proposes_does_not_approve()
    {
        var declined = _folder.Define(CustomField.Code, AllKinds, approveAs: ImportFolder.Officer);
        (declined.Proposed, declined.Declined!.Code).ShouldBe((null, "same-actor-may-not-approve"));
        _folder.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void Every_kind_goes_in_by_CSV_and_GeoJSON_and_comes_out_the_same_in_both()
    {
        _folder.Define(CustomField.Code, AllKinds).Breaches.ShouldBeEmpty();
        var sketch = _folder.Store.KeepBlob("a sketch"u8);
        var csv = _folder.File("a.csv", Header + "note,fenceHeight,fencedOn,uses,fenced,wayIn,sketch,visits,lon,lat\n"
            + $"A-1,2025-03-11,syn-a,true,2025-03-10,0,1,\"Çay, sol\",1.50,2025-04-01,road;water,true,\"LINESTRING(47.10001 39.60001,47.20001 39.70001)\",{sketch.ToUpperInvariant()},\"[{{\"\"on\"\":\"\"2025-03-01\"\",\"\"people\"\":3,\"\"use\"\":\"\"road\"\"}},{{\"\"on\"\":\"\"2025-03-02\"\"}}]\",47.160001,39.600001\n");
        Take(csv, "accident");
        const string wanted = "Çay, sol|1.5|2025-04-01|road;water|True|LINESTRING(47.10001 39.60001,47.20001 39.70001)|on 2025-03-01 people 3 use road, on 2025-03-02";
        Shown("A-1").ShouldBe(wanted);

        // The export of either form, imported elsewhere, is the same record again.
        foreach (var format in new[] { "csv", "geojson" })
        {
            using var other = new ImportFolder();
            other.Define(CustomField.Code, AllKinds);
            other.Store.KeepBlob("a sketch"u8);
            var result = other.Import(other.File("b." + format, _folder.Export("accident", format).Bytes), "accident", ImportFolder.Chief).Result!;
            result.Findings.ShouldBeEmpty(format);
            other.Export("accident", "csv").Bytes.ShouldBe(_folder.Export("accident", "csv").Bytes);
        }

        string Shown(string id)
        {
            var row = _folder.Reader.Get("accident", id);
            var visits = (IReadOnlyDictionary<string, object?>[])row["visits"]!;
            return FormattableString.Invariant($"{row["note"]}|{row["fenceHeight"]}|{row["fencedOn"]:yyyy-MM-dd}|{string.Join(';', (string[])row["uses"]!)}|{row["fenced"]}|{row["wayIn"]}|")
                + string.Join(", ", visits.Select(visit => string.Join(' ', visit.Select(part => part.Value is DateOnly day ? $"{part.Key} {day:yyyy-MM-dd}" : FormattableString.Invariant($"{part.Key} {part.Value}")))));
        }
    }

    [Theory]
    [InlineData("fenceHeight", "12", "number.range")]
    [InlineData("fenceHeight", "high", "number.format")]
    [InlineData("fencedOn", "01.04.2025", "date.format")]
    [InlineData("uses", "road;moon", "code.unknown")]
    [InlineData("fenced", "maybe", "boolean.format")]
    [InlineData("wayIn", "POINT(x y)", "geometry.syntax")]
    [InlineData("sketch", "sketch.png", "file.hash")]
    [InlineData("sketch", "0000000000000000000000000000000000000000000000000000000000000000", "file.not-kept")]
    [InlineData("visits", "two", "group.format")]
    [InlineData("visits", """{"on":"2025-03-01"}""", "group.format")]
    [InlineData("visits", """[{"people":1}]""", "field.required")]
    [InlineData("visits", """[{"on":"2025-03-01","people":-1}]""", "number.range")]
    [InlineData("visits", """[{"on":"2025-03-01","by":"x"}]""", "group.unknown-part")]
    [InlineData("visits", """[{"on":"2025-03-01","on":"2025-03-02"}]""", "group.format")]
    public void What_does_not_fit_its_definition_is_refused(string field, string value, string rule)
    {
        _folder.Define(CustomField.Code, AllKinds);
        var cell = "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        var path = _folder.File("a.csv", Header + $"{field},lon,lat\nA-1,2025-03-11,syn-a,true,2025-03-10,0,1,{cell},47.160001,39.600001\n");
        var finding = _folder.Import(path, "accident").Result!.Findings.ShouldHaveSingleItem();
        (finding.Severity, finding.Field!.Split('[')[0], finding.Rule).ShouldBe((Verdict.Reject, field, rule));
    }

    [Theory]
    [InlineData("note", "x", "A-1")]
    [InlineData("fenceHeight", "1.50", "A-1")]
    [InlineData("fencedOn", "2025-04-01", "A-1")]
    [InlineData("uses", "water", "A-1")]
    [InlineData("uses", "road", "A-1 A-2")]
    [InlineData("fenced", "false", "A-2")]
    public void Each_comparable_kind_can_be_filtered_by(string field, string value, string ids)
    {
        _folder.Define(CustomField.Code, AllKinds);
        Take(_folder.File("a.csv", Header + "note,fenceHeight,fencedOn,uses,fenced,lon,lat\n"
            + "A-1,2025-03-11,syn-a,true,2025-03-10,0,1,x,1.5,2025-04-01,road;water,true,47.160001,39.600001\n"
            + "A-2,2025-03-11,syn-a,true,2025-03-10,0,1,y,2,2025-04-02,road,false,47.160001,39.600001\n"
            + "A-3,2025-03-11,syn-a,true,2025-03-10,0,1,,,,,,47.160001,39.600001\n"), "accident");
        var query = Where(field, value) with { Order = RecordOrder.Id };
        string.Join(' ', _folder.Reader.List("accident", query).Select(row => row.Id)).ShouldBe(ids);
        _folder.Reader.Count("accident", query).ShouldBe(ids.Split(' ').Length);
    }

    [Fact]
    public void A_question_can_be_compulsory_from_a_day_on()
    {
        _folder.Define(CustomField.Code, """{"fields":[{"recordType":"accident","name":"note","kind":"text","effective":"2025-03-01","requiredFrom":"2025-03-10"}]}""");
        var path = _folder.File("a.csv", Header + "lon,lat\nA-1,2025-03-09,syn-a,true,2025-03-01,0,1,47.160001,39.600001\nA-2,2025-03-10,syn-a,true,2025-03-01,0,1,47.160001,39.600001\n");
        var finding = _folder.Import(path, "accident").Result!.Findings.ShouldHaveSingleItem();
        (finding.Row, finding.Field, finding.Rule).ShouldBe((2, "note", "field.required"));
    }

    [Fact]
    public void A_retired_field_takes_nothing_new_and_still_shows_what_was_written()
    {
        _folder.Define(CustomField.Code, """{"fields":[{"recordType":"accident","name":"note","kind":"text","effective":"2025-01-01"}]}""");
        Take(_folder.File("a.csv", Header + "note,lon,lat\nA-1,2025-02-01,syn-a,true,2025-01-01,0,1,kept,47.160001,39.600001\n"), "accident");
        _folder.Define(CustomField.Code, """{"fields":[{"recordType":"accident","name":"note","kind":"text","effective":"2025-03-01","retiredFrom":"2025-03-01"}]}""").Proposed!.Changed.ShouldBe(1);

        _folder.Reader.Get("accident", "A-1")["note"].ShouldBe("kept");
        ListTypes.Handle(_folder.Types.Get("accident")).Fields[^1].Custom!.RetiredFrom.ShouldBe(new DateOnly(2025, 3, 1));
        _folder.Import(_folder.File("b.csv", Header + "note,lon,lat\nA-2,2025-03-02,syn-a,true,2025-01-01,0,1,new,47.160001,39.600001\n"), "accident").Result!
            .Findings.ShouldHaveSingleItem().Rule.ShouldBe("field.retired");

        // A late report of February is still held to February's questions.
        Take(_folder.File("c.csv", Header + "note,lon,lat\nA-3,2025-02-02,syn-a,true,2025-01-01,0,1,late,47.160001,39.600001\n"), "accident");
    }

    [Fact]
    public void A_withdrawn_definition_keeps_what_was_written_under_it_readable()
    {
        var batch = _folder.Define(CustomField.Code, """{"fields":[{"recordType":"accident","name":"note","kind":"text"}]}""").Proposed!.Batch!;
        Take(_folder.File("a.csv", Header + "note,lon,lat\nA-1,2025-03-11,syn-a,true,2025-01-01,0,1,kept,47.160001,39.600001\n"), "accident");
        new WithdrawRecords(_folder.Store, Policy.BuiltIn).Handle(batch, ImportFolder.Officer, "asked wrongly").Result!.State.ShouldBe("withdrawn");
        _folder.Reopen();

        _folder.Reader.Get("accident", "A-1")["note"].ShouldBe("kept");
        ListTypes.Handle(_folder.Types.Get("accident")).Fields[^1].Custom!.Withdrawn.ShouldBeTrue();
        _folder.Import(_folder.File("b.csv", Header + "note,lon,lat\nA-2,2025-03-12,syn-a,true,2025-01-01,0,1,new,47.160001,39.600001\n"), "accident").Result!
            .Findings.ShouldHaveSingleItem().Rule.ShouldBe("field.retired");
    }

    [Fact]
    public void An_export_as_known_then_has_the_same_bytes_after_a_question_was_added()
    {
        Take(_folder.File("a.csv", Header + "lon,lat\nA-1,2025-03-11,syn-a,true,2025-01-01,0,1,47.160001,39.600001\n"), "accident");
        var then = RecordQuery.Now with { KnownAt = new(2025, 3, 31, 23, 0, 0, TimeSpan.Zero) };
        var (csv, geojson) = (_folder.Export("accident", "csv", then).Bytes, _folder.Export("accident", "geojson", then).Bytes);
        _folder.SetClock(new(2025, 4, 2, 12, 0, 0, TimeSpan.Zero));
        _folder.Define(CustomField.Code, AllKinds);
        _folder.Export("accident", "csv", then).Bytes.ShouldBe(csv);
        _folder.Export("accident", "geojson", then).Bytes.ShouldBe(geojson);
        _folder.Export("accident", "csv").Bytes.ShouldContain("visits");
    }

    [Fact]
    public void An_entry_names_the_versions_it_was_checked_under_and_history_tells_them()
    {
        _folder.Define(NationalCodeList.Code, Soils);
        _folder.Define(CustomField.Code, Soil);
        Take(_folder.File("a.csv", Header + "soil,lon,lat\nA-1,2025-03-11,syn-a,true,2025-01-01,0,1,sand,47.160001,39.600001\n"), "accident");
        _folder.Define(CustomField.Code, Soil.Replace("Torpaq", "Torpağın növü", StringComparison.Ordinal));
        Take(_folder.File("b.csv", Header + "soil,lon,lat\nA-1,2025-03-12,syn-a,true,2025-01-01,0,1,clay,47.160001,39.600001\n"), "accident");

        var history = new ShowHistory(_folder.Store, _folder.Types, Policy.BuiltIn).Handle("A-1", ImportFolder.Officer).History!;
        history.Versions.Select(version => $"{version.Values!["soil"]} soil@{version.FieldVersions!["soil"]} {version.Reason.Split("; ")[^1]}").ShouldBe(
            ["sand soil@1 under soil@1, soil-kind@1", "clay soil@2 under soil@2, soil-kind@1"]);
    }

    [Fact]
    public void Definitions_are_records_that_can_be_imported_and_exported()
    {
        _folder.Define(CustomField.Code, AllKinds);
        var csv = _folder.Export("custom-field", "csv").Bytes;
        using var other = new ImportFolder();
        other.Import(other.File("fields.csv", csv), "custom-field", ImportFolder.Chief).Result!.Findings.ShouldBeEmpty();
        other.Reopen();
        other.Types.Get("accident").CustomFields.Select(field => field.Name).ShouldBe(_folder.Types.Get("accident").CustomFields.Select(field => field.Name));
        other.Export("custom-field", "csv").Bytes.ShouldBe(csv);
    }

    [Fact]
    public void An_approval_in_the_middle_of_an_import_throws_the_import_out()
    {
        var stale = _folder.Types;
        _folder.Define(CustomField.Code, AllKinds);
        var path = _folder.File("a.csv", Header + "lon,lat\nA-1,2025-03-11,syn-a,true,2025-01-01,0,1,47.160001,39.600001\n");
        var import = new Surefoot.Exchange.Importing.ImportRecords(_folder.Store, stale, _folder.CodeLists, Sources.Areas, Policy.BuiltIn, TimeProvider.System);
        Should.Throw<IOException>(() => import.Handle(new(path, "accident", new ReadOptions(), ImportFolder.Officer), null, TestContext.Current.CancellationToken)).Message.ShouldContain("custom fields");
        _folder.Reader.Count("accident", RecordQuery.Now with { ApprovedOnly = false }).ShouldBe(0);
    }

    private static RecordQuery Where(string field, string value) => RecordQuery.Now with { Where = new Dictionary<string, string> { [field] = value } };

    private void Take(string path, string type)
    {
        var result = _folder.Import(path, type, ImportFolder.Chief).Result!;
        result.Findings.ShouldBeEmpty();
        result.State.ShouldBe(StateNames.Of(EntryState.Approved));
    }

    private sealed class IgnoringNames : IEqualityComparer<ProposedDefinitions>
    {
        public bool Equals(ProposedDefinitions? x, ProposedDefinitions? y) => (x?.New, x?.Changed, x?.Unchanged, x?.State) == (y?.New, y?.Changed, y?.Unchanged, y?.State);

        public int GetHashCode(ProposedDefinitions obj) => 0;
    }

    private sealed class ByText : IEqualityComparer<TypeField>
    {
        public bool Equals(TypeField? x, TypeField? y) => Text(x!) == Text(y!);

        public int GetHashCode(TypeField obj) => 0;

        private static string Text(TypeField field) => $"{field.Name} {field.Type} {field.CodeList} {field.Tier} {field.Custom!.Kind} {field.Custom.Version} {field.Custom.Effective}";
    }
}
