using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>The SQL of table <c>entry</c>: one place that knows the order of its columns.</summary>
internal static class EntryTable
{
    /// <summary>The columns in the order of the hashed fields 1 … 20, then the two hashes.</summary>
    public const string Columns = """
        sequence, record_id, record_type, schema, version, base_version, batch, client_key, event_date, information_date, device_time,
        recorded_at, actor, organisation, reason, state, tier, key_id, payload, geometry, previous_hash, hash
        """;

    private const int PreviousHash = 20;
    private const int Hash = 21;

    public static Statement PrepareInsert(Database database) => database.Prepare(
        $"INSERT INTO entry({Columns}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22)");

    /// <summary>Writes an entry's fields exactly as they stand in the preimage.</summary>
    public static void Insert(Statement insert, Entry entry, EntryHash fields)
    {
        insert.Bind(EntryField.Sequence, entry.Sequence);
        for (var field = EntryField.RecordId; field <= EntryField.KeyId; field++)
        {
            if (!fields.HasValue(field))
            {
                insert.BindNull(field);
            }
            else if (field == EntryField.Version)
            {
                insert.Bind(field, entry.Version);
            }
            else if (field == EntryField.BaseVersion)
            {
                insert.Bind(field, entry.BaseVersion);
            }
            else
            {
                insert.BindText(field, fields.Field(field));
            }
        }

        insert.BindBlob(EntryField.Payload, entry.Payload.Span);
        insert.BindBlob(EntryField.Geometry, entry.Geometry.Span);
        insert.BindBlob(PreviousHash + 1, entry.PreviousHash.Span);
        insert.BindBlob(Hash + 1, entry.Hash.Span);
        insert.Run();
    }

    /// <summary>Writes an entry that was hashed elsewhere, byte for byte.</summary>
    public static void Insert(Statement insert, EntryHash fields, ReadOnlySpan<byte> previousHash, ReadOnlySpan<byte> hash)
    {
        for (var field = EntryField.Sequence; field <= EntryField.KeyId; field++)
        {
            if (!fields.HasValue(field))
            {
                insert.BindNull(field, ColumnType.Text);
            }
            else if (field is EntryField.Sequence or EntryField.Version or EntryField.BaseVersion)
            {
                insert.Bind(field, long.Parse(fields.Field(field), System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                insert.BindText(field, fields.Field(field));
            }
        }

        insert.BindBlob(EntryField.Payload, fields.Field(EntryField.Payload));
        insert.BindBlob(EntryField.Geometry, fields.Field(EntryField.Geometry));
        insert.BindBlob(PreviousHash + 1, previousHash);
        insert.BindBlob(Hash + 1, hash);
        insert.Run();
    }

    /// <summary>Puts the fields of an entry into the preimage.</summary>
    public static void Fill(EntryHash hash, Entry entry)
    {
        hash.Begin(entry.PreviousHash.Span);
        hash.Add(entry.Sequence);
        hash.Add(entry.RecordId.ToString("D"));
        hash.Add(entry.RecordType);
        hash.Add(entry.Schema);
        hash.Add(entry.Version);
        hash.Add(entry.BaseVersion);
        hash.Add(entry.Batch);
        hash.Add(entry.ClientKey);
        hash.Add(entry.EventDate is { } happened ? EntryText.Of(happened) : null, optional: true);
        hash.Add(EntryText.Of(entry.InformationDate));
        hash.Add(entry.DeviceTime is { } device ? EntryText.OfDevice(device) : null, optional: true);
        hash.Add(EntryText.OfInstant(entry.RecordedAt));
        hash.Add(entry.Actor);
        hash.Add(entry.Organisation);
        hash.Add(entry.Reason);
        hash.Add(EntryText.Of(entry.State));
        hash.Add(EntryText.Of(entry.Tier));
        hash.Add(entry.KeyId, optional: true);
        hash.Add(entry.Payload.Span);
        hash.Add(entry.Geometry.Span);
    }

    /// <summary>Puts the stored bytes of the current row into the preimage, without interpreting them.</summary>
    public static void Fill(EntryHash hash, Statement row, ReadOnlySpan<byte> previous)
    {
        hash.Begin(previous);
        for (var column = 0; column < PreviousHash; column++)
        {
            if (row.IsNull(column))
            {
                hash.AddNoValue();
            }
            else
            {
                hash.Add(row.Bytes(column));
            }
        }
    }

    public static ReadOnlySpan<byte> StoredPreviousHash(Statement row) => row.Bytes(PreviousHash);

    public static ReadOnlySpan<byte> StoredHash(Statement row) => row.Bytes(Hash);

    /// <summary>The current row as an entry.</summary>
    public static Entry Read(Statement row) => new(
        row.Integer(0),
        Guid.ParseExact(row.Text(1), "D"),
        row.Text(2),
        row.Text(3),
        checked((int)row.Integer(4)),
        checked((int)row.Integer(5)),
        row.Text(6),
        row.Text(7),
        row.IsNull(8) ? null : EntryText.Date(row.Text(8)),
        EntryText.Date(row.Text(9)),
        row.IsNull(10) ? null : EntryText.Device(row.Text(10)),
        EntryText.Instant(row.Text(11)),
        row.Text(12),
        row.Text(13),
        row.Text(14),
        EntryText.ParseState(row.Text(15)),
        EntryText.ParseTier(row.Text(16)),
        row.IsNull(17) ? null : row.Text(17),
        row.Bytes(18).ToArray(),
        row.Bytes(19).ToArray(),
        row.Bytes(PreviousHash).ToArray(),
        row.Bytes(Hash).ToArray());

    public static IEnumerable<Entry> ReadFrom(Database database, long fromSequence, string? where = null)
    {
        using var rows = database.PrepareLong($"SELECT {Columns} FROM entry WHERE sequence >= ?1 {where} ORDER BY sequence");
        rows.Bind(1, fromSequence);
        while (rows.Step())
        {
            yield return Read(rows);
        }
    }
}
