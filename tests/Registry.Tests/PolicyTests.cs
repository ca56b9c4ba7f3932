using System.Text;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Tests;

public sealed class PolicyTests
{
    private const string Small = """
        {"form":2,"version":7,"effective":"2026-01-01",
         "roles":{"reader":[{"verb":"record.read","scope":["own-organisation","district"],"tier":"partner","types":["cleared-area"]}]},
         "persons":[{"name":"ayla","role":"reader","organisation":"ORG","districts":["AZ-FUZ"]}]}
        """;

    [Fact]
    public void A_national_policy_stands_instead_of_the_shipped_roles_and_persons()
    {
        var policy = Read(Small);
        policy.Version.ShouldBe(7);
        policy.Find("local").ShouldBeNull();
        policy.VerbOf("export").ShouldBe(Policy.BuiltIn.VerbOf("export"));
        var type = RecordTypes.BuiltIn.Get("cleared-area");
        policy.Ask("ayla", Verbs.Read, new Subject(type, "ORG", "AZ-FUZ", null)).Declined.ShouldBeNull();
        policy.Ask("ayla", Verbs.Read, new Subject(type, "ORG", "AZ-AGM", null)).Declined!.Code.ShouldBe("actor.out-of-scope");
        policy.Ask("ayla", Verbs.Read, new Subject(type, "OTHER", "AZ-FUZ", null)).Declined!.Code.ShouldBe("actor.out-of-scope");
        policy.Ask("ayla", Verbs.Read, new Subject(type, "ORG", null, null)).Declined!.Code.ShouldBe("actor.out-of-scope");
        policy.Ask("ayla", Verbs.Read, new Subject(RecordTypes.BuiltIn.Get("hazard-area"), "ORG", "AZ-FUZ", null)).Declined!.Code.ShouldBe("actor.out-of-scope");
        policy.Ask("ayla", Verbs.Export).Declined!.Code.ShouldBe("actor.no-right");
    }

    [Theory]
    [InlineData("\"form\":2", "\"form\":1", "$.form")]
    [InlineData("\"version\":7", "\"version\":\"7\"", "$.version")]
    [InlineData("2026-01-01", "1.1.2026", "$.effective")]
    [InlineData("record.read", "record.raed", "$.roles.reader[0].verb")]
    [InlineData("own-organisation", "own", "$.roles.reader[0].scope")]
    [InlineData("\"own-organisation\"", "\"all\"", "$.roles.reader[0].scope")]
    [InlineData("partner", "secret", "$.roles.reader[0].tier")]
    [InlineData("cleared-area", "cleared", "$.roles.reader[0].types")]
    [InlineData("\"role\":\"reader\"", "\"role\":\"raeder\"", "$.persons[0].role")]
    [InlineData("\"tier\":\"partner\",", "", "$.roles.reader[0].tier")]
    [InlineData("\"districts\"", "\"district\"", "$.persons[0].district")]
    [InlineData("\"persons\"", "\"doors\":{},\"persons\"", "$.doors")]
    [InlineData("\"persons\"", "\"approval\":{\"version\":1,\"types\":{\"canceled-area\":{\"organisations\":2}}},\"persons\"", "$.approval.types.canceled-area")]
    [InlineData("\"persons\"", "\"approval\":{\"version\":1,\"type\":{}},\"persons\"", "$.approval.type")]
    [InlineData("}]}", "}]", "line 3")]
    public void A_malformed_policy_is_refused_with_its_place(string good, string bad, string where) =>
        Should.Throw<PolicyException>(() => Read(Small.Replace(good, bad, StringComparison.Ordinal))).Where.ShouldStartWith(where);

    [Fact]
    public void A_door_that_the_table_does_not_name_stays_shut() => Should.Throw<ArgumentException>(() => Policy.BuiltIn.VerbOf("backdoor"));

    [Fact]
    public void A_field_of_a_higher_tier_is_absent_for_who_may_not_see_it()
    {
        var type = RecordDescriptor.Of(typeof(Guarded));
        var all = Policy.BuiltIn.Viewer("syn-information-officer", Verbs.Read).View(type);
        all.Fields.Select(field => field.Name).ShouldContain("store");
        var some = Policy.BuiltIn.Viewer("syn-public", Verbs.Read).View(type);
        some.Fields.Select(field => field.Name).ShouldBe(["organisation", "synthetic", "place"]);
        some.Ordinal("store").ShouldBe(-1);
    }

    [Fact]
    public void The_example_in_the_page_on_the_policy_is_understood()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Surefoot.slnx")))
        {
            folder = folder.Parent;
        }

        var example = string.Join('\n', File.ReadLines(Path.Combine(folder.FullName, "docs", "policy.md")).SkipWhile(line => !line.StartsWith("    {\"form\"", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));

        Read(example).Find("ayla")!.Districts.ShouldBe(["AZ-FUZ"]);
    }

    private static Policy Read(string json) => Policy.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    [RecordType("test-guarded", Area = "Test", Tier = Journal.Tier.Public)]
    public sealed record Guarded
    {
        [Field]
        public string? Place { get; init; }

        [Field(Tier = Journal.Tier.Restricted)]
        public string? Store { get; init; }
    }
}
