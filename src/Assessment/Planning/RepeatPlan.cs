namespace Surefoot.Assessment.Planning;

/// <param name="Identical">The bytes of the plan are the same.</param>
/// <param name="Sha256">Of the plan as made again.</param>
/// <param name="Kept">Of the plan as kept, when the run was made.</param>
public sealed record PlanRepeat(bool Identical, string Sha256, string Kept);

/// <summary>Makes a kept plan again from its inputs, seed and number of steps.</summary>
public static class RepeatPlan
{
    public static PlanRepeat Handle(KeptPlan kept, int workers, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var made = AssessPlan.Handle(kept.Inputs, kept.Run.SearchSteps, workers, null, progress, cancellation);
        var sha256 = PlanJson.Sha256(PlanFile.From(made).ToJson());
        var before = kept.Run.Results[PlanRuns.PlanName];
        return new PlanRepeat(sha256 == before && sha256 == PlanJson.Sha256(File.ReadAllBytes(Path.Combine(kept.Folder, PlanRuns.PlanName))), sha256, before);
    }
}
