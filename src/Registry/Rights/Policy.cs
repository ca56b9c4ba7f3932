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
        Approval = content.Approval ?? ApprovalRules.FourEyes;
        _persons = content.Persons.ToDictionary(person => person.Name, StringComparer.Ordinal);
        _verbs = content.Roles.ToDictionary(role => role.Key, role => role.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>The table shipped with the product.</summary>
    public static Policy BuiltIn { get; } = ReadBuiltIn();

    /// <summary>Acts on the own machine, without sign-in, when no other person is named.</summary>
    public const string LocalActor = "local";

    private const string LocalPersonRole = "local-person";

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-");

    public int Version { get; }

    /// <summary>How many people of how many organisations an approval takes.</summary>
    public ApprovalRules Approval { get; }

    public IReadOnlyCollection<Actor> Persons => _persons.Values;

    public static Policy Read(Stream json) =>
        new(JsonSerializer.Deserialize<Content>(json, JsonSerializerOptions.Web) ?? throw new ArgumentException("An empty policy.", nameof(json)));

    /// <summary>The person of the table; before there is sign-in also anybody whose name is a plain word, in the role for them (docs/decisions.md, 13).</summary>
    public Actor? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _persons.TryGetValue(name, out var person) ? person
            : _verbs.ContainsKey(LocalPersonRole) && name.Length is > 0 and <= 64 && !name.AsSpan().ContainsAnyExcept(NameCharacters) ? new Actor(name, LocalPersonRole, "local", Synthetic: false)
            : null;
    }

    /// <summary>Whether a person of this name may do what the verb says. A name that is no plain word may nothing.</summary>
    public bool May(string actor, string verb) =>
        Find(actor) is { } person && _verbs.TryGetValue(person.Role, out var verbs) && verbs.Contains(verb);

    /// <summary>The person, if they may; otherwise the answer to hand back.</summary>
    public (Actor? Actor, Declined? Declined) Ask(string actor, string verb)
    {
        if (Find(actor) is not { } person)
        {
            return (null, new Declined("actor.unknown", $"{actor} is not a name: letters, digits and . _ @ - only.", actor, "Known: " + string.Join(", ", _persons.Keys) + "."));
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

    private sealed record Content(int Version, IReadOnlyDictionary<string, IReadOnlyList<string>> Roles, IReadOnlyList<Actor> Persons, ApprovalRules? Approval = null);
}
