using System.Text.Json;

namespace Surefoot.Registry.Rights;

/// <summary>Who acts: a name, in a role, for an organisation.</summary>
/// <param name="Synthetic">Invented for the demo.</param>
public sealed record Actor(string Name, string Role, string Organisation, bool Synthetic);

/// <summary>The one policy table (verb × role) and the one check.</summary>
public sealed class Policy
{
    private readonly Dictionary<string, Actor> _persons;
    private readonly Dictionary<string, HashSet<string>> _verbs;

    private Policy(Content content)
    {
        Version = content.Version;
        _persons = content.Persons.ToDictionary(person => person.Name, StringComparer.Ordinal);
        _verbs = content.Roles.ToDictionary(role => role.Key, role => role.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>The table shipped with the product.</summary>
    public static Policy BuiltIn { get; } = ReadBuiltIn();

    /// <summary>Acts on the own machine, without sign-in, when no other person is named.</summary>
    public const string LocalActor = "local";

    public int Version { get; }

    public IReadOnlyCollection<Actor> Persons => _persons.Values;

    public static Policy Read(Stream json) =>
        new(JsonSerializer.Deserialize<Content>(json, JsonSerializerOptions.Web) ?? throw new ArgumentException("An empty policy.", nameof(json)));

    public Actor? Find(string name) => _persons.GetValueOrDefault(name);

    /// <summary>Whether a person of this name may do what the verb says. An unknown person may nothing.</summary>
    public bool May(string actor, string verb) =>
        _persons.TryGetValue(actor, out var person) && _verbs.TryGetValue(person.Role, out var verbs) && verbs.Contains(verb);

    /// <summary>The person, if they may; otherwise the answer to hand back.</summary>
    public (Actor? Actor, Declined? Declined) Ask(string actor, string verb)
    {
        if (Find(actor) is not { } person)
        {
            return (null, new Declined("actor.unknown", $"Nobody is called {actor} here.", actor, "Known: " + string.Join(", ", _persons.Keys) + "."));
        }

        return May(actor, verb)
            ? (person, null)
            : (null, new Declined("actor.no-right", $"{actor} ({person.Role}) has no right to {verb}.", actor, "May: " + string.Join(", ", Holders(verb)) + "."));
    }

    private IEnumerable<string> Holders(string verb) => _persons.Values.Where(person => May(person.Name, verb)).Select(person => person.Name);

    private static Policy ReadBuiltIn()
    {
        using var json = typeof(Policy).Assembly.GetManifestResourceStream("Surefoot.Registry.Rights.policy.json")!;
        return Read(json);
    }

    private sealed record Content(int Version, IReadOnlyDictionary<string, IReadOnlyList<string>> Roles, IReadOnlyList<Actor> Persons);
}
