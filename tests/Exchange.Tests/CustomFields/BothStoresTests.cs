using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Tests.CustomFields;

/// <summary>Fields and code lists that a country adds are the same on either store: same entries, same answers, same bytes.</summary>
public sealed class BothStoresTests
{
    private const string Definitions = """
        {"fields":[
          {"recordType":"accident","name":"soil","kind":"choice","codeList":"soil-kind","effective":"2025-01-01"},
          {"recordType":"accident","name":"uses","kind":"choices","codeList":"land-use"},
          {"recordType":"accident","name":"depth","kind":"number","unit":"m"},
          {"recordType":"accident","name":"note","kind":"text"},
          {"recordType":"accident","name":"fenced","kind":"boolean"},
          {"recordType":"accident","name":"fencedOn","kind":"date"},
          {"recordType":"accident","name":"sketch","kind":"file"},
          {"recordType":"accident","name":"visits","kind":"group","fields":[{"name":"on","kind":"date"},{"name":"people","kind":"number"}]}
        ]}
        """;

    private static readonly (string Field, string Value)[] Filters =
    [
        ("soil", "clay"), ("soil", "sand"), ("uses", "water"), ("uses", "road"), ("depth", "0.5"), ("depth", "1e2"), ("note", "Çay's \"side\""), ("fenced", "true"), ("fenced", "false"),
        ("fencedOn", "2025-03-04"), ("district", "AZ-FUZ"), ("killed", "1"),
    ];

    [Fact]
    public void Both_stores_answer_alike_and_hold_the_same_bytes()
    {
        using var file = Fill(StoreKind.Sqlite);
        using var server = Fill(StoreKind.Postgres);
        Hashes(server).ShouldBe(Hashes(file));
        foreach (var (field, value) in Filters)
        {
            foreach (var query in Queries(field, value))
            {
                var wanted = file.Reader.List("accident", query).Select(Line).ToList();
                server.Reader.List("accident", query).Select(Line).ShouldBe(wanted, $"{field}={value} {query}");
                server.Reader.Count("accident", query).ShouldBe(file.Reader.Count("accident", query), $"{field}={value} {query}");
                var page = query with { Offset = 1, Limit = 2, Order = RecordOrder.Id };
                var (total, rows) = server.Reader.Page("accident", page);
                (total, string.Join('\n', rows.Select(Line))).ShouldBe((file.Reader.Page("accident", page).Total, string.Join('\n', file.Reader.Page("accident", page).Rows.Select(Line))));
            }

            file.Reader.Count("accident", Queries(field, value)[0]).ShouldBeGreaterThan(0, $"{field}={value} selects nothing");
        }

        foreach (var format in new[] { "csv", "geojson" })
        {
            server.Export("accident", format).Bytes.ShouldBe(file.Export("accident", format).Bytes);
        }
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public void A_rebuild_makes_tables_and_indexes_again_and_gives_the_same_answers(StoreKind kind)
    {
        using var folder = Fill(kind);
        var before = folder.Reader.List("accident", Queries("soil", "clay")[0]).Select(Line).ToList();
        folder.Store.Rebuild(check: false).Identical.ShouldBeTrue();
        folder.Reader.List("accident", Queries("soil", "clay")[0]).Select(Line).ShouldBe(before);
        Indexes(folder).ShouldContain("accident_custom_soil");
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public void A_long_text_is_taken_and_found(StoreKind kind)
    {
        using var folder = Fill(kind);
        var random = new Random(5);
        var text = string.Concat(Enumerable.Range(0, 3900).Select(_ => (char)random.Next('a', 'z')));
        folder.Import(folder.File("long.csv", $"id,informationDate,organisation,synthetic,occurredOn,killed,injured,note,lon,lat\nA-99,2025-03-11,syn-a,true,2025-03-10,0,1,{text},47.160001,39.600001\n"), "accident", ImportFolder.Chief).Result!.State.ShouldBe("approved");
        folder.Reader.List("accident", Queries("note", text)[0]).ShouldHaveSingleItem().Id.ShouldBe("A-99");
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public void Answers_are_counted_by_code_and_by_yes_and_no(StoreKind kind)
    {
        using var folder = Fill(kind);
        var type = folder.Types.Get("accident");
        Counted("soil").ShouldBe("5 of 6: clay 4, sand 1");
        Counted("uses").ShouldBe("4 of 6: water 3, road 2");
        Counted("fenced").ShouldBe("4 of 6: yes 3, no 1");
        Should.Throw<ArgumentException>(() => Counted("note"));

        string Counted(string field)
        {
            var counts = CountAnswers.Handle(folder.Store, type, type.Fields[type.Ordinal(field)], RecordQuery.Now);
            return FormattableString.Invariant($"{counts.Answered} of {counts.Records}: ") + string.Join(", ", counts.Counts.Select(answer => FormattableString.Invariant($"{answer.Answer} {answer.Count}")));
        }
    }

    private static ImportFolder Fill(StoreKind kind)
    {
        var folder = new ImportFolder(kind: kind);
        var sketch = folder.Store.KeepBlob("a sketch"u8);
        folder.Define(NationalCodeList.Code, """{"list":"soil-kind","effective":"2025-01-01","source":"Order 1","codes":[{"code":"sand"},{"code":"clay"}]}""").Breaches.ShouldBeEmpty();
        folder.Define(CustomField.Code, Definitions).Breaches.ShouldBeEmpty();
        const string header = "id,informationDate,organisation,synthetic,occurredOn,killed,injured,district,soil,uses,depth,note,fenced,fencedOn,sketch,visits,lon,lat\n";
        Take("a.csv", header
            + $"A-1,2025-03-01,syn-a,true,2025-03-01,0,1,AZ-FUZ,clay,road;water,0.50,\"Çay's \"\"side\"\"\",true,2025-03-04,{sketch},\"[{{\"\"on\"\":\"\"2025-03-01\"\",\"\"people\"\":3}}]\",47.160001,39.600001\n"
            + "A-2,2025-03-02,syn-a,true,2025-03-01,1,0,AZ-FUZ,sand,road,100,,false,,,,47.160001,39.600001\n"
            + "A-3,2025-03-03,syn-a,true,2025-03-01,0,1,,clay,,0.5,x,,2025-03-04,,,47.160001,39.600001\n"
            + "a-4,2025-03-03,syn-a,true,2025-03-01,0,1,AZ-FUZ,,,,,,,,,47.160001,39.600001\n");
        folder.SetClock(new(2025, 4, 2, 9, 0, 0, TimeSpan.Zero));
        Take("b.csv", header
            + "A-2,2025-03-20,syn-a,true,2025-03-01,1,0,AZ-FUZ,clay,water,0.5,,true,,,,47.160001,39.600001\n"
            + "A-7,2025-03-20,syn-a,true,2025-03-01,1,0,AZ-FUZ,sand,road,100,,false,,,,47.160001,39.600001\n"
            + "A-5,2025-02-20,syn-a,true,2025-02-01,1,0,AZ-FUZ,clay,water,0.5,,true,,,,47.160001,39.600001\n");
        folder.Import(folder.File("c.csv", header + "A-6,2025-03-20,syn-a,true,2025-03-01,1,0,AZ-FUZ,sand,water,0.5,,true,,,,47.160001,39.600001\n"), "accident");
        return folder;

        void Take(string name, string text) => folder.Import(folder.File(name, text), "accident", ImportFolder.Chief).Result!.State.ShouldBe("approved");
    }

    private static RecordQuery[] Queries(string field, string value)
    {
        var where = RecordQuery.Now with { Where = new Dictionary<string, string> { [field] = value } };
        var early = new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero);
        return
        [
            where, where with { ApprovedOnly = false }, where with { AsOf = new(2025, 3, 2) }, where with { KnownAt = early }, where with { AsOf = new(2025, 3, 2), KnownAt = early },
            where with { Box = new GeoBox(47, 39, 48, 40) }, where with { Order = RecordOrder.Id }, where with { ApprovedOnly = false, KnownAt = early },
        ];
    }

    private static string Line(RecordRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Id}@{row.Version} {row.State} ")
        + string.Join('|', row.Values.Select(value => value switch
        {
            string[] many => string.Join(';', many),
            IReadOnlyDictionary<string, object?>[] groups => string.Join(';', groups.Select(group => string.Join(',', group.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key}:{part.Value}"))))),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        }));

    private static List<string> Hashes(ImportFolder folder) => [.. folder.Store.Read().Select(entry => Convert.ToHexString(entry.Hash.Span))];

    private static List<string> Indexes(ImportFolder folder)
    {
        using var connection = folder.Store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = folder.Store.Kind == StoreKind.Sqlite ? "SELECT name FROM sqlite_schema WHERE type = 'index'" : "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()";
        using var row = command.ExecuteReader();
        List<string> names = [];
        while (row.Read())
        {
            names.Add(row.GetString(0));
        }

        return names;
    }
}
