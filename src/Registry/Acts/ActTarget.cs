using Surefoot.Journal;

namespace Surefoot.Registry.Acts;

/// <summary>What an id on the command line means: a batch, a record's own id, or the source's key of a record.</summary>
internal sealed record ActTarget(string? Batch, Guid RecordId)
{
    /// <summary>Null if nothing has this id, or several records of different types have it.</summary>
    public static ActTarget? Find(JournalStore store, string id)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.Add("@id", id);
        command.CommandText = "SELECT 1 FROM entry WHERE batch = @id LIMIT 1";
        if (command.ExecuteScalar() is not null)
        {
            return new(id, default);
        }

        if (Guid.TryParseExact(id, "D", out var recordId))
        {
            return new(null, recordId);
        }

        command.CommandText = "SELECT DISTINCT record_id FROM entry WHERE client_key = @id LIMIT 2";
        using var row = command.ExecuteReader();
        List<string> found = [];
        while (row.Read())
        {
            found.Add(row.GetString(0));
        }

        return found.Count == 1 ? new(null, Guid.ParseExact(found[0], "D")) : null;
    }
}
