using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.CustomFields;

/// <summary>Reads the definitions of an open journal: every version that was ever approved, for what was written under it must stay readable.</summary>
public static class ReadDefinitions
{
    public static Definitions Handle(JournalStore store, RecordTypes declared)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(declared);
        var fields = Read<CustomField>(store, declared, CustomField.Code).Select(read => new DefinedField(read.Version, read.Record, read.Approval)).ToList();
        var lists = Read<NationalCodeList>(store, declared, NationalCodeList.Code).Select(read => new DefinedList(read.Version, read.Record, read.Approval)).ToList();
        return fields.Count + lists.Count == 0 ? Definitions.None : new(fields, lists, LastDecision(store, declared));
    }

    /// <summary>Sequence of the last decision about any definition; 0 if there was none.</summary>
    public static long LastDecision(JournalStore store, RecordTypes declared)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(declared);
        var last = 0L;
        using var connection = store.OpenReader();
        foreach (var code in new[] { CustomField.Code, NationalCodeList.Code })
        {
            if (declared.TryGet(code, out var type))
            {
                using var command = connection.CreateCommand();
                command.CommandText = $"SELECT max(decided_sequence) FROM {type.Table} WHERE approved_sequence IS NOT NULL";
                last = Math.Max(last, command.ExecuteScalar() is long decided ? decided : 0);
            }
        }

        return last;
    }

    private static List<(int Version, T Record, Approval Approval)> Read<T>(JournalStore store, RecordTypes declared, string code)
        where T : class
    {
        if (!declared.TryGet(code, out var type))
        {
            return [];
        }

        var rows = new RegistryReader(store, declared).ListVersions(code).ToDictionary(row => row.Sequence);
        List<(int, T, Approval)> read = [];
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT sequence, approved_sequence, approved_at, withdrawn_sequence, withdrawn_at FROM {type.Table} WHERE approved_sequence IS NOT NULL ORDER BY approved_sequence, sequence";
        using var approved = command.ExecuteReader();
        while (approved.Read())
        {
            var row = rows[approved.GetInt64(0)];
            read.Add((row.Version, row.As<T>(), new(
                approved.GetInt64(1),
                Instant(approved.GetString(2)),
                approved.IsDBNull(3) ? null : approved.GetInt64(3),
                approved.IsDBNull(4) ? null : Instant(approved.GetString(4)))));
        }

        return read;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
