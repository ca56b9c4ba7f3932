namespace Surefoot.Geodesy.Written;

/// <summary>One thing that is wrong, or doubtful, in a table or file of measurements.</summary>
/// <param name="Rejects">Nothing may be used until it is mended; otherwise a person should look.</param>
/// <param name="Row">1-based data row, line or point; null for the whole.</param>
/// <param name="Field">Column or element.</param>
/// <param name="Value">What was written, cut to 200 characters.</param>
/// <param name="Rule">Code such as <c>traverse.north-missing</c>.</param>
/// <param name="Message">For people: what happened.</param>
/// <param name="Suggestion">What would be accepted.</param>
public sealed record WrittenFinding(bool Rejects, int? Row, string? Field, string? Value, string Rule, string Message, string? Suggestion = null)
{
    public static WrittenFinding Reject(int? row, string? field, string? value, string rule, string message, string? suggestion = null) => new(true, row, field, Cut(value), rule, message, suggestion);

    public static WrittenFinding Flag(int? row, string? field, string? value, string rule, string message, string? suggestion = null) => new(false, row, field, Cut(value), rule, message, suggestion);

    private static string? Cut(string? value) => value is { Length: > 200 } ? value[..200] : value;
}
