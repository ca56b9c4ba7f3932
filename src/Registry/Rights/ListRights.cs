namespace Surefoot.Registry.Rights;

/// <param name="Scope">All must hold.</param>
/// <param name="Tier">The highest.</param>
/// <param name="Types">Null for all.</param>
/// <param name="Position">"cell": places are told as a cell of about a kilometre; null: exactly.</param>
public sealed record GrantLine(string Verb, IReadOnlyList<string> Scope, string Tier, IReadOnlyList<string>? Types, string? Position = null);

public sealed record RoleLines(string Role, IReadOnlyList<GrantLine> Grants);

/// <param name="Doors">Commands and routes that open for the person; about which records is in the grants.</param>
public sealed record PersonRights(Actor Person, IReadOnlyList<GrantLine> Grants, IReadOnlyList<string> Doors);

/// <summary>Says the table, and what one person may, as the check itself reads them.</summary>
public static class ListRights
{
    public static IReadOnlyList<RoleLines> Roles(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. policy.Roles.OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => new RoleLines(role.Key, [.. role.Value.Select(Line)]))];
    }

    /// <summary>Null for a name that nobody can have.</summary>
    public static PersonRights? Of(Policy policy, string name)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Find(name) is { } person
            ? new(
                person,
                [.. Verbs.All.SelectMany(verb => policy.GrantsOf(person, verb)).Select(Line)],
                [.. policy.Doors.Where(door => policy.May(name, door.Value)).Select(door => door.Key).Order(StringComparer.Ordinal)])
            : null;
    }

    private static GrantLine Line(Grant grant) => new(grant.Verb, [.. grant.Scopes.Select(PolicyReader.ScopeName)], PolicyReader.TierName(grant.Tier), grant.Types, grant.InCells ? PolicyReader.Cell : null);
}
