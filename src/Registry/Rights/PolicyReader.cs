using System.Globalization;
using System.Text.Json;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Rights;

/// <summary>Reads the table and refuses what it does not understand, with the place: a right that was misspelt must not be a right that nobody notices.</summary>
internal static class PolicyReader
{
    /// <summary>Version of the form of the table.</summary>
    private const int Form = 2;

    private static readonly Dictionary<string, RightScope> Scopes = new(StringComparer.Ordinal)
    {
        ["all"] = RightScope.All,
        ["own-organisation"] = RightScope.OwnOrganisation,
        ["district"] = RightScope.District,
        ["task"] = RightScope.Task,
        ["none"] = RightScope.None,
    };

    private static readonly Dictionary<string, Tier> Tiers = Enum.GetValues<Tier>().ToDictionary(TierName, StringComparer.Ordinal);

    /// <summary>A grant's position, where it is not exact.</summary>
    public const string Cell = "cell";

    public static string TierName(Tier tier) => tier.ToString().ToLowerInvariant();

    public static string ScopeName(RightScope scope) => Scopes.First(pair => pair.Value == scope).Key;

    /// <param name="doors">Those of the product; null to read them from the table itself.</param>
    public static Policy Read(Stream json, IReadOnlyDictionary<string, string>? doors)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            Require(root.ValueKind == JsonValueKind.Object, "$", "a JSON object is wanted");
            OnlyKnown(root, "$", "form", "version", "effective", "roles", "persons", "doors", "approval", "note");
            Require(Member(root, "$", "form") is { ValueKind: JsonValueKind.Number } form && form.TryGetInt32(out var written) && written == Form, "$.form", $"{Form} is wanted: the form with roles of grants {{verb, scope, tier}}");
            Require(Member(root, "$", "version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var version) && version > 0, "$.version", "a whole number from 1 is wanted");
            Require(DateOnly.TryParseExact(Text(root, "$", "effective"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var effective), "$.effective", "a date as YYYY-MM-DD is wanted");
            Require(doors is null || !root.TryGetProperty("doors", out _), "$.doors", "the doors are the product's; a national policy has none");
            var roles = Roles(Member(root, "$", "roles"));
            return new Policy(Member(root, "$", "version").GetInt32(), effective, roles, Persons(Member(root, "$", "persons"), roles), doors ?? Doors(Member(root, "$", "doors")), Approval(root));
        }
        catch (JsonException failure)
        {
            throw new PolicyException(string.Create(CultureInfo.InvariantCulture, $"line {failure.LineNumber + 1}"), "this is not JSON: " + failure.Message);
        }
    }

    private static Dictionary<string, IReadOnlyList<Grant>> Roles(JsonElement roles)
    {
        Require(roles.ValueKind == JsonValueKind.Object, "$.roles", "an object of roles is wanted");
        Dictionary<string, IReadOnlyList<Grant>> read = new(StringComparer.Ordinal);
        foreach (var role in roles.EnumerateObject())
        {
            var where = "$.roles." + role.Name;
            Require(role.Value.ValueKind == JsonValueKind.Array, where, "an array of grants is wanted");
            List<Grant> grants = [];
            var i = 0;
            foreach (var grant in role.Value.EnumerateArray())
            {
                grants.AddRange(Grants(grant, string.Create(CultureInfo.InvariantCulture, $"{where}[{i++}]")));
            }

            Require(read.TryAdd(role.Name, grants), where, "the role stands here twice");
        }

        return read;
    }

    private static IEnumerable<Grant> Grants(JsonElement grant, string where)
    {
        Require(grant.ValueKind == JsonValueKind.Object, where, "a grant {verb, scope, tier} is wanted");
        OnlyKnown(grant, where, "verb", "scope", "tier", "types", "position");
        var scopes = Texts(Member(grant, where, "scope"), where + ".scope");
        foreach (var scope in scopes)
        {
            Require(Scopes.ContainsKey(scope), where + ".scope", $"{scope} is no scope; there are {string.Join(", ", Scopes.Keys)}");
        }

        Require(scopes.Count == 1 || !(scopes.Contains("all") || scopes.Contains("none")), where + ".scope", "all and none stand alone");
        var tier = Text(grant, where, "tier");
        Require(Tiers.ContainsKey(tier), where + ".tier", $"{tier} is no tier; there are {string.Join(", ", Tiers.Keys)}");
        var types = grant.TryGetProperty("types", out var named) ? Texts(named, where + ".types") : null;
        foreach (var type in types ?? [])
        {
            Require(RecordTypes.BuiltIn.TryGet(type, out _), where + ".types", $"there is no record type {type}");
        }

        var inCells = grant.TryGetProperty("position", out var position);
        Require(!inCells || position is { ValueKind: JsonValueKind.String } && position.GetString() == Cell, where + ".position", $"{Cell} is wanted, or no position: exact");
        foreach (var verb in Texts(Member(grant, where, "verb"), where + ".verb"))
        {
            Require(Verbs.All.Contains(verb), where + ".verb", $"{verb} is no verb; there are {string.Join(", ", Verbs.All)}");
            yield return new Grant(verb, [.. scopes.Select(scope => Scopes[scope])], Tiers[tier], types) { InCells = inCells };
        }
    }

    private static List<Actor> Persons(JsonElement persons, Dictionary<string, IReadOnlyList<Grant>> roles)
    {
        Require(persons.ValueKind == JsonValueKind.Array, "$.persons", "an array of persons is wanted");
        List<Actor> read = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var person in persons.EnumerateArray())
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"$.persons[{read.Count}]");
            Require(person.ValueKind == JsonValueKind.Object, where, "a person {name, role, organisation} is wanted");
            OnlyKnown(person, where, "name", "role", "organisation", "synthetic", "districts", "tasks");
            var name = Text(person, where, "name");
            var role = Text(person, where, "role");
            Require(name.Length > 0 && names.Add(name), where + ".name", $"{name} stands here twice, or is empty");
            Require(roles.ContainsKey(role), where + ".role", $"there is no role {role}");
            Require(!person.TryGetProperty("synthetic", out var synthetic) || synthetic.ValueKind is JsonValueKind.True or JsonValueKind.False, where + ".synthetic", "true or false is wanted");
            read.Add(new Actor(name, role, Text(person, where, "organisation"), synthetic.ValueKind == JsonValueKind.True)
            {
                Districts = person.TryGetProperty("districts", out var districts) ? Texts(districts, where + ".districts", mayBeEmpty: true) : [],
                Tasks = person.TryGetProperty("tasks", out var tasks) ? Texts(tasks, where + ".tasks", mayBeEmpty: true) : [],
            });
        }

        return read;
    }

    private static ApprovalRules Approval(JsonElement root)
    {
        if (!root.TryGetProperty("approval", out var approval))
        {
            return ApprovalRules.FourEyes;
        }

        foreach (var type in approval.ValueKind == JsonValueKind.Object && approval.TryGetProperty("types", out var types) && types.ValueKind == JsonValueKind.Object ? types.EnumerateObject().Select(one => one.Name) : [])
        {
            Require(RecordTypes.BuiltIn.TryGet(type, out _), "$.approval.types." + type, "there is no such record type, so the rule would hold for nothing");
        }

        OnlyKnown(approval, "$.approval", "version", "types", "note");
        try
        {
            return approval.Deserialize<ApprovalRules>(JsonSerializerOptions.Web) ?? throw new PolicyException("$.approval", "an object {version, types} is wanted");
        }
        catch (Exception failure) when (failure is ArgumentException or JsonException)
        {
            throw new PolicyException("$.approval", failure.Message);
        }
    }

    private static Dictionary<string, string> Doors(JsonElement doors)
    {
        Dictionary<string, string> read = new(StringComparer.Ordinal);
        foreach (var verb in doors.EnumerateObject())
        {
            Require(verb.Name == Verbs.Open || Verbs.All.Contains(verb.Name), "$.doors." + verb.Name, "there is no such verb");
            foreach (var door in Texts(verb.Value, "$.doors." + verb.Name))
            {
                Require(read.TryAdd(door, verb.Name), "$.doors." + verb.Name, $"{door} stands here twice");
            }
        }

        return read;
    }

    private static JsonElement Member(JsonElement of, string where, string name) =>
        of.TryGetProperty(name, out var member) ? member : throw new PolicyException($"{where}.{name}", "is missing");

    private static string Text(JsonElement of, string where, string name) =>
        Member(of, where, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw new PolicyException($"{where}.{name}", "a text is wanted");

    private static List<string> Texts(JsonElement value, string where, bool mayBeEmpty = false)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return [value.GetString()!];
        }

        Require(value.ValueKind == JsonValueKind.Array && (mayBeEmpty || value.GetArrayLength() > 0) && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String), where, "a text or an array of texts is wanted");
        return [.. value.EnumerateArray().Select(one => one.GetString()!)];
    }

    private static void OnlyKnown(JsonElement of, string where, params ReadOnlySpan<string> names)
    {
        foreach (var member in of.EnumerateObject())
        {
            Require(names.Contains(member.Name), $"{where}.{member.Name}", $"is not known here; there are {string.Join(", ", names.ToArray())}");
        }
    }

    private static void Require([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds, string where, string reason)
    {
        if (!holds)
        {
            throw new PolicyException(where, reason);
        }
    }
}
