using System.Text;
using System.Text.Json;
using Surefoot.Assessment.Planning;

namespace Surefoot.Assessment.Priority;

/// <summary>A kept ranking read back.</summary>
public sealed record KeptRanking(string Run, PriorityInputs Inputs, PriorityRanking Ranking, string RankingSha256);

/// <summary>Keeps rankings under <c>runs/priority-…</c> of the data folder: inputs with weights and data date, and the list; the same inputs have the same run.</summary>
public sealed class PriorityRuns(string runsFolder)
{
    private const string InputsName = "inputs.json";
    private const string RankingName = "ranking.json";

    /// <summary>Identifier by what went in and came out.</summary>
    public static string Identify(PriorityInputs inputs, PriorityRanking ranking)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(ranking);
        return "priority-" + PlanJson.Sha256(Encoding.ASCII.GetBytes(PlanJson.Sha256(inputs.ToJson()) + PlanJson.Sha256(ranking.ToJson())))[..12];
    }

    public static string Sha256(PriorityRanking ranking)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        return PlanJson.Sha256(ranking.ToJson());
    }

    public string Keep(PriorityInputs inputs, PriorityRanking ranking)
    {
        var run = Identify(inputs, ranking);
        var folder = Directory.CreateDirectory(Path.Combine(runsFolder, run)).FullName;
        Write(Path.Combine(folder, InputsName), inputs.ToJson());

        // Last, so that a folder with it is whole.
        Write(Path.Combine(folder, RankingName), ranking.ToJson());
        return run;
    }

    /// <summary>Identifiers of the kept rankings, newest first.</summary>
    public IReadOnlyList<string> List() =>
        !Directory.Exists(runsFolder)
            ? []
            :
            [
                .. Directory.EnumerateDirectories(runsFolder, "priority-*")
                    .Where(folder => File.Exists(Path.Combine(folder, RankingName)))
                    .OrderByDescending(folder => File.GetLastWriteTimeUtc(Path.Combine(folder, RankingName)))
                    .ThenBy(folder => folder, StringComparer.Ordinal)
                    .Select(folder => Path.GetFileName(folder)),
            ];

    public KeptRanking? Newest() => List().Select(run => Read(run, out _)).FirstOrDefault(kept => kept is not null);

    /// <summary>Null with a refusal when there is no such run, or its files are not those it was named by.</summary>
    public KeptRanking? Read(string run, out PlanRunRefusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(run);
        var folder = Path.Combine(runsFolder, run);
        if (run.Length == 0 || Path.GetFileName(run) != run || !run.StartsWith("priority-", StringComparison.Ordinal) || !File.Exists(Path.Combine(folder, RankingName)))
        {
            refusal = new("run.unknown", $"There is no ranking {run}.", runsFolder);
            return null;
        }

        try
        {
            var inputs = PriorityInputs.FromJson(File.ReadAllBytes(Path.Combine(folder, InputsName)));
            var bytes = File.ReadAllBytes(Path.Combine(folder, RankingName));
            var ranking = PriorityRanking.FromJson(bytes);
            refusal = Identify(inputs, ranking) == run ? null : new("run.inputs-changed", "The files are not those the run was named by.", folder);
            return refusal is null ? new(run, inputs, ranking, PlanJson.Sha256(bytes)) : null;
        }
        catch (Exception failure) when (failure is JsonException or FileNotFoundException)
        {
            refusal = new("truncated-file", "A file of the run is missing, cut off or damaged.", folder);
            return null;
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }
}
