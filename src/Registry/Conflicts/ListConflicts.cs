using Surefoot.Journal;

namespace Surefoot.Registry.Conflicts;

/// <summary>The conflicts that wait for a person, as known at a moment.</summary>
public sealed class ListConflicts(JournalStore store)
{
    /// <param name="type">Only of this record type; null for all.</param>
    /// <param name="knownAt">As it was known then; null: as we know it now.</param>
    public IReadOnlyList<Conflict> Handle(string? type = null, DateTimeOffset? knownAt = null)
    {
        var forked = store.ForkedRecords(type, knownAt is { } at ? store.SequenceAt(at) : long.MaxValue);
        return [.. forked.Where(versions => versions.Count > 0).Select(Conflict.Of).OfType<Conflict>().OrderBy(conflict => conflict.Type, StringComparer.Ordinal).ThenBy(conflict => conflict.Id, StringComparer.Ordinal)];
    }
}
