namespace Surefoot.Roads;

/// <summary>How far to look for bundles.</summary>
/// <param name="Bundles">Bundles wanted at most.</param>
/// <param name="Candidates">Candidate sets valued exactly at the start.</param>
/// <param name="Revalued">Candidates valued again after each completion, besides those that lost a block.</param>
/// <param name="LargestSet">Most blocks in one set.</param>
/// <param name="RadiusHours">Only pairs of places nearer than this over open roads propose corridors; farther ones weigh little at τ^−θ.</param>
/// <param name="PenaltyHours">Levels of penalty a block puts on a way, hours: 0 finds the quickest way of all, higher levels find ways with fewer blocks.</param>
public sealed record BundleSearch(int Bundles = 10, int Candidates = 64, int Revalued = 8, int LargestSet = 12, double RadiusHours = 1.5, params double[] PenaltyHours)
{
    internal IReadOnlyList<double> Levels => PenaltyHours.Length > 0 ? PenaltyHours : DefaultLevels;

    private static readonly double[] DefaultLevels = [0, 0.25, 1];
}
