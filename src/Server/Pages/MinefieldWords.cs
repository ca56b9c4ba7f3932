using Surefoot.Assessment.Minefields;
using Surefoot.Registry.Minefields;

namespace Surefoot.Server.Pages;

/// <summary>What a match says, in words.</summary>
internal static class MinefieldWords
{
    public static string State(ElementState state) => state switch
    {
        ElementState.NotApplicable => "not applicable",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static string Row(string state) => state switch
    {
        "met" => "Met: items were found in the corridor.",
        "doubted" => "Doubted: searched, nothing found. A search can miss; the row is not disproved.",
        _ => "Unknown: too little of the corridor was searched.",
    };

    public static string Sheet(MatchedSheet sheet) =>
        !sheet.Resolved ? FormattableString.Invariant($"not resolved: {sheet.Matched} of {sheet.Judged} records with searched ground meet finds")
        : sheet.RightAsItStands > 0.5 ? FormattableString.Invariant($"right as it stands ({Figures.Probability(sheet.RightAsItStands)}), but for {Move(sheet)}")
        : $"{(sheet.Slip is null ? "" : sheet.Slip + "; ")}{Move(sheet)}";

    public static string Move(MatchedSheet sheet) => FormattableString.Invariant(
        $"{Toward(sheet.MoveEastM, "east", "west")} (± {sheet.SigmaEastM:0}), {Toward(sheet.MoveNorthM, "north", "south")} (± {sheet.SigmaNorthM:0}), {Math.Abs(sheet.TurnDeg):0.00}° {(sheet.TurnDeg >= 0 ? "anticlockwise" : "clockwise")} (± {sheet.SigmaTurnDeg:0.00})");

    private static string Toward(double metres, string positive, string negative) =>
        FormattableString.Invariant($"{Math.Abs(metres):0} m {(metres >= 0 ? positive : negative)}");
}
