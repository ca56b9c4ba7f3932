using Surefoot.Exchange.Reading;
using Surefoot.Registry.Minefields;
using Surefoot.Registry.Rights;

namespace Surefoot.Server.Writing;

/// <summary>One thing that is wrong or doubtful in what was typed, at its cell.</summary>
/// <param name="Table">Null for what all lines share; then <paramref name="Column"/> is a field of the head.</param>
/// <param name="Line">As numbered on the page; null for the table as a whole.</param>
public sealed record EntryFinding(Verdict Severity, string? Table, int? Line, string? Column, string Message, string? Suggestion = null);

/// <summary>A record as it would be written.</summary>
/// <param name="Closure">How its legs close, in words; null where they are no traverse.</param>
public sealed record EntryPreview(int Line, string Id, Completeness Completeness, string? Closure, int Points, int Legs, int Rows);

/// <summary>What the checks of an import say about what was typed, or what became of it.</summary>
/// <param name="Batch">What to submit or take back; null if nothing was written.</param>
/// <param name="Declined">Why this person may not; nothing was written then.</param>
public sealed record EntryAnswer(
    Verdict Verdict, long New, long Changed, long Unchanged, IReadOnlyList<EntryFinding> Findings, IReadOnlyList<EntryPreview> Records, string? Batch = null, string? State = null, Declined? Declined = null)
{
    public IEnumerable<EntryFinding> At(string table, int line) => Findings.Where(finding => finding.Table == table && finding.Line == line);

    public bool IsWrong(string? table, int? line, string column) => Findings.Any(finding => finding.Table == table && finding.Line == line && finding.Column == column && finding.Severity != Verdict.Notice);
}
