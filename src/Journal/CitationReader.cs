using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Finds what a citation means: which version of the cited record counted, now or at an earlier place in the journal.</summary>
public sealed class CitationReader : IDisposable
{
    private readonly Database? _owned;
    private readonly Statement _versions;
    private readonly Dictionary<(string, string, long), (int Version, string Hash)?> _known = [];

    /// <param name="owned">A database to close at the end, if it is nobody else's.</param>
    internal CitationReader(Database database, States states, Database? owned)
    {
        _owned = owned;
        Database = database;
        States = states;
        _versions = database.Prepare("SELECT sequence, version, hash, batch, state FROM entry WHERE record_type = ?1 AND client_key = ?2 ORDER BY version DESC");
    }

    internal Database Database { get; }

    internal States States { get; }

    /// <param name="until">Only what stood in the journal up to this sequence.</param>
    public BoundCitation Find(CitedRecord cited, long until = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(cited);
        foreach (var (type, key) in cited.Tries)
        {
            if (Newest(type, key, until) is { } found)
            {
                return new(cited, found.Version, found.Hash);
            }
        }

        return new(cited, 0, "");
    }

    /// <summary>Forgets what was found before; at the start of each transaction.</summary>
    internal void Forget() => _known.Clear();

    public void Dispose()
    {
        _versions.Dispose();
        if (_owned is not null)
        {
            States.Dispose();
            _owned.Dispose();
        }
    }

    private (int Version, string Hash)? Newest(string type, string key, long until)
    {
        if (_known.TryGetValue((type, key, until), out var known))
        {
            return known;
        }

        (int, string)? submitted = null;
        (int, string)? approved = null;
        List<(long Sequence, int Version, string Hash, string Batch, EntryState State)> versions = [];
        _versions.Bind(1, type);
        _versions.Bind(2, key);
        while (_versions.Step())
        {
            versions.Add((_versions.Integer(0), checked((int)_versions.Integer(1)), Convert.ToHexStringLower(_versions.Bytes(2)), _versions.Text(3), EntryText.ParseState(_versions.Text(4))));
        }

        _versions.Reset();
        foreach (var version in versions.Where(v => v.Sequence <= until))
        {
            var state = States.Of(version.Sequence, version.Batch, version.State, until);
            if (state == EntryState.Approved)
            {
                approved = (version.Version, version.Hash);
                break;
            }

            submitted ??= state == EntryState.Submitted ? (version.Version, version.Hash) : null;
        }

        return _known[(type, key, until)] = approved ?? submitted;
    }
}
