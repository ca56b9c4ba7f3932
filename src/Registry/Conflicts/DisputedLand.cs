using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Conflicts;

/// <summary>Land about which versions compete. Unsure means dangerous: of a hazard the union of all standing versions holds, of a release nothing.</summary>
/// <remarks>The same for the account and for maps, as known at the moment of the query, until an approved version settles it.</remarks>
public sealed class DisputedLand
{
    private readonly HashSet<Guid> _records;

    private DisputedLand(HashSet<Guid> records, IReadOnlyList<RecordRow> furtherHazards)
    {
        _records = records;
        FurtherHazards = furtherHazards;
    }

    /// <summary>Standing versions of disputed hazard areas that an approved list does not show; their ground is suspected.</summary>
    public IReadOnlyList<RecordRow> FurtherHazards { get; }

    /// <summary>Whether the versions of a record compete. A release of which this is true releases nothing.</summary>
    public bool Holds(RecordRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _records.Contains(row.RecordId);
    }

    /// <summary>Key of a further version where that of its record is taken.</summary>
    public static string KeyOf(RecordRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return FormattableString.Invariant($"{row.Id} version {row.Version}");
    }

    public static DisputedLand Read(RegistryReader reader, RecordQuery query)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(query);
        var conflicts = reader.Conflicts(null, query.KnownAt);
        var shown = query with { Where = null };
        return new(
            conflicts.Select(conflict => conflict.RecordId).ToHashSet(),
            [.. conflicts.Where(conflict => conflict.Type == "hazard-area").SelectMany(conflict => Further(reader, shown, conflict))]);
    }

    private static IEnumerable<RecordRow> Further(RegistryReader reader, RecordQuery query, Conflict conflict)
    {
        var held = reader.Find(conflict.Type, conflict.Id, query);
        return conflict.Versions
            .Where(version => version.Sequence != held?.Sequence)
            .Select(version => reader.At(conflict.Type, version.Sequence))
            .OfType<RecordRow>()
            .Where(row => row.Wkb is not null);
    }
}
