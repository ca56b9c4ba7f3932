using System.Data.Common;
using System.Globalization;
using Surefoot.Journal.Backups;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>The journal in a SQLite file or a PostgreSQL database: entries, blobs, checkpoints and the projections made from them; keys of persons in a file of their own.</summary>
/// <remarks>
/// Safe for several threads and several processes: writes wait for each other (up to 30 seconds, then <see cref="JournalUnavailableException"/>),
/// those of threads that meet share a transaction, readers never wait. When a writing method returns, what it wrote is on the disk.
/// </remarks>
public sealed class JournalStore : IDisposable
{
    public const string FileName = "surefoot.db";
    public const string KeyFileName = "surefoot-keys.db";

    private static readonly HashSet<string> s_nothingGuarded = [];

    private readonly JournalPlace _place;
    private readonly IProjector _projector;
    private readonly TimeProvider _clock;
    private readonly Database _database;
    private readonly KeyStore _keys;
    private readonly ProjectionSet _projections;
    private readonly States _states;
    private readonly EntryWriter _writer;
    private readonly Appending _appending;
    private readonly Deciding _deciding;
    private readonly Forgetting _forgetting;
    private IReadOnlyList<ProjectionIndex> _indexes = [];

    private JournalStore(JournalPlace place, IProjector projector, TimeProvider clock, Database database, KeyStore keys, string? damage)
    {
        _place = place;
        _projector = projector;
        _clock = clock;
        _database = database;
        _keys = keys;
        _projections = new ProjectionSet(database, projector);
        _states = new States(database);
        _writer = new EntryWriter(database, keys, _projections, clock) { Damage = damage };
        _appending = new Appending(database, _writer, keys, _states);
        _deciding = new Deciding(database, _writer, keys, _states);
        _forgetting = new Forgetting(database, _writer, keys);
    }

    /// <summary>Opens or creates <c>surefoot.db</c> in <paramref name="folder"/>; projections of another version are made again first.</summary>
    /// <exception cref="JournalUnavailableException">Locked, unreadable, or not a journal.</exception>
    public static JournalStore Open(string folder, IProjector projector, TimeProvider clock) => Open(folder, projector, clock, new RandomKeySource());

    /// <param name="keySource">Where keys of persons come from; anything but <see cref="RandomKeySource"/> only where every person is invented.</param>
    public static JournalStore Open(string folder, IProjector projector, TimeProvider clock, IKeySource keySource) => Open(new JournalPlace(folder), projector, clock, keySource);

    /// <summary>As the others, on either store.</summary>
    public static JournalStore Open(JournalPlace place, IProjector projector, TimeProvider clock, IKeySource keySource)
    {
        ArgumentNullException.ThrowIfNull(place);
        Directory.CreateDirectory(place.Folder);
        var withActs = new ActProjector(projector);
        var database = place.OpenWriter();
        KeyStore? keys = null;
        try
        {
            Schema.Ensure(database);
            FinishRestore(database, place.Folder);
            keys = new KeyStore(Path.Combine(place.Folder, KeyFileName), keySource);
            JournalIdentity.Bind(database, keys, place);
            return new JournalStore(place, withActs, clock, database, keys, CatchUp(database, place.Folder, withActs, keys));
        }
        catch
        {
            keys?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>Tables that the next opening will make again from the entries, in order of name.</summary>
    /// <exception cref="JournalUnavailableException">Nothing is there that can be read.</exception>
    public static IReadOnlyList<string> Outdated(JournalPlace place, IProjector projector)
    {
        ArgumentNullException.ThrowIfNull(place);
        using var reader = place.OpenReader();
        return [.. Rebuilding.Outdated(reader, new ActProjector(projector)).Order(StringComparer.Ordinal)];
    }

    public StoreKind Kind => _database.Kind;

    public JournalPlace Place => _place;

    /// <summary>How the store is set less safely than it could be, in words.</summary>
    public IReadOnlyList<string> Weaknesses
    {
        get
        {
            using var reader = OpenReading();
            return reader.Weaknesses;
        }
    }

    /// <summary>The last sequence; 0 for an empty journal.</summary>
    public long LastSequence
    {
        get
        {
            using var held = _writer.Alone();
            return _database.Scalar("SELECT max(sequence) FROM entry");
        }
    }

    /// <summary>Opens a connection for reading projections (nothing can be written).</summary>
    /// <exception cref="JournalUnavailableException">The entries could not be read when the journal was opened, so the projections cannot be trusted.</exception>
    public DbConnection OpenReader() => _writer.Damage is null ? OpenReading().Connection : throw new JournalUnavailableException(_writer.Damage);

    /// <summary>Appends all entries and their projected rows in one transaction, or none. Idempotent by record type and client key.</summary>
    public AppendReceipt Append(WriteContext context, IReadOnlyList<NewEntry> entries, IProgress<long>? progress, CancellationToken cancellation)
    {
        var outcomes = new List<AppendOutcome>(entries.Count);
        var counts = _appending.Append(context, entries, outcomes.Add, progress, cancellation);
        return new AppendReceipt(counts.Batch, outcomes, counts.FirstSequence, counts.LastSequence);
    }

    /// <summary>As the other, for more entries than fit in memory: they are taken one by one, still in one transaction.</summary>
    /// <param name="entries">May not use this store to write while it is enumerated.</param>
    public AppendCounts Append(WriteContext context, IEnumerable<NewEntry> entries, IProgress<long>? progress, CancellationToken cancellation)
    {
        return _appending.Append(context, entries, null, progress, cancellation);
    }

    /// <summary>Submits the drafts of a batch.</summary>
    public DecisionResult SubmitBatch(WriteContext context, string batch) => DecideBatch(context, DecisionAction.Submit, batch);

    /// <summary>Approves what is submitted in a batch by one act that binds the hash of the batch. Refused to anyone who wrote or submitted any of it.</summary>
    /// <param name="terms">What approving asks for and binds; without them, four eyes.</param>
    /// <param name="expected">Hash of what the approver saw (<see cref="WouldBind"/>); refused if it is another now.</param>
    public DecisionResult ApproveBatch(WriteContext context, string batch, IApprovalTerms? terms = null, string? expected = null) => DecideBatch(context, DecisionAction.Approve, batch, terms, expected);

    /// <summary>Sends what is submitted in a batch back to its writer.</summary>
    public DecisionResult ReturnBatch(WriteContext context, string batch) => DecideBatch(context, DecisionAction.Return, batch);

    /// <summary>Takes a batch back, approved or not.</summary>
    /// <param name="guarded">Types whose approved versions take two people of two organisations: the first call by either is kept as a proposal, the versions stay approved.</param>
    public DecisionResult WithdrawBatch(WriteContext context, string batch, IReadOnlySet<string>? guarded = null) => DecideBatch(context, DecisionAction.Withdraw, batch, guarded: guarded);

    /// <summary>Undoes an import by a compensating act: the versions before it are current again, nothing is deleted.</summary>
    public DecisionResult UndoBatch(WriteContext context, string batch, IReadOnlySet<string>? guarded = null) => DecideBatch(context, DecisionAction.Undo, batch, guarded: guarded);

    /// <param name="version">Null for the latest version; so with the three below.</param>
    public DecisionResult Submit(WriteContext context, Guid recordId, int? version = null) => DecideRecord(context, DecisionAction.Submit, recordId, version);

    /// <remarks>Refused while versions of the record compete, unless it settles them. <paramref name="terms"/> and <paramref name="expected"/> as for a batch.</remarks>
    public DecisionResult Approve(WriteContext context, Guid recordId, int? version = null, IApprovalTerms? terms = null, string? expected = null) => DecideRecord(context, DecisionAction.Approve, recordId, version, terms, expected);

    public DecisionResult Return(WriteContext context, Guid recordId, int? version = null) => DecideRecord(context, DecisionAction.Return, recordId, version);

    public DecisionResult Withdraw(WriteContext context, Guid recordId, int? version = null, IReadOnlySet<string>? guarded = null) => DecideRecord(context, DecisionAction.Withdraw, recordId, version, guarded: guarded);

    /// <summary>What approving this version (null: the latest) would bind, to look at before; null if there is none.</summary>
    public WouldBind? Preview(Guid recordId, int? version, IApprovalTerms terms) => Preview(terms, (reader, states) => DecisionTarget.Record(reader, states, recordId, version, DecisionAction.Approve));

    /// <summary>The same for a batch.</summary>
    public WouldBind? PreviewBatch(string batch, IApprovalTerms terms) => Preview(terms, (reader, states) => DecisionTarget.Batch(reader, states, batch, DecisionAction.Approve));

    /// <summary>Opens what tells which version a citation means.</summary>
    public CitationReader OpenCitations()
    {
        var reader = OpenReading();
        return new(reader, new States(reader), reader);
    }

    /// <summary>Forgets a person: an act is written, then the record's key is destroyed and its projected rows are emptied.</summary>
    public DecisionResult DestroyKey(Guid recordId, WriteContext context)
    {
        using var held = _writer.Alone();
        return _forgetting.DestroyKey(context, recordId);
    }

    /// <summary>Entries in sequence order, as they are when the reading begins.</summary>
    public IEnumerable<Entry> Read(long fromSequence = 1)
    {
        using var reader = OpenReading();
        reader.BeginRead();
        foreach (var entry in EntryTable.ReadFrom(reader, fromSequence))
        {
            yield return entry;
        }
    }

    /// <summary>All versions of a record, first to last; empty if there is none.</summary>
    public IReadOnlyList<Entry> History(Guid recordId)
    {
        using var reader = OpenReading();
        using var rows = reader.Prepare($"SELECT {EntryTable.Columns} FROM entry WHERE record_id = ?1 ORDER BY version");
        rows.Bind(1, recordId.ToString("D"));
        List<Entry> versions = [];
        while (rows.Step())
        {
            versions.Add(EntryTable.Read(rows));
        }

        return versions;
    }

    /// <summary>The entries of these sequences, in one question; a sequence that the journal does not hold is passed over.</summary>
    public IReadOnlyDictionary<long, Entry> ReadAll(IReadOnlyCollection<long> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        Dictionary<long, Entry> entries = new(sequences.Count);
        if (sequences.Count == 0)
        {
            return entries;
        }

        using var reader = OpenReading();
        using var rows = reader.Prepare($"SELECT {EntryTable.Columns} FROM entry WHERE sequence IN ({string.Join(',', sequences.Select(sequence => sequence.ToString(CultureInfo.InvariantCulture)))})");
        while (rows.Step())
        {
            var entry = EntryTable.Read(rows);
            entries[entry.Sequence] = entry;
        }

        return entries;
    }

    /// <summary>All versions of a record as they stood at a place of the journal, first to last.</summary>
    /// <param name="until">Last sequence that counts; <see cref="SequenceAt"/> gives that of a moment.</param>
    public IReadOnlyList<KnownVersion> Versions(Guid recordId, long until = long.MaxValue)
    {
        using var reader = OpenReading();
        using var states = new States(reader);
        return CompetingVersions.Known(CompetingVersions.OfRecord(reader, recordId), states, _keys, until);
    }

    /// <summary>The versions of each record that has one whose writer did not start from the version before: only these can be in conflict.</summary>
    /// <param name="recordType">Null for all.</param>
    /// <param name="until">Last sequence that counts.</param>
    public IReadOnlyList<IReadOnlyList<KnownVersion>> ForkedRecords(string? recordType = null, long until = long.MaxValue)
    {
        using var reader = OpenReading();
        using var states = new States(reader);
        return [.. CompetingVersions.Forked(reader, recordType).Select(record => CompetingVersions.Known(CompetingVersions.OfRecord(reader, record), states, _keys, until))];
    }

    /// <summary>The last sequence recorded by a moment; 0 if none was.</summary>
    public long SequenceAt(DateTimeOffset knownAt)
    {
        var wanted = EntryText.OfInstant(knownAt);
        using var reader = OpenReading();
        using var row = reader.Prepare("SELECT recorded_at FROM entry WHERE sequence = ?1");
        var (low, high) = (0L, reader.Scalar("SELECT max(sequence) FROM entry"));

        // Sequences have no gaps and times never go back.
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            row.Bind(1, middle);
            var later = row.Step() && string.CompareOrdinal(row.Text(0), wanted) > 0;
            row.Reset();
            (low, high) = later ? (low, middle - 1) : (middle, high);
        }

        return low;
    }

    /// <summary>The payload in the clear, or null if it is encrypted and its key was destroyed.</summary>
    public ReadOnlyMemory<byte>? OpenPayload(Entry entry) => _keys.Open(entry);

    /// <summary>Proves the whole chain and its decisions, and that the projections are what the entries say.</summary>
    /// <param name="againstCheckpoint">A checkpoint file kept elsewhere; only against one can a cut tail be found.</param>
    /// <param name="exportFile">An exported journal that must hold by itself and be the beginning of this one.</param>
    /// <param name="projections">Whether to make the projections again aside and compare.</param>
    /// <param name="trustedKey">The key that must have signed the checkpoint (<see cref="Journal.Checkpoint.ReadPublicKey"/>); null for the data folder's own.</param>
    /// <param name="terms">What records cite, asked for once the chain holds; without it the bindings of approvals are not made again.</param>
    public VerifyReport Verify(string? againstCheckpoint = null, string? exportFile = null, bool projections = true, string? trustedKey = null, Func<IApprovalTerms>? terms = null, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var reader = OpenReading();
        return Verifying.Verify(reader, _place.Folder, _projector, _keys, againstCheckpoint, exportFile, projections, trustedKey, terms, progress, cancellation);
    }

    /// <summary>Makes all projections again from the entries.</summary>
    /// <param name="check">True: aside, only to compare. False: in place; the report still says which tables were different before.</param>
    public RebuildReport Rebuild(bool check, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        if (!check)
        {
            using var held = _writer.Alone();
            _projections.Release();
            var report = Rebuilding.Renew(_database, _projector, _keys, progress, cancellation);
            MakeIndexes();
            return report;
        }

        using var reader = OpenReading();
        reader.BeginRead();
        return Rebuilding.Check(reader, _place.Folder, _projector, _keys, progress, cancellation);
    }

    /// <summary>Makes the indexes that are missing. They only make reading quicker: while another process writes, they wait for the next opening.</summary>
    public void EnsureIndexes(IReadOnlyList<ProjectionIndex> indexes)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        using var held = _writer.Alone();
        _indexes = indexes;
        if (_writer.Damage is null)
        {
            MakeIndexes();
        }
    }

    /// <summary>Writes all entries to a file of exactly the hashed bytes.</summary>
    public ExportReport Export(string path, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var reader = OpenReading();
        return Exporting.Export(reader, path, progress, cancellation);
    }

    /// <summary>Writes a backup of this moment, while others go on writing, and replaces the file of keys.</summary>
    /// <param name="keysFile">Null for <see cref="JournalBackups.KeysBeside"/>.</param>
    /// <param name="recipientPem">A P-256 public key to which both files are sealed; null for files in the clear.</param>
    public BackupReport Backup(string path, string? keysFile = null, string? recipientPem = null, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var reader = OpenReading();
        var report = WriteBackup.Write(reader, path, recipientPem, _clock, progress, cancellation);

        // Read after the entries: every key they need was durable before them, and what is destroyed by now is not written any more.
        new KeyBackup(_keys.All(), Checkpoints.ReadKeyPem(_place.Folder), FolderSecrets.Read(_place.Folder)).Write(keysFile ?? JournalBackups.KeysBeside(path), recipientPem);
        return report;
    }

    /// <summary>How many records of persons have payloads that cannot be opened here.</summary>
    public long CountUnreadablePersons()
    {
        using var reader = OpenReading();
        using var rows = reader.Prepare("SELECT DISTINCT key_id FROM entry WHERE key_id IS NOT NULL");
        var unreadable = 0L;
        while (rows.Step())
        {
            unreadable += _keys.Find(rows.Text(0)) is null ? 1 : 0;
        }

        return unreadable;
    }

    /// <summary>Signs the present end of the journal and writes the checkpoint to <paramref name="path"/>, from where it should leave the machine.</summary>
    public Checkpoint Checkpoint(string path)
    {
        using var held = _writer.Alone();
        var checkpoint = Checkpoints.Take(_database, _place.Folder, _clock);
        checkpoint.Write(path);
        return checkpoint;
    }

    /// <summary>Keeps a file under the SHA-256 of its content (lower-case hex); keeping it twice changes nothing.</summary>
    public string KeepBlob(ReadOnlySpan<byte> content)
    {
        using var held = _writer.Alone();
        return Blobs.Keep(_database, content);
    }

    /// <summary>A kept file, or null.</summary>
    public byte[]? FindBlob(string sha256)
    {
        using var reader = OpenReading();
        return Blobs.Find(reader, sha256);
    }

    public void Dispose()
    {
        using var held = _writer.Alone();
        _appending.Dispose();
        _deciding.Dispose();
        _writer.Dispose();
        _states.Dispose();
        _projections.Dispose();
        _keys.Dispose();
        _database.Dispose();
        _place.CloseIdleReaders();
    }

    private void MakeIndexes()
    {
        var missing = _indexes.Where(index => !_database.HasIndex(index.Name)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        try
        {
            _database.BeginWrite();
            missing.ForEach(index => index.Create(_database));
            _database.Commit();
        }
        catch (JournalUnavailableException)
        {
            // Locked by another writer, or read-only: every question is answered without, only later.
            _database.RollBack();
        }
    }

    private Database OpenReading() => _place.OpenReader();

    private WouldBind? Preview(IApprovalTerms terms, Func<Database, States, DecisionTarget?> find)
    {
        // Database and states are the citation reader's to close.
        using var citations = OpenCitations();
        return find(citations.Database, citations.States) is { } target ? new Binding(citations.Database, _keys, citations, terms).Of(target) : null;
    }

    /// <summary>A restore that was interrupted is finished, or what it left is thrown away.</summary>
    private static void FinishRestore(Database database, string folder)
    {
        if (!PendingKeys.IsThere(folder))
        {
            return;
        }

        // Under the appender's lock: the restore may be going on in another process.
        database.BeginWrite();
        try
        {
            PendingKeys.Settle(database, folder);
        }
        finally
        {
            database.RollBack();
        }
    }

    /// <summary>What has to be done before the journal is used. Says what is wrong if entries cannot be read: then it can still be verified and exported.</summary>
    private static string? CatchUp(Database database, string folder, ActProjector projector, KeyStore keys)
    {
        try
        {
            Forgetting.Repeat(database, keys);
            Rebuilding.MakeOutdatedAgain(database, projector, keys);
            return null;
        }
        catch (Exception e) when (e is not JournalUnavailableException)
        {
            // Either the entries were changed behind the journal's back, or a projector has a fault: the chain tells which.
            if (Verifying.Verify(database, folder, projector, keys, null, null, projections: false, null, null, null, CancellationToken.None).FirstBad is not { } bad)
            {
                throw;
            }

            return FormattableString.Invariant($"Entry {bad.Sequence} of the journal does not hold ({bad.Reason}); it is open for checking only.");
        }
    }

    private DecisionResult DecideBatch(WriteContext context, DecisionAction action, string batch, IApprovalTerms? terms = null, string? expected = null, IReadOnlySet<string>? guarded = null)
    {
        return _deciding.AboutBatch(context, action, batch, terms ?? LeastTerms.Instance, expected, guarded ?? s_nothingGuarded);
    }

    private DecisionResult DecideRecord(WriteContext context, DecisionAction action, Guid recordId, int? version, IApprovalTerms? terms = null, string? expected = null, IReadOnlySet<string>? guarded = null)
    {
        return _deciding.AboutRecord(context, action, recordId, version, terms ?? LeastTerms.Instance, expected, guarded ?? s_nothingGuarded);
    }
}
