using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Makes projections again from the entries, and proves that they come out the same.</summary>
internal static class Rebuilding
{
    /// <summary>Makes those tables again whose description changed, or that missed entries because another program wrote them.</summary>
    public static void MakeOutdatedAgain(Database database, IProjector projector, KeyStore keys)
    {
        if (Outdated(database, projector).Count == 0)
        {
            return;
        }

        database.BeginWrite();
        try
        {
            // Asked again under the lock: another process may have been quicker.
            Make(database, projector, Outdated(database, projector), keys, null, CancellationToken.None);
            database.Commit();
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    /// <summary>The same within a transaction that is somebody else's.</summary>
    public static void MakeOutdatedWithin(Database database, IProjector projector, KeyStore keys, CancellationToken cancellation) =>
        Make(database, projector, Outdated(database, projector), keys, null, cancellation);

    /// <summary>Makes all tables again in place, in one transaction.</summary>
    public static RebuildReport Renew(Database database, IProjector projector, KeyStore keys, IProgress<long>? progress, CancellationToken cancellation)
    {
        database.BeginWrite();
        try
        {
            var tables = projector.Tables.Select(t => new ProjectionSql(t)).ToList();
            var before = tables.Select(t => TableHash.Of(database, t)).ToList();
            Make(database, projector, projector.Tables.Select(t => t.Name).ToHashSet(), keys, progress, cancellation);
            var report = Compare(tables, before, database);
            database.Commit();
            return report;
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    /// <summary>Makes all tables again aside, in a file that is thrown away, and compares.</summary>
    /// <param name="reader">In a read transaction.</param>
    public static RebuildReport Check(Database reader, string folder, IProjector projector, KeyStore keys, IProgress<long>? progress, CancellationToken cancellation)
    {
        var aside = Path.Combine(folder, FormattableString.Invariant($"rebuild-{Environment.ProcessId}-{Guid.NewGuid():N}.tmp"));
        try
        {
            using var scratch = SqliteDatabase.OpenScratch(aside);
            using var set = new ProjectionSet(scratch, projector);
            scratch.BeginWrite();
            set.Build(reader, keys, progress, cancellation);
            scratch.Commit();
            return Compare(set.Tables, [.. set.Tables.Select(t => TableHash.Of(reader, t))], scratch);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static RebuildReport Compare(IReadOnlyList<ProjectionSql> tables, List<(long Rows, string Sha256)> stored, Database made)
    {
        var compared = tables.Select((table, i) =>
        {
            var (rows, sha256) = TableHash.Of(made, table);
            return new RebuiltTable(table.Table.Name, rows, sha256, sha256 == stored[i].Sha256);
        }).ToList();
        return new RebuildReport(compared.TrueForAll(t => t.Identical), compared);
    }

    /// <summary>Tables that are not there, are of another version, or missed entries.</summary>
    public static HashSet<string> Outdated(Database database, IProjector projector)
    {
        var head = database.Scalar("SELECT max(sequence) FROM entry");
        var fresh = new HashSet<string>();
        using var rows = database.Prepare("SELECT name, definition, sequence FROM projection_state");
        var definitions = projector.Tables.ToDictionary(t => t.Name, t => new ProjectionSql(t).Definition);
        while (rows.Step())
        {
            // A table that knows more than the journal holds is not made again: that would wipe off the trace of a cut tail.
            if (rows.Integer(2) >= head && definitions.TryGetValue(rows.Text(0), out var definition) && definition == rows.Text(1))
            {
                fresh.Add(rows.Text(0));
            }
        }

        return [.. definitions.Keys.Where(name => !fresh.Contains(name))];
    }

    private static void Make(Database database, IProjector projector, IReadOnlySet<string> names, KeyStore keys, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var set = new ProjectionSet(database, projector, names);
        set.Build(database, keys, progress, cancellation);
        var head = Head.Read(database).Sequence;
        using var note = database.Prepare("INSERT INTO projection_state(name, definition, sequence) VALUES(?1, ?2, ?3) ON CONFLICT(name) DO UPDATE SET definition = excluded.definition, sequence = excluded.sequence");
        foreach (var table in set.Tables)
        {
            note.Bind(1, table.Table.Name);
            note.Bind(2, table.Definition);
            note.Bind(3, head);
            note.Run();
        }
    }
}
