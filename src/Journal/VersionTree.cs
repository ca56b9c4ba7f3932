namespace Surefoot.Journal;

/// <summary>One version of a record, as far as it matters for who competes with whom.</summary>
/// <param name="BaseVersion">The version its writer started from; 0 for none.</param>
/// <param name="Settles">Versions its writer saw side by side and brought together; usually empty.</param>
public sealed record VersionNode(int Version, int BaseVersion, EntryState State, IReadOnlyList<int> Settles);

/// <summary>A version as it stood at some place of the journal.</summary>
/// <param name="State">In which it was there.</param>
public sealed record KnownVersion(Entry Entry, EntryState State, IReadOnlyList<int> Settles)
{
    public VersionNode InTree => new(Entry.Version, Entry.BaseVersion, State, Settles);
}

/// <summary>Tells, from what each writer started from, which versions of a record compete, which still stand, and what would settle it.</summary>
/// <remarks>
/// A version takes the place of what its writer started from, and of what it settles once it is approved. Withdrawn and returned versions compete
/// with nothing. Nothing is last-writer-wins (INTEGRITY 4.10): whoever is not taken the place of, competes.
/// </remarks>
public static class VersionTree
{
    /// <summary>The versions nobody has taken the place of. More than one: a conflict that a person decides.</summary>
    public static IReadOnlyList<int> Competing(IReadOnlyList<VersionNode> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        return Remaining(versions, Replaced(versions, version => IsLive(version) && (version.Settles.Count == 0 || version.State == EntryState.Approved)));
    }

    /// <summary>The versions that have not been taken the place of by an approved one: what may still turn out to be true.</summary>
    public static IReadOnlyList<int> Standing(IReadOnlyList<VersionNode> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        return Remaining(versions, Replaced(versions, version => version.State == EntryState.Approved));
    }

    /// <summary>Whether no two versions compete any more once these are approved.</summary>
    public static bool EndsConflict(IReadOnlyList<VersionNode> versions, IReadOnlySet<int> approved)
    {
        ArgumentNullException.ThrowIfNull(versions);
        ArgumentNullException.ThrowIfNull(approved);
        return Competing([.. versions.Select(version => approved.Contains(version.Version) ? version with { State = EntryState.Approved } : version)]).Count <= 1;
    }

    private static bool IsLive(VersionNode version) => version.State is not (EntryState.Withdrawn or EntryState.Returned);

    private static List<int> Remaining(IReadOnlyList<VersionNode> versions, HashSet<int> replaced) =>
        [.. versions.Where(version => IsLive(version) && !replaced.Contains(version.Version)).Select(version => version.Version).Order()];

    private static HashSet<int> Replaced(IReadOnlyList<VersionNode> versions, Func<VersionNode, bool> replaces)
    {
        var byNumber = versions.ToDictionary(version => version.Version);
        var replaced = new HashSet<int>();
        // Approved ones first: what one of them stands on, it stands on wholly, also on what a version below it settled.
        foreach (var version in versions.Where(replaces).OrderByDescending(version => version.State == EntryState.Approved))
        {
            var through = version.State == EntryState.Approved;
            var open = new Stack<int>(through ? version.Settles.Append(version.BaseVersion) : [version.BaseVersion]);
            while (open.TryPop(out var number))
            {
                if (number != version.Version && byNumber.TryGetValue(number, out var below) && replaced.Add(number))
                {
                    open.Push(below.BaseVersion);
                    foreach (var settled in through ? below.Settles : [])
                    {
                        open.Push(settled);
                    }
                }
            }
        }

        return replaced;
    }
}
