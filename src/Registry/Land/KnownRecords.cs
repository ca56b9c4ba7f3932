using System.Data.Common;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Land;

/// <summary>Says whether a record exists that is not withdrawn.</summary>
public sealed class KnownRecords(JournalStore store, RecordTypes types) : IDisposable
{
    private DbConnection? _connection;

    public bool Exists(IReadOnlyList<string> typeCodes, string id)
    {
        ArgumentNullException.ThrowIfNull(typeCodes);
        foreach (var code in typeCodes)
        {
            if (!types.TryGet(code, out var type))
            {
                continue;
            }

            // The journal's index on type and key finds the versions; the projection says how they stand.
            using var command = (_connection ??= store.OpenReader()).CreateCommand();
            command.CommandText = $"SELECT 1 FROM entry e JOIN {type.Table} t ON t.sequence = e.sequence WHERE e.record_type = @type AND e.client_key = @id AND t.state <> 'withdrawn' LIMIT 1";
            command.Add("@type", code);
            command.Add("@id", id);
            if (command.ExecuteScalar() is not null)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _connection?.Dispose();
}
