using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>The keys of persons, in a file of their own so that no backup or export of the journal carries them.</summary>
internal sealed class KeyStore : IDisposable
{
    public const int KeyBytes = 32;

    private readonly Lock _gate = new();
    private readonly SqliteDatabase _database;
    private readonly IKeySource _source;
    private readonly Statement _find;
    private readonly Statement _insert;
    private readonly Statement _destroy;

    public KeyStore(string path, IKeySource source)
        : this(path, source, isNewFile: !File.Exists(path))
    {
    }

    private KeyStore(string path, IKeySource source, bool isNewFile)
    {
        _source = source;

        // No write-ahead log: it would keep old pages, and a destroyed key on them, until it happens to be overwritten.
        _database = SqliteDatabase.OpenWriter(path, journalMode: "DELETE");
        if (isNewFile && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _database.Execute("CREATE TABLE IF NOT EXISTS record_key(key_id TEXT PRIMARY KEY, key BLOB, destroyed_at TEXT) STRICT; CREATE TABLE IF NOT EXISTS journal(one INTEGER PRIMARY KEY, id TEXT NOT NULL) STRICT");
        _find = _database.Prepare("SELECT key FROM record_key WHERE key_id = ?1");
        _insert = _database.Prepare("INSERT INTO record_key(key_id, key) VALUES(?1, ?2)");
        _destroy = _database.Prepare("INSERT INTO record_key(key_id, key, destroyed_at) VALUES(?1, NULL, ?2) ON CONFLICT(key_id) DO UPDATE SET key = NULL, destroyed_at = ?2 WHERE key IS NOT NULL");
    }

    /// <summary>Keys that are on no disk.</summary>
    public static KeyStore InMemory() => new(":memory:", new RandomKeySource(), isNewFile: false);

    /// <summary>Name of the journal whose keys these are; null in a new file.</summary>
    public string? JournalId
    {
        get
        {
            using var held = _gate.EnterScope();
            return _database.ScalarText("SELECT id FROM journal");
        }

        set
        {
            using var held = _gate.EnterScope();
            using var name = _database.Prepare("INSERT INTO journal(one, id) VALUES(1, ?1) ON CONFLICT(one) DO UPDATE SET id = excluded.id");
            name.Bind(1, value);
            name.Run();
        }
    }

    /// <summary>No key, not even a destroyed one.</summary>
    public bool IsEmpty
    {
        get
        {
            using var held = _gate.EnterScope();
            return _database.Scalar("SELECT count(*) FROM record_key") == 0;
        }
    }

    public bool Knows(string keyId)
    {
        using var held = _gate.EnterScope();
        return Look(keyId).Known;
    }

    /// <summary>The key, or null if it was destroyed or never made here.</summary>
    public byte[]? Find(string keyId)
    {
        using var held = _gate.EnterScope();
        return Look(keyId).Key;
    }

    /// <summary>The key of a record, made if it has none yet; null if it was destroyed, which is for ever.</summary>
    public byte[]? FindOrMake(string keyId)
    {
        using var held = _gate.EnterScope();
        var (known, key) = Look(keyId);
        if (known)
        {
            return key;
        }

        key = new byte[KeyBytes];
        _source.FillKey(keyId, key);
        if (!_database.InTransaction)
        {
            _database.BeginWrite();
        }

        _insert.Bind(1, keyId);
        _insert.BindBlob(2, key);
        _insert.Run();
        return key;
    }

    public void FillNonce(string keyId, int version, Span<byte> nonce) => _source.FillNonce(keyId, version, nonce);

    /// <summary>Makes new keys durable. Called before the entries that need them are committed: a key too many is harmless, one too few is not.</summary>
    public void Commit()
    {
        using var held = _gate.EnterScope();
        if (_database.InTransaction)
        {
            _database.Commit();
        }
    }

    public void RollBack()
    {
        using var held = _gate.EnterScope();
        _database.RollBack();
    }

    public void Destroy(string keyId, DateTimeOffset at)
    {
        using var held = _gate.EnterScope();
        _destroy.Bind(1, keyId);
        _destroy.Bind(2, EntryText.OfInstant(at));
        _destroy.Run();
    }

    /// <summary>All keys and the traces of destroyed ones, by key id.</summary>
    public IReadOnlyList<(string KeyId, byte[]? Key, string? DestroyedAt)> All()
    {
        using var held = _gate.EnterScope();
        using var rows = _database.Prepare("SELECT key_id, key, destroyed_at FROM record_key ORDER BY key_id");
        List<(string, byte[]?, string?)> all = [];
        while (rows.Step())
        {
            all.Add((rows.Text(0), rows.IsNull(1) ? null : rows.Bytes(1).ToArray(), rows.IsNull(2) ? null : rows.Text(2)));
        }

        return all;
    }

    /// <summary>Takes over keys of a backup, durably. What was destroyed, here or there, stays destroyed.</summary>
    public void Merge(IEnumerable<(string KeyId, byte[]? Key, string? DestroyedAt)> keys)
    {
        using var held = _gate.EnterScope();
        using var add = _database.Prepare("INSERT INTO record_key(key_id, key, destroyed_at) VALUES(?1, ?2, ?3) ON CONFLICT(key_id) DO UPDATE SET key = NULL, destroyed_at = coalesce(record_key.destroyed_at, excluded.destroyed_at) WHERE excluded.key IS NULL");
        _database.BeginWrite();
        foreach (var (keyId, key, destroyedAt) in keys)
        {
            add.Bind(1, keyId);
            if (key is null)
            {
                add.BindNull(2, ColumnType.Blob);
            }
            else
            {
                add.BindBlob(2, key);
            }

            add.Bind(3, key is null ? destroyedAt ?? "" : null);
            add.Run();
        }

        _database.Commit();
    }

    /// <summary>The entry's payload in the clear, or null if its key was destroyed.</summary>
    public ReadOnlyMemory<byte>? Open(Entry entry)
    {
        if (entry.KeyId is null)
        {
            return entry.Payload;
        }

        if (Find(entry.KeyId) is not { } key)
        {
            return null;
        }

        return PayloadSeal.Open(entry.KeyId, key, entry.RecordId, entry.Schema, entry.Version, entry.Payload.Span);
    }

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _destroy.Dispose();
        _database.Dispose();
    }

    private (bool Known, byte[]? Key) Look(string keyId)
    {
        _find.Bind(1, keyId);
        try
        {
            if (!_find.Step())
            {
                return (false, null);
            }

            var key = _find.IsNull(0) ? null : _find.Bytes(0).ToArray();
            return key is null or { Length: KeyBytes } ? (true, key) : throw new CryptographicException($"The key of record {keyId} is damaged.");
        }
        finally
        {
            _find.Reset();
        }
    }
}
