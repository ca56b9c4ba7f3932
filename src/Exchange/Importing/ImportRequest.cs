using Surefoot.Exchange.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Importing;

/// <summary>What is to be imported, how it is to be read, and who says so.</summary>
/// <param name="Path">The file.</param>
/// <param name="Type">Code of the record type.</param>
/// <param name="Reading">CRS, operation, district, encoding.</param>
/// <param name="Actor">Who imports.</param>
/// <param name="ApproveAs">Who approves at once, another person; null leaves the rows submitted.</param>
/// <param name="Profile">How columns become fields.</param>
/// <param name="DryRun">Only says what would happen.</param>
/// <param name="OpenCases">Look at once for what contradicts released land; false where the caller does so itself after several imports.</param>
/// <param name="Draft">Leaves the rows as drafts, to be submitted later.</param>
/// <param name="Workers">For the net area; the result does not depend on it.</param>
public sealed record ImportRequest(
    string Path,
    string Type,
    ReadOptions Reading,
    string Actor = Policy.LocalActor,
    string? ApproveAs = null,
    ImportProfile? Profile = null,
    bool DryRun = false,
    int Workers = 1,
    bool Draft = false,
    bool OpenCases = true)
{
    /// <summary>What the file is called, where its path says something else.</summary>
    public string? Name { get; init; }
}

/// <summary>What became of an import.</summary>
/// <param name="Rows">Data rows or features of the file.</param>
/// <param name="Flagged">Rows with a doubt that a person should look at; they were imported.</param>
/// <param name="Rejected">Rows that cannot be taken. One is enough that nothing was imported.</param>
/// <param name="Batch">What to approve, return or undo; null if nothing was written.</param>
/// <param name="State">State of the batch; null if nothing was written.</param>
/// <param name="NetAreaM2">Area of the union of the file's polygons in the account's plane; null for other shapes.</param>
/// <param name="Findings">The first thousand.</param>
public sealed record ImportResult(
    Verdict Verdict,
    long Rows,
    long New,
    long Changed,
    long Unchanged,
    long Flagged,
    long Rejected,
    string? Batch,
    string? State,
    double? NetAreaM2,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Cases that it opened: accidents, finds and hazards in released land.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>Of the file's bytes.</summary>
    public string Sha256 { get; init; } = "";
}

/// <summary>An import that was done, or was declined before the file was read.</summary>
/// <param name="Result">Null if declined.</param>
/// <param name="Declined">Why the actor may not, or why the approval was not given (then <paramref name="Result"/> stands and the rows are submitted).</param>
public sealed record ImportOutcome(ImportResult? Result, Declined? Declined);
