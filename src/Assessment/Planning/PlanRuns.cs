using System.Text.Json;

namespace Surefoot.Assessment.Planning;

/// <summary>What a run remembers of itself (<c>run.json</c>).</summary>
/// <param name="Run">Identifier: the same inputs and the same plan have the same.</param>
/// <param name="EngineVersion">Of the program.</param>
/// <param name="Inputs">SHA-256 by file.</param>
/// <param name="Results">SHA-256 by file.</param>
public sealed record PlanRun(
    string Run,
    string Kind,
    bool Synthetic,
    string EngineVersion,
    DateOnly AsOf,
    long JournalSequence,
    IReadOnlyDictionary<string, string> Inputs,
    IReadOnlyDictionary<string, string> Results,
    ulong Seed,
    int BoundSteps,
    int SearchSteps,
    long DeterministicWork,
    int Scenarios,
    double Seconds,
    long PeakBytes);

/// <summary>A kept run read back.</summary>
public sealed record KeptPlan(string Folder, PlanRun Run, PlanInputs Inputs, PlanFile Plan);

/// <summary>Why a kept run cannot be used.</summary>
public sealed record PlanRunRefusal(string Code, string Message, string Where);

/// <summary>Keeps plan runs under <c>runs/plan-…</c> of the data folder.</summary>
public sealed class PlanRuns(string runsFolder)
{
    public const string PlanName = "plan.json";
    private const string InputsName = "inputs.json";
    private const string RunName = "run.json";

    /// <summary>Writes a run; one of the same inputs and plan is replaced by itself.</summary>
    public (PlanRun Run, string PlanPath) Keep(MadePlan made, string engineVersion, double seconds, long peakBytes)
    {
        ArgumentNullException.ThrowIfNull(made);
        var inputs = made.Inputs.ToJson();
        var plan = PlanFile.From(made).ToJson();
        var (inputsHash, planHash) = (PlanJson.Sha256(inputs), PlanJson.Sha256(plan));
        var id = "plan-" + PlanJson.Sha256(System.Text.Encoding.ASCII.GetBytes(inputsHash + planHash))[..12];
        var run = new PlanRun(
            id,
            "plan",
            made.Inputs.Synthetic,
            engineVersion,
            made.Inputs.AsOf,
            made.Inputs.JournalSequence,
            new Dictionary<string, string> { [InputsName] = inputsHash },
            new Dictionary<string, string> { [PlanName] = planHash },
            made.Inputs.Seed,
            made.Inputs.BoundSteps,
            made.Result.SearchSteps,
            made.Result.DeterministicWork,
            made.Inputs.Scenarios,
            seconds,
            peakBytes);
        var folder = Directory.CreateDirectory(Path.Combine(runsFolder, id)).FullName;
        Write(Path.Combine(folder, InputsName), inputs);
        Write(Path.Combine(folder, PlanName), plan);

        // Last, so that a folder with it is whole.
        Write(Path.Combine(folder, RunName), JsonSerializer.SerializeToUtf8Bytes(run, PlanJson.Options));
        return (run, Path.Combine(folder, PlanName));
    }

    /// <summary>Identifiers of the kept runs, newest first.</summary>
    public IReadOnlyList<string> List() =>
        !Directory.Exists(runsFolder)
            ? []
            :
            [
                .. Directory.EnumerateDirectories(runsFolder, "plan-*")
                    .Where(folder => File.Exists(Path.Combine(folder, RunName)))
                    .OrderByDescending(folder => File.GetLastWriteTimeUtc(Path.Combine(folder, RunName)))
                    .ThenBy(folder => folder, StringComparer.Ordinal)
                    .Select(folder => Path.GetFileName(folder)),
            ];

    /// <summary>The newest kept run, or null.</summary>
    public KeptPlan? Newest() => List().Select(id => Read(id, out _)).FirstOrDefault(run => run is not null);

    /// <summary>Null with a refusal when there is no such run, a file is cut off, or the inputs are not what the run says they were.</summary>
    public KeptPlan? Read(string run, out PlanRunRefusal? refusal)
    {
        var folder = Path.Combine(runsFolder, run);
        if (run.Length == 0 || Path.GetFileName(run) != run || !File.Exists(Path.Combine(folder, RunName)))
        {
            refusal = new("run.unknown", $"There is no plan run {run}.", runsFolder);
            return null;
        }

        var file = RunName;
        try
        {
            var kept = JsonSerializer.Deserialize<PlanRun>(File.ReadAllBytes(Path.Combine(folder, file)), PlanJson.Options)!;
            file = InputsName;
            var inputs = File.ReadAllBytes(Path.Combine(folder, file));
            if (PlanJson.Sha256(inputs) != kept.Inputs[InputsName])
            {
                refusal = new("run.inputs-changed", "The inputs are not those the run was made from.", Path.Combine(folder, file));
                return null;
            }

            var readInputs = PlanInputs.FromJson(inputs);
            file = PlanName;
            refusal = null;
            return new KeptPlan(folder, kept, readInputs, PlanFile.FromJson(File.ReadAllBytes(Path.Combine(folder, file))));
        }
        catch (Exception failure) when (failure is JsonException or FileNotFoundException)
        {
            refusal = new("truncated-file", $"{file} is missing, cut off or damaged.", Path.Combine(folder, file));
            return null;
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }
}
