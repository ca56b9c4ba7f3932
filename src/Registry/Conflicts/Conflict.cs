using Surefoot.Journal;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Conflicts;

/// <summary>Versions of one record that compete until a person decides (INTEGRITY 4.10).</summary>
/// <param name="Id">The source's own key.</param>
/// <param name="BaseVersion">The youngest version that all of them come from; 0 if none.</param>
/// <param name="Versions">All that still stand, first to last: the competing ones, and those that hold until one of them is approved.</param>
public sealed record Conflict(string Type, string Id, Guid RecordId, int BaseVersion, IReadOnlyList<StandingVersion> Versions)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<StandingVersion> Competing => Versions.Where(version => version.Competes);

    /// <summary>The conflict of these versions of one record, or null if there is none.</summary>
    internal static Conflict? Of(IReadOnlyList<KnownVersion> versions)
    {
        List<VersionNode> tree = [.. versions.Select(version => version.InTree)];
        var competing = VersionTree.Competing(tree);
        if (competing.Count < 2)
        {
            return null;
        }

        var standing = VersionTree.Standing(tree);
        var first = versions[0].Entry;
        return new(first.RecordType, first.ClientKey, first.RecordId, CommonBase(tree, competing), [.. versions.Where(version => standing.Contains(version.Entry.Version)).Select(version => Standing(version, competing))]);
    }

    private static StandingVersion Standing(KnownVersion version, IReadOnlyList<int> competing) => new(
        version.Entry.Version,
        version.Entry.BaseVersion,
        StateNames.Of(version.State),
        competing.Contains(version.Entry.Version),
        version.Settles,
        version.Entry.Actor,
        version.Entry.Organisation,
        version.Entry.RecordedAt,
        version.Entry.InformationDate,
        version.Entry.Reason,
        version.Entry.Batch,
        version.Entry.Sequence);

    private static int CommonBase(List<VersionNode> tree, IReadOnlyList<int> competing)
    {
        var bases = tree.ToDictionary(version => version.Version, version => version.BaseVersion);
        var common = competing.Select(Line).Aggregate((a, b) => [.. a.Intersect(b)]);
        return common.Max();

        List<int> Line(int version)
        {
            List<int> line = [0];
            for (var at = bases[version]; at > 0; at = bases.GetValueOrDefault(at))
            {
                line.Add(at);
            }

            return line;
        }
    }
}

/// <param name="Competes">Nobody has taken its place.</param>
/// <param name="Settles">The versions that it brings together once it is approved.</param>
public sealed record StandingVersion(
    int Version,
    int BaseVersion,
    string State,
    bool Competes,
    IReadOnlyList<int> Settles,
    string Actor,
    string Organisation,
    DateTimeOffset RecordedAt,
    DateOnly InformationDate,
    string Reason,
    string Batch,
    long Sequence);
