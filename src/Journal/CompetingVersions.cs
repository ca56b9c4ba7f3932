using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Reads how the versions of a record stand to each other.</summary>
internal static class CompetingVersions
{
    /// <summary>Records with a version that did not start from the one before it: only these can be in conflict.</summary>
    private const string ForkedSql = "SELECT DISTINCT record_id FROM entry WHERE base_version <> version - 1";

    /// <summary>The conflict that would still stand if the target were approved, or null.</summary>
    public static ConflictStands? InTheWay(Database database, States states, KeyStore keys, DecisionTarget target)
    {
        var forked = ForkedAmong(database, target);
        foreach (var record in target.Changing.Where(entry => forked.Contains(entry.RecordId)).GroupBy(entry => entry.RecordId))
        {
            var entries = OfRecord(database, record.Key);
            var versions = Known(entries, states, keys, long.MaxValue).Select(version => version.InTree).ToList();
            if (!VersionTree.EndsConflict(versions, record.Select(entry => entry.Version).ToHashSet()))
            {
                return new ConflictStands(entries[0].ClientKey, VersionTree.Competing(versions));
            }
        }

        return null;
    }

    /// <summary>Where everything that the approval would change is overtaken: by what; null if anything of it would hold on any day.</summary>
    /// <remarks>A later version that is known only from a later day on leaves the days before to the earlier one, unless it settled it.</remarks>
    public static Overtaken? Overtaking(Database database, States states, KeyStore keys, DecisionTarget target)
    {
        Overtaken? first = null;
        foreach (var entry in target.Changing)
        {
            var versions = Known(OfRecord(database, entry.RecordId), states, keys, long.MaxValue);
            var own = versions.First(version => version.Entry.Sequence == entry.Sequence).Entry;
            if (versions.FirstOrDefault(version => version.Entry.Version > own.Version && version.State == EntryState.Approved
                && (version.Settles.Contains(own.Version) || version.Entry.InformationDate <= own.InformationDate)) is not { } later)
            {
                return null;
            }

            first ??= new(own.ClientKey, own.Version, later.Entry.Version);
        }

        return first;
    }

    public static IReadOnlyList<KnownVersion> Known(IReadOnlyList<Entry> entries, States states, KeyStore keys, long until) =>
        [.. entries.Where(entry => entry.Sequence <= until).Select(entry => new KnownVersion(
            entry,
            states.Of(entry.Sequence, entry.Batch, entry.State, until),
            keys.Open(entry) is { } payload ? Settlement.Read(payload) : []))];

    /// <summary>In the order of their ids.</summary>
    public static List<Guid> Forked(Database database, string? recordType)
    {
        using var rows = database.Prepare(recordType is null ? $"{ForkedSql} ORDER BY record_id" : $"{ForkedSql} AND record_type = ?1 ORDER BY record_id");
        if (recordType is not null)
        {
            rows.Bind(1, recordType);
        }

        List<Guid> records = [];
        while (rows.Step())
        {
            records.Add(Guid.ParseExact(rows.Text(0), "D"));
        }

        return records;
    }

    public static List<Entry> Read(Database database, string where, Action<Statement> bind)
    {
        using var rows = database.Prepare($"SELECT {EntryTable.Columns} FROM entry WHERE {where} ORDER BY version");
        bind(rows);
        List<Entry> entries = [];
        while (rows.Step())
        {
            entries.Add(EntryTable.Read(rows));
        }

        return entries;
    }

    public static List<Entry> OfRecord(Database database, Guid recordId) => Read(database, "record_id = ?1", statement => statement.Bind(1, recordId.ToString("D")));

    /// <summary>The records of the target (of a batch: of any) that may be in conflict.</summary>
    public static HashSet<Guid> ForkedAmong(Database database, DecisionTarget target)
    {
        using var rows = database.Prepare(target.AboutVersion ? $"{ForkedSql} AND record_id = ?1" : ForkedSql);
        if (target.AboutVersion)
        {
            rows.Bind(1, target.Entries[0].RecordId.ToString("D"));
        }

        HashSet<Guid> forked = [];
        while (rows.Step())
        {
            forked.Add(Guid.ParseExact(rows.Text(0), "D"));
        }

        return forked;
    }
}
