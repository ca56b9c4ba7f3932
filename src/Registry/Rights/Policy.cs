namespace Surefoot.Registry.Rights;

/// <summary>The one policy table (verb × scope × tier for each role, the persons in them, the verb of each door) and the one check.</summary>
public sealed class Policy
{
    /// <summary>A national policy in the data folder; it stands instead of the shipped roles and persons.</summary>
    public const string FileName = "policy.json";

    /// <summary>Acts on the own machine, without sign-in, when no other person is named.</summary>
    public const string LocalActor = "local";

    private const string LocalPersonRole = "local-person";

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-");

    private readonly Dictionary<string, Actor> _persons;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Grant>> _roles;
    private readonly IReadOnlyDictionary<string, string> _doors;

    internal Policy(int version, DateOnly effective, IReadOnlyDictionary<string, IReadOnlyList<Grant>> roles, IReadOnlyList<Actor> persons, IReadOnlyDictionary<string, string> doors, ApprovalRules approval)
    {
        Approval = approval;
        Version = version;
        Effective = effective;
        _roles = roles;
        _persons = persons.ToDictionary(person => person.Name, StringComparer.Ordinal);
        _doors = doors;
    }

    /// <summary>The table shipped with the product.</summary>
    public static Policy BuiltIn { get; } = ReadBuiltIn();

    public int Version { get; }

    /// <summary>Day from which this version holds.</summary>
    public DateOnly Effective { get; }

    /// <summary>How many people of how many organisations an approval takes.</summary>
    public ApprovalRules Approval { get; }

    public IReadOnlyCollection<Actor> Persons => _persons.Values;

    public IReadOnlyDictionary<string, IReadOnlyList<Grant>> Roles => _roles;

    /// <summary>Every door by its name: a command such as <c>land account</c>, a route such as <c>GET /records/{type}</c>.</summary>
    public IReadOnlyDictionary<string, string> Doors => _doors;

    /// <exception cref="PolicyException">Malformed; says where and why.</exception>
    public static Policy Read(Stream json) => PolicyReader.Read(json, BuiltIn._doors);

    /// <summary>The policy of a data folder: its own file, or else the shipped one.</summary>
    /// <exception cref="PolicyException">The file is malformed. There is no falling back to other rights.</exception>
    public static Policy Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return BuiltIn;
        }

        using var file = File.OpenRead(path);
        return Read(file);
    }

    /// <summary>The person of the table; before there is sign-in also anybody whose name is a plain word, in the role for them (docs/decisions.md, 13).</summary>
    public Actor? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _persons.TryGetValue(name, out var person) ? person
            : _roles.ContainsKey(LocalPersonRole) && IsName(name) ? new Actor(name, LocalPersonRole, "local", Synthetic: false)
            : null;
    }

    /// <summary>The lines of the table for a person and a verb.</summary>
    public IEnumerable<Grant> GrantsOf(Actor person, string verb)
    {
        ArgumentNullException.ThrowIfNull(person);
        return _roles.TryGetValue(person.Role, out var grants) ? grants.Where(grant => grant.Verb == verb && !grant.IsEmpty) : [];
    }

    /// <summary>Whether a person of this name may do what the verb says about anything at all. A name that is no plain word may nothing.</summary>
    public bool May(string actor, string verb) => verb == Verbs.Open || (Find(actor) is { } person && GrantsOf(person, verb).Any());

    /// <summary>The person, if they may; otherwise the answer to hand back. What about is asked with the record at hand.</summary>
    public (Actor? Actor, Declined? Declined) Ask(string actor, string verb)
    {
        if (Find(actor) is not { } person)
        {
            return (null, new Declined("actor.unknown", IsName(actor) ? $"{actor} is nobody whom the policy names." : $"{actor} is not a name: letters, digits and . _ @ - only.", actor, _persons.Count == 0 ? "The policy names nobody." : "Known: " + string.Join(", ", _persons.Keys) + "."));
        }

        return May(actor, verb)
            ? (person, null)
            : (null, new Declined("actor.no-right", $"{actor} ({person.Role}) has no right to {verb}.", actor, Holders(verb) is { Count: > 0 } holders ? "May: " + string.Join(", ", holders) + "." : "Nobody whom the policy names may."));
    }

    /// <summary>The same about one record.</summary>
    public (Actor? Actor, Declined? Declined) Ask(string actor, string verb, Subject subject)
    {
        var (person, declined) = Ask(actor, verb);
        return person is null || Viewer(actor, verb).Sees(subject) ? (person, declined) : (null, OutOfScope(actor, verb));
    }

    /// <summary>The same about all records of a list at once: nobody, where the person has no such right.</summary>
    public Viewer Viewer(string actor, string verb) => Find(actor) is { } person ? new Viewer(person, [.. GrantsOf(person, verb)]) : Rights.Viewer.Nobody;

    /// <summary>What a door asks for before it opens.</summary>
    /// <exception cref="ArgumentException">The table has no such door: a door that nobody thought of stays shut.</exception>
    public string VerbOf(string door) => _doors.TryGetValue(door, out var verb) ? verb : throw new ArgumentException($"The policy names no verb for {door}.", nameof(door));

    public static Declined OutOfScope(string actor, string verb) =>
        new("actor.out-of-scope", $"{actor} has the right to {verb}, but not there: another organisation's, district's or task's records.", actor, "surefoot rights --actor shows what a person may.");

    private List<string> Holders(string verb) => [.. _persons.Values.Where(person => May(person.Name, verb)).Select(person => person.Name)];

    private static bool IsName(string name) => name.Length is > 0 and <= 64 && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    private static Policy ReadBuiltIn()
    {
        using var json = typeof(Policy).Assembly.GetManifestResourceStream("Surefoot.Registry.Rights.policy.json")!;
        return PolicyReader.Read(json, null);
    }
}
