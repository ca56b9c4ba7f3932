using Surefoot.Exchange.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Importing;

/// <summary>One record or feature to write as a new version.</summary>
/// <param name="Path">GeoJSON with one feature, CSV with one row, or a JSON object of fields.</param>
/// <param name="Id">The record's id; null if the file says it.</param>
/// <param name="Base">The version the writer started from, 0 for a new record; null: the record must be new, or the same content be there.</param>
/// <param name="Draft">Left as a draft, to be submitted later.</param>
/// <param name="DryRun">Only says what would happen.</param>
public sealed record SaveRequest(
    string Path,
    string Type,
    ReadOptions Reading,
    string Actor = Policy.LocalActor,
    string? Id = null,
    int? Base = null,
    bool Draft = false,
    string Reason = "",
    bool DryRun = false);

/// <summary>What became of a write.</summary>
/// <param name="Outcome">new, changed or unchanged; null if nothing could be taken.</param>
/// <param name="Version">The version that holds the content; null if there is none.</param>
/// <param name="State">In which that version stands.</param>
/// <param name="Conflict">The versions that now compete; empty if none do.</param>
public sealed record SaveResult(
    Verdict Verdict,
    string Type,
    string? Id,
    string? Outcome,
    int? Version,
    int? BaseVersion,
    string? State,
    string? Batch,
    IReadOnlyList<int> Conflict,
    IReadOnlyList<Finding> Findings);

/// <summary>A write that was done, or was declined.</summary>
public sealed record SaveOutcome(SaveResult? Result, Declined? Declined);
