using Surefoot.Hazard.Formulas;

namespace Surefoot.Assessment.Hazard;

/// <summary>What a search method is believed to find, as data: the national default, replaced when trials of the country's own say otherwise.</summary>
/// <param name="Code">Of the code list <c>search-method</c>.</param>
/// <param name="Pass">Pd of one pass over an item, Beta(a, b); a + b is how much one pass tells about the next (METHODS H5).</param>
/// <param name="TeachesCells">False for lanes and samples, which say too little about a single cell to learn from.</param>
/// <param name="Because">Source or assumption.</param>
public sealed record SearchMethod(string Code, DetectionBelief Pass, bool TeachesCells, string Because);

/// <summary>Beliefs about the methods, in the order of the engine's numbers.</summary>
public static class SearchMethods
{
    public static IReadOnlyList<SearchMethod> All { get; } =
    [
        new("manual", new(5.1, 0.9), true, "Mean 0.85: IMAS 09.10 asks for all to its depth, trials in good soil 0.9 and more, in bad soil 0.5–0.7 (ITEP, BAM)."),
        new("mechanical", new(2.8, 1.2), true, "Mean 0.70: flails and tillers leave items in a share that varies with soil and depth; assumption within published trials."),
        new("dog", new(3.2, 0.8), true, "Mean 0.80: one animal; two over the same ground are two passes. Assumption within published trials."),
        new("rat", new(3.2, 0.8), true, "Mean 0.80, as dogs: no separate trial at hand."),
        new("surface-search", new(2.1, 0.9), true, "Mean 0.70: sees the surface only; what lies deeper is missed by every pass alike, hence few effective trials."),
        new("technical-survey", new(1.4, 2.6), false, "Mean 0.35 of the polygon's items beyond its covered share: lanes are laid where something is expected; assumption."),
    ];

    /// <summary>Unknown methods are believed as little as the weakest.</summary>
    public static int NumberOf(string code)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Code == code)
            {
                return i;
            }
        }

        return All.Count - 1;
    }
}
