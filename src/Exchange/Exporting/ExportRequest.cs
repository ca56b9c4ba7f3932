using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Exporting;

/// <param name="Type">Code of the record type.</param>
/// <param name="Format">One of <see cref="ExportRecords.Formats"/>.</param>
/// <param name="Path">The file to be written; replaced whole or not at all.</param>
/// <param name="Query">Which records, as of when, as known when.</param>
/// <param name="Reason">Why records about persons are taken out; logged.</param>
public sealed record ExportRequest(string Type, string Format, string Path, RecordQuery Query, string Actor = Policy.LocalActor, string Reason = "");

/// <param name="Sha256">Of the file's bytes: the same records give the same bytes.</param>
public sealed record ExportResult(long Rows, string File, string Sha256);

/// <param name="Result">Null if declined.</param>
public sealed record ExportOutcome(ExportResult? Result, Declined? Declined);
