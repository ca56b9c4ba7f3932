using System.Data.Common;
using System.Globalization;
using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>Asks the policy about everything that an act would be about: one record, or every version of a batch.</summary>
internal static class ActScope
{
    /// <summary>Null if all of it is in the actor's scope. What the actor may not even see is not there.</summary>
    public static Declined? Check(JournalStore store, Policy policy, string actor, string verb, ActTarget target, string id)
    {
        var acting = policy.Viewer(actor, verb);
        using var connection = store.OpenReader();
        long all = 0, within = 0, seen = 0;
        foreach (var code in TypesOf(connection, target))
        {
            if (code is ActTypes.Decision or ActTypes.KeyDestruction)
            {
                continue;
            }

            if (!RecordTypes.BuiltIn.TryGet(code, out var type))
            {
                // A type from elsewhere has no columns that are known here: only a right without bounds reaches it.
                (all, within) = (all + 1, within + (acting.HasNoBounds ? 1 : 0));
                continue;
            }

            all += Count(connection, type, target, Viewer.System);
            within += Count(connection, type, target, acting);
            seen += Count(connection, type, target, policy.Viewer(actor, Verbs.Read));
        }

        if (all == 0)
        {
            return ActOutcome.Unknown(id).Declined;
        }

        return within == all ? null : within + seen == 0 ? ActOutcome.Unknown(id).Declined : Policy.OutOfScope(actor, verb);
    }

    private static List<string> TypesOf(DbConnection connection, ActTarget target)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT record_type FROM entry WHERE " + Of(target, "entry", command);
        using var row = command.ExecuteReader();
        List<string> types = [];
        while (row.Read())
        {
            types.Add(row.GetString(0));
        }

        return types;
    }

    private static long Count(DbConnection connection, RecordDescriptor type, ActTarget target, Viewer viewer)
    {
        using var command = connection.CreateCommand();
        var sql = new StringBuilder($"SELECT count(*) FROM {type.Table} t WHERE {Of(target, "t", command)}");
        if (target.Batch is null)
        {
            // A decision is about the newest version: where the record is now, not where it once was.
            sql.Append(CultureInfo.InvariantCulture, $" AND t.sequence = (SELECT max(n.sequence) FROM {type.Table} n WHERE n.record_id = t.record_id)");
        }

        VisibleRows.Append(sql, type, viewer, "t", command);
        command.CommandText = sql.ToString();
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static string Of(ActTarget target, string row, DbCommand command)
    {
        if (target.Batch is { } batch)
        {
            command.Add("@batch", batch);
            return row + ".batch = @batch";
        }

        command.Add("@record", target.RecordId.ToString("D"));
        return row + ".record_id = @record";
    }
}
