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

        database.Execute("BEGIN IMMEDIATE");
        try
        {
            // Asked again under the lock: another process may have been quicker.
            Make(database, projector, Outdated(database, projector), keys, null, CancellationToken.None);
            database.Execute("COMMIT");
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    private static HashSet<string> Outdated(Database database, IProjector projector)
    {
        var head = Head.Read(database).Sequence;
        var fresh = new HashSet<string>();
        using var rows = database.Prepare("SELECT name, definition, sequence FROM projection_state");
        var definitions = projector.Tables.ToDictionary(t => t.Name, t => new ProjectionSql(t).Definition);
        while (rows.Step())
        {
            if (rows.Integer(2) == head && definitions.TryGetValue(rows.Text(0), out var definition) && definition == rows.Text(1))
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
        using var note = database.Prepare("INSERT OR REPLACE INTO projection_state(name, definition, sequence) VALUES(?1, ?2, ?3)");
        foreach (var table in set.Tables)
        {
            note.Bind(1, table.Table.Name);
            note.Bind(2, table.Definition);
            note.Bind(3, head);
            note.Run();
        }
    }
}
