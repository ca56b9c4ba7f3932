using System.Text.Json;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Tests;

/// <summary>Every person × organisation × district × type (tier) × door, as the policy file says by an oracle that reads the JSON by itself.</summary>
public sealed class AccessMatrixTests : IDisposable
{
    private static readonly string[] Organisations = ["SYN-MAC", "SYN-OP-1", "SYN-VC-1"];
    private static readonly string?[] Districts = ["AZ-FUZ", "AZ-AGM", null];

    // One type of each tier and each way to fall into a scope, with what it requires.
    private static readonly Dictionary<string, (string Shape, (string, string)[] Fields)> Types = new(StringComparer.Ordinal)
    {
        ["hazard-area"] = ("POLYGON((47.15 39.6,47.16 39.6,47.16 39.61,47.15 39.6))", [("kind", "confirmed")]),
        ["cleared-area"] = ("POLYGON((47.15 39.6,47.16 39.6,47.16 39.61,47.15 39.6))", [("releasedOn", "2021-04-01"), ("method", "manual")]),
        ["found-item"] = ("POINT(47.15 39.6)", [("category", "uxo"), ("foundOn", "2021-04-01"), ("count", "1")]),
        ["accident"] = ("POINT(47.15 39.6)", [("occurredOn", "2021-04-01"), ("killed", "0"), ("injured", "1")]),
        ["settlement"] = ("POINT(47.15 39.6)", []),
        ["casualty"] = ("", [("accident", "A"), ("outcome", "injured")]),
        ["spend"] = ("", [("fundingLine", "F"), ("activity", "clearance"), ("spentOn", "2021-04-01"), ("amount", "1"), ("currency", "USD")]),
        ["stated-priority"] = ("POINT(47.15 39.6)", []),
        ["team-day-report"] = ("POLYGON((47.15 39.6,47.16 39.6,47.16 39.61,47.15 39.6))", [("workedOn", "2021-04-01"), ("team", "T"), ("task", "SYN-TK-1")]),
    };

    private static readonly JsonElement Table = ReadTable();

    private readonly TestFolder _folder = new();
    private readonly List<(string Type, string Id, string Organisation, string? District, string? Task)> _records = [];

    public AccessMatrixTests()
    {
        foreach (var (code, (shape, required)) in Types)
        {
            var type = _folder.Types.Get(code);
            var optional = Required(type, required);
            List<NewEntry> entries = [];
            foreach (var organisation in Organisations)
            {
                foreach (var district in type.Ordinal("district") >= 0 ? Districts : [null])
                {
                    var id = $"{code}-{organisation}-{district ?? "none"}";
                    List<(string, string)> fields = [("id", id), ("organisation", organisation), .. optional];
                    if (district is not null)
                    {
                        fields.Add(("district", district));
                    }

                    entries.Add(_folder.Entry(code, shape, [.. fields]));
                    _records.Add((code, id, organisation, district, code == "team-day-report" ? "SYN-TK-1" : null));
                }
            }

            _folder.Store.Append(new WriteContext(TestFolder.Officer, "syn-mine-action-centre", "batch-" + code, "test"), entries, null, TestContext.Current.CancellationToken);
            _folder.Approve("batch-" + code);
        }
    }

    public void Dispose() => _folder.Dispose();

    // For doors that are asked record by record.
    private IEnumerable<(string Type, string Id, string Organisation, string? District, string? Task)> Sample =>
        _records.Where(record => record.Organisation != "SYN-VC-1" && record.District is not "AZ-AGM" || record.District is "AZ-AGM" && record.Organisation == "SYN-OP-1" || record.Type == "stated-priority");

    [Fact]
    public void Lists_counts_pages_finds_and_boxes_hold_what_the_oracle_allows_and_nothing_else()
    {
        foreach (var person in Persons())
        {
            foreach (var verb in (string[])[Verbs.Read, Verbs.ReadPersonal])
            {
                var reader = _folder.Reader.For(_folder.Policy.Viewer(person, verb));
                foreach (var code in verb == Verbs.Read ? Types.Keys : (IEnumerable<string>)["casualty"])
                {
                    var expected = _records.Where(record => record.Type == code && Allows(person, verb, record)).Select(record => record.Id).Order(StringComparer.Ordinal).ToList();
                    var what = $"{person} {verb} {code}";
                    reader.List(code, RecordQuery.Now with { Order = RecordOrder.Id }).Select(row => row.Id).ToList().ShouldBe(expected, what);
                    reader.Count(code, RecordQuery.Now).ShouldBe(expected.Count, what);
                    reader.Count(code, new RecordQuery(AsOf: new DateOnly(2022, 1, 1))).ShouldBe(expected.Count, what);
                    reader.Count(code, new RecordQuery(KnownAt: _folder.Clock.Now)).ShouldBe(expected.Count, what);
                    reader.Ids(code).Order(StringComparer.Ordinal).ToList().ShouldBe(expected, what);
                    reader.ListVersions(code).Count().ShouldBe(expected.Count, what);
                    if (_folder.Types.Get(code).Shape != ShapeKind.None)
                    {
                        reader.Count(code, RecordQuery.Now with { Box = new GeoBox(47, 39, 48, 40) }).ShouldBe(expected.Count, what);
                    }

                    foreach (var record in verb == Verbs.Read ? Sample.Where(record => record.Type == code) : [])
                    {
                        (reader.Find(code, record.Id) is not null).ShouldBe(expected.Contains(record.Id), $"{what} {record.Id}");
                    }
                }
            }
        }
    }

    [Fact]
    public void The_check_on_a_record_at_hand_says_what_the_oracle_says()
    {
        var cells = 0;
        List<string> wrong = [];
        foreach (var person in Persons())
        {
            foreach (var verb in Verbs.All)
            {
                var viewer = _folder.Policy.Viewer(person, verb);
                foreach (var code in Types.Keys)
                {
                    foreach (var organisation in (string[])["SYN-MAC", "SYN-OP-1", "SYN-OP-2", "SYN-VC-1", "SYN-DONOR-1"])
                    {
                        foreach (var (district, task) in ((string?, string?)[])[("AZ-FUZ", null), ("AZ-AGM", null), ("AZ-LAC", null), (null, null), (null, "SYN-TK-1"), ("AZ-FUZ", "SYN-TK-2")])
                        {
                            var subject = new Subject(_folder.Types.Get(code), organisation, district, task);
                            var allowed = Allows(person, verb, (code, "", organisation, district, task));
                            if (viewer.Sees(subject) != allowed || (_folder.Policy.Ask(person, verb, subject).Declined is null) != allowed)
                            {
                                wrong.Add($"{person} {verb} {subject}");
                            }

                            cells++;
                        }
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
        cells.ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public void A_history_that_may_not_be_seen_is_answered_as_one_that_is_not_there()
    {
        foreach (var person in Persons())
        {
            foreach (var record in Sample)
            {
                var personal = record.Type == "casualty";
                var outcome = new ShowHistory(_folder.Store, _folder.Types, _folder.Policy, _folder.Clock).Handle(record.Id, person, reason: "test of the matrix");
                var allowed = Allows(person, personal ? Verbs.ReadPersonal : Verbs.Read, record);
                (outcome.History is not null).ShouldBe(allowed, $"{person} {record.Id}");
                if (!allowed && outcome.Declined!.Code != "actor.no-right")
                {
                    var missing = new ShowHistory(_folder.Store, _folder.Types, _folder.Policy, _folder.Clock).Handle("missing", person, reason: "test of the matrix").Declined!;
                    (outcome.Declined with { Message = "", Where = "" }).ShouldBe(missing with { Message = "", Where = "" });
                    outcome.Declined.Message.Replace(record.Id, "missing", StringComparison.Ordinal).ShouldBe(missing.Message);
                }
            }
        }
    }

    [Fact]
    public void Acts_reach_what_the_oracle_allows()
    {
        foreach (var person in Persons())
        {
            foreach (var record in Sample)
            {
                // All is approved already: whoever may approve it hears that there is nothing to decide.
                var code = new ApproveRecords(_folder.Store, _folder.Policy).Handle(record.Id, person).Declined!.Code;
                var allowed = Allows(person, Verbs.Approve, record);
                code.ShouldBe(
                    allowed ? "nothing-to-decide"
                    : !Holds(person, Verbs.Approve) ? "actor.no-right"
                    : Allows(person, Verbs.Read, record) ? "actor.out-of-scope"
                    : "id-not-found",
                    $"{person} {record.Id}");
            }

            foreach (var type in Types.Keys)
            {
                var declined = new WithdrawRecords(_folder.Store, _folder.Policy).Handle("batch-" + type, person, "test").Declined?.Code;
                var all = _records.Where(record => record.Type == type).All(record => Allows(person, Verbs.Withdraw, record));
                // The first one withdraws it; who else may hears that it is done.
                // Approved hazard takes another organisation: who is of the same as whoever asked first hears so.
                (declined is null or "nothing-to-decide" || (type == "hazard-area" && declined == "withdrawal-needs-another-organisation")).ShouldBe(all, $"{person} {type}");
            }
        }
    }

    private static IEnumerable<string> Persons() => [.. Table.GetProperty("persons").EnumerateArray().Select(person => person.GetProperty("name").GetString()!), "anybody"];

    private static bool Holds(string name, string verb) => GrantsOf(name, verb).Any();

    private static bool Allows(string name, string verb, (string Type, string Id, string Organisation, string? District, string? Task) record) => GrantsOf(name, verb).Any(grant =>
        TierOf(record.Type) <= TierNumber(grant.GetProperty("tier").GetString()!)
        && (!grant.TryGetProperty("types", out var types) || types.EnumerateArray().Any(type => type.GetString() == record.Type))
        && Texts(grant.GetProperty("scope")).All(scope => scope switch
        {
            "all" => true,
            "own-organisation" => record.Organisation == PersonOf(name)?.GetProperty("organisation").GetString(),
            "district" => record.District is not null && ListOf(name, "districts").Contains(record.District),
            "task" => record.Task is not null && ListOf(name, "tasks").Contains(record.Task),
            _ => false,
        }));

    private static IEnumerable<JsonElement> GrantsOf(string name, string verb) =>
        Table.GetProperty("roles").GetProperty(PersonOf(name)?.GetProperty("role").GetString() ?? "local-person").EnumerateArray().Where(grant => Texts(grant.GetProperty("verb")).Contains(verb));

    private static JsonElement? PersonOf(string name) => Table.GetProperty("persons").EnumerateArray().Where(person => person.GetProperty("name").GetString() == name).Select(person => (JsonElement?)person).FirstOrDefault();

    private static IEnumerable<string> ListOf(string name, string member) => PersonOf(name) is { } person && person.TryGetProperty(member, out var list) ? Texts(list) : [];

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.String ? [value.GetString()!] : value.EnumerateArray().Select(one => one.GetString()!);

    private static int TierNumber(string tier) => Array.IndexOf(["public", "partner", "restricted", "personal", "legal"], tier);

    private static int TierOf(string type) => type switch { "settlement" => 0, "cleared-area" or "spend" or "stated-priority" => 1, "casualty" => 3, _ => 2 };

    private static (string, string)[] Required(RecordDescriptor type, (string, string)[] given) =>
        [.. given, .. type.DeclaredFields.Where(field => field.Required && field.Name is not ("organisation" or "synthetic") && !given.Any(pair => pair.Item1 == field.Name)).Select(field => (field.Name, Some(field)))];

    private static string Some(FieldDescriptor field) => field.Type switch
    {
        FieldType.Date => "2021-04-01",
        FieldType.Integer or FieldType.Number => "1",
        FieldType.Boolean => "true",
        FieldType.Code or FieldType.Codes => CodeLists.CodeListCatalogue.BuiltIn.Get(field.CodeList!).Codes[0].Code,
        _ => "X-1",
    };

    private static JsonElement ReadTable()
    {
        using var json = typeof(Policy).Assembly.GetManifestResourceStream("Surefoot.Registry.Rights.policy.json")!;
        return JsonDocument.Parse(json).RootElement;
    }
}
