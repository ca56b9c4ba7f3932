using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Rights;

/// <summary>Whose and where: what a record must have in common with the person.</summary>
public enum RightScope
{
    All,

    /// <summary>Records of the person's organisation.</summary>
    OwnOrganisation,

    /// <summary>Records that state one of the person's districts.</summary>
    District,

    /// <summary>Records that name one of the person's tasks, and these tasks themselves.</summary>
    Task,

    /// <summary>No record at all: says in the table that a role was thought of.</summary>
    None,
}

/// <summary>One line of the table for one verb: records of these types up to this tier that are in every scope named.</summary>
/// <param name="Scopes">All must hold.</param>
/// <param name="Tier">The highest tier.</param>
/// <param name="Types">Codes of record types; null for all.</param>
public sealed record Grant(string Verb, IReadOnlyList<RightScope> Scopes, Tier Tier, IReadOnlyList<string>? Types)
{
    /// <summary>Places are told as the cell of about a kilometre that they lie in, and not exactly.</summary>
    public bool InCells { get; init; }

    public bool IsEmpty => Scopes.Contains(RightScope.None);

    public bool IsForAll => Scopes is [RightScope.All];

    /// <summary>Whether records of this type may fall under it.</summary>
    public bool Covers(RecordDescriptor type) => !IsEmpty && type.Tier <= Tier && (Types is null || Types.Contains(type.Code));
}

/// <summary>What a right is asked about: a record, or as much as is known of one.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="District">Where it says it is; null if it does not say, and then it is in nobody's district.</param>
/// <param name="Task">The task it belongs to.</param>
public sealed record Subject(RecordDescriptor Type, string? Organisation, string? District, string? Task)
{
    /// <summary>The subject that these values, in the order of the type's fields, are.</summary>
    public static Subject Of(RecordDescriptor type, string id, IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(values);
        string? Text(string field) => type.Ordinal(field) is >= 0 and var ordinal ? values[ordinal] as string : null;
        return new(type, Text(ScopeFields.Organisation), Text(ScopeFields.District), type.Code == ScopeFields.Task ? id : Text(ScopeFields.Task));
    }
}

/// <summary>Fields by which a record falls into a scope, where its type has them.</summary>
internal static class ScopeFields
{
    public const string Organisation = "organisation";
    public const string District = "district";

    /// <summary>The field, and the type whose own id it is.</summary>
    public const string Task = "task";
}
