namespace Surefoot.Registry.Reading;

/// <summary>A box in degrees of longitude and latitude.</summary>
public readonly record struct GeoBox(double MinX, double MinY, double MaxX, double MaxY);

public enum RecordOrder
{
    /// <summary>As the journal learnt them; needs no sorting.</summary>
    Sequence,

    /// <summary>By the source's key, in the order of its bytes.</summary>
    Id,

    /// <summary>However they come; for counting.</summary>
    Any,
}

/// <summary>Which records, as of when, as known when.</summary>
/// <param name="AsOf">The newest version whose information date is not after this day; null: whatever its date.</param>
/// <param name="KnownAt">Only what was recorded, and decided, by this instant; null: all we know.</param>
/// <param name="Box">Records whose box touches this one.</param>
/// <param name="ApprovedOnly">Only approved versions, as in the land account and on maps; otherwise the newest that is not withdrawn, whatever its state.</param>
/// <param name="Where">Field name to value as text; all must be equal. A custom choice of several is equal if the value is one of them.</param>
/// <param name="Batch">Only versions of this batch.</param>
/// <param name="EveryVersion">Not one version of each record but all that hold, in the order of the journal.</param>
public sealed record RecordQuery(
    DateOnly? AsOf = null,
    DateTimeOffset? KnownAt = null,
    GeoBox? Box = null,
    bool ApprovedOnly = true,
    IReadOnlyDictionary<string, string>? Where = null,
    string? Batch = null,
    int? Limit = null,
    int Offset = 0,
    RecordOrder Order = RecordOrder.Sequence,
    bool EveryVersion = false)
{
    /// <summary>All approved records as we know them now.</summary>
    public static RecordQuery Now { get; } = new();
}
