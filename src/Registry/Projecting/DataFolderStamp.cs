using System.Text.Json;
using Surefoot.Journal;

namespace Surefoot.Registry.Projecting;

/// <summary>Says whether a data folder holds invented or real records; written with the first import, for good.</summary>
public static class DataFolderStamp
{
    public const string RecordType = "data-folder";

    internal static ProjectionTable Table { get; } = new(RecordType, "data_folder", 1, [new ProjectionColumn("f_synthetic", ColumnType.Integer)], HasGeometry: false);

    /// <summary>The entry that stamps the folder.</summary>
    public static NewEntry Entry(bool synthetic, DateOnly day) => new()
    {
        RecordType = RecordType,
        Schema = "data-folder@1",
        ClientKey = RecordType,
        InformationDate = day,
        State = EntryState.Submitted,
        Tier = Tier.Public,
        Payload = synthetic ? """{"synthetic":true}"""u8.ToArray() : """{"synthetic":false}"""u8.ToArray(),
    };

    /// <summary>True for invented records, false for real ones, null before the first import.</summary>
    public static bool? Read(JournalStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT f_synthetic FROM data_folder ORDER BY sequence LIMIT 1";
        return command.ExecuteScalar() is long synthetic ? synthetic != 0 : null;
    }

    internal static ProjectedRow Project(ReadOnlyMemory<byte> payload)
    {
        using var json = JsonDocument.Parse(payload);
        return new([json.RootElement.GetProperty("synthetic").GetBoolean() ? 1L : 0L], null, 0, 0, 0, 0);
    }
}
