using System.Text.Json;
using Surefoot.Journal;

namespace Surefoot.Assessment.Minefields;

/// <summary>The newest match of a data folder: <c>runs/minefields/match.json</c>.</summary>
public sealed class MatchRuns(string dataFolder)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public string File { get; } = Path.Combine(dataFolder, "runs", "minefields", "match.json");

    public void Keep(MinefieldMatch match)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var partial = FormattableString.Invariant($"{File}.{Environment.ProcessId}.part");
        System.IO.File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(match, s_json));
        System.IO.File.Move(partial, File, overwrite: true);
    }

    /// <summary>Null where none was made, or where another version of the engine made it.</summary>
    public MinefieldMatch? Find()
    {
        try
        {
            return System.IO.File.Exists(File) && JsonSerializer.Deserialize<MinefieldMatch>(System.IO.File.ReadAllBytes(File), s_json) is { Engine: MinefieldMatch.EngineVersion } match ? match : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the journal has gone on since.</summary>
    public static bool IsStale(MinefieldMatch match, JournalStore journal)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(journal);
        return match.Sequence != journal.LastSequence;
    }
}
