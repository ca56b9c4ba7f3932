using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Staging;

/// <summary>How a staged file is to be understood; what a person chose, and can keep under a name.</summary>
/// <param name="Columns">Column of the file to our field; to nothing, if it is left out.</param>
/// <param name="Values">Our field to what every row has.</param>
/// <param name="AcceptedFixes">Rules whose offered fixes are taken, or <c>all</c>.</param>
public sealed record StagedPlan(
    int? Crs,
    int? Operation,
    string? District,
    string? Encoding,
    string? Layer,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<string> AcceptedFixes)
{
    public static StagedPlan None { get; } = new(null, null, null, null, null, new Dictionary<string, string>(), new Dictionary<string, string>(), []);

    internal ReadOptions Reading => new(Crs, Operation, District, Encoding, Layer) { AcceptedFixes = AcceptedFixes };

    internal ImportProfile Profile => ImportProfile.Of(Columns, Values);
}

/// <summary>A file that somebody handed in and that is not imported yet.</summary>
/// <param name="Id">Name of its folder.</param>
/// <param name="File">As its sender named it.</param>
/// <param name="Type">Record type it is to become.</param>
/// <param name="Foreseen">What an import would do, of the last dry run; null before the first.</param>
public sealed record StagedImport(string Id, string File, string Sha256, long Bytes, string Type, DateTimeOffset At, string Actor, StagedPlan Plan, ImportResult? Foreseen);

/// <summary>A column of a staged file with what stands in its first rows.</summary>
/// <param name="Field">Our field that it becomes now; null if it is left out or no field takes it.</param>
public sealed record StagedColumn(string Name, IReadOnlyList<string> Samples, string? Field);

/// <summary>What became of an import, kept beside the journal under the name of its batch.</summary>
/// <param name="State">Of the batch when it was imported.</param>
/// <param name="Findings">The first thousand; the rows came in nevertheless.</param>
public sealed record ImportReceipt(
    string Batch,
    string File,
    string Sha256,
    string Type,
    DateTimeOffset At,
    string Actor,
    string Organisation,
    StagedPlan Plan,
    long Rows,
    long New,
    long Changed,
    long Unchanged,
    long Flagged,
    string? State,
    double? NetAreaM2,
    IReadOnlyList<string> Cases,
    IReadOnlyList<Finding> Findings);
