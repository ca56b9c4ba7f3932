namespace Surefoot.Journal;

/// <summary>Where one version of a record stands. Only approved versions reach the land account and the maps.</summary>
public enum EntryState
{
    Draft,
    Submitted,
    Approved,
    Returned,
    Withdrawn,
}

/// <summary>Who may see a record or a field, from everyone to custodian and lawyer (DESIGN 7).</summary>
public enum Tier
{
    Public,
    Partner,
    Restricted,
    Personal,
    Legal,
}

/// <summary>One line of the append-only journal, exactly as it was hashed. Nothing in it ever changes.</summary>
/// <param name="Sequence">1, 2, 3 … without gaps.</param>
/// <param name="RecordId">UUIDv7 of the record this is a version of.</param>
/// <param name="RecordType">Code of the record type, such as <c>hazard-area</c>, or of an act, such as <c>decision</c>.</param>
/// <param name="Schema">Type and version of the payload, such as <c>hazard-area@1</c>.</param>
/// <param name="Version">1 for the first version of a record, then one more each time.</param>
/// <param name="BaseVersion">The version the writer started from; 0 for a new record. Not Version − 1 means a conflict a person decides.</param>
/// <param name="Batch">Groups what came in together; an import is approved and undone by batch.</param>
/// <param name="ClientKey">The sender's own key of the record; the same content under the same key twice changes nothing.</param>
/// <param name="EventDate">When it happened in the field, if it is an event.</param>
/// <param name="InformationDate">When it was true in the field.</param>
/// <param name="DeviceTime">What the sender's clock said; kept, never trusted.</param>
/// <param name="RecordedAt">When we learnt it.</param>
/// <param name="KeyId">Key that the payload is encrypted with; null for a payload in the clear.</param>
/// <param name="Payload">Canonical JSON (RFC 8785), or its ciphertext when <paramref name="KeyId"/> is set.</param>
/// <param name="Geometry">Geometry as entered, byte for byte; empty if the record has none.</param>
/// <param name="PreviousHash">Hash of the entry before, 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256 as docs/journal-format.md states it.</param>
public sealed record Entry(
    long Sequence,
    Guid RecordId,
    string RecordType,
    string Schema,
    int Version,
    int BaseVersion,
    string Batch,
    string ClientKey,
    DateOnly? EventDate,
    DateOnly InformationDate,
    DateTimeOffset? DeviceTime,
    DateTimeOffset RecordedAt,
    string Actor,
    string Organisation,
    string Reason,
    EntryState State,
    Tier Tier,
    string? KeyId,
    ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> Geometry,
    ReadOnlyMemory<byte> PreviousHash,
    ReadOnlyMemory<byte> Hash);

/// <summary>What a writer hands to the journal; sequence, version, time and hash are the journal's to give.</summary>
public sealed record NewEntry
{
    /// <summary>As <see cref="BaseVersion"/>: whatever is the latest. For a sender that always hands in its whole present list, such as a file import.</summary>
    public const int LatestVersion = -1;

    public required string RecordType { get; init; }
    public required string Schema { get; init; }
    public required string ClientKey { get; init; }

    /// <summary>The version the writer saw; 0 for a record it believes to be new.</summary>
    public int BaseVersion { get; init; }

    public DateOnly? EventDate { get; init; }
    public required DateOnly InformationDate { get; init; }
    public DateTimeOffset? DeviceTime { get; init; }

    /// <summary>Draft or submitted; every other state comes from a decision.</summary>
    public required EntryState State { get; init; }

    public required Tier Tier { get; init; }

    /// <summary>Canonical JSON in the clear; a payload of tier personal is encrypted by the journal with the record's own key.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    public ReadOnlyMemory<byte> Geometry { get; init; }
}

/// <summary>Who writes, for whom, in which batch and why. The same for every entry of one append.</summary>
public sealed record WriteContext(string Actor, string Organisation, string Batch, string Reason)
{
    /// <summary>Only of decisions: everything is checked and answered as if it were done, and nothing of it stays.</summary>
    public bool Rehearsal { get; init; }
}

/// <summary>What became of each entry handed in, in the same order.</summary>
public enum AppendOutcome
{
    New,
    Changed,
    Unchanged,

    /// <summary>Not written: the person's key was destroyed, and the same list sent again does not bring the person back.</summary>
    Forgotten,
}

/// <summary>The receipt of a streamed append. Sequences are 0 if nothing was written.</summary>
public sealed record AppendCounts(string Batch, long New, long Changed, long Unchanged, long Forgotten, long FirstSequence, long LastSequence);

/// <summary>What became of each entry, in the order handed in. Sequences are 0 if nothing was written.</summary>
public sealed record AppendReceipt(string Batch, IReadOnlyList<AppendOutcome> Outcomes, long FirstSequence, long LastSequence);
