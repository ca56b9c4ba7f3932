namespace Surefoot.Journal;

/// <summary>Holds each entry against the versions of its record before it: numbered without gaps, under one type and client key.</summary>
internal sealed class VersionCheck
{
    private readonly Dictionary<Guid, (int Version, int Key)> _records = [];

    /// <summary>Of the entry last checked.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>Of the entry last checked.</summary>
    public int Version { get; private set; }

    /// <summary>Why the entry does not follow the versions before it, or null.</summary>
    /// <param name="fields">Of an entry whose form holds.</param>
    public string? Next(EntryHash fields)
    {
        RecordId = Guid.ParseExact(fields.Text(EntryField.RecordId), "D");
        var version = fields.Number(EntryField.Version);

        // Type and key are compared by a hash of 32 bits: a slip is found, and whoever forges finds no way round the hashed chain by it.
        var key = default(HashCode);
        key.AddBytes(fields.Field(EntryField.RecordType));
        key.Add(0);
        key.AddBytes(fields.Field(EntryField.ClientKey));
        var identity = key.ToHashCode();
        var (before, known) = _records.TryGetValue(RecordId, out var latest) ? latest : (0, identity);
        if (version != before + 1L || identity != known)
        {
            return FormattableString.Invariant($"it is not the next version of its record, which would be {before + 1L}");
        }

        if (fields.Number(EntryField.BaseVersion) >= version)
        {
            return "it starts from a version that did not exist yet";
        }

        Version = (int)version;
        _records[RecordId] = (Version, identity);
        return null;
    }
}
