using Surefoot.Journal;
using Surefoot.Registry.Minefields;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Minefields;

/// <summary>One record with everything that follows from it: score, points, rows with their budget, scan.</summary>
/// <param name="Row">As stored.</param>
/// <param name="Operation">EPSG code of the operation that its outline was brought here by.</param>
public sealed record DescribedMinefield(
    RecordRow Row,
    MinefieldRecord Record,
    Completeness Completeness,
    PlacedPoints Points,
    PredictedRows? Rows,
    RegisteredScan? Scan,
    string? ScanReason,
    bool ScanKept,
    int? Operation);

/// <summary>Reads one minefield record and what follows from it; nothing here looks at a find.</summary>
public static class DescribeMinefield
{
    /// <param name="reader">Of the person who asks: what they may not see is not found.</param>
    public static DescribedMinefield? Handle(JournalStore journal, RegistryReader reader, string id)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.Find("minefield-record", id, RecordQuery.Now with { ApprovedOnly = false }) is not { } row)
        {
            return null;
        }

        var record = row.As<MinefieldRecord>();
        var (_, operation, _) = new PayloadReader(row.Type).Read(journal.Read(row.Sequence).First().Payload.Span, new object?[row.Type.Fields.Count]);
        if (record.Scan is null && reader.List("sheet-scan", RecordQuery.Now with { ApprovedOnly = false, Where = new Dictionary<string, string> { ["record"] = id } }).LastOrDefault()?.As<SheetScan>() is { } attached)
        {
            // Attached afterwards, as a record of its own: nothing of the record itself had to be written again.
            record = record with { Scan = attached.File, ScanPoints = attached.ScanPoints };
        }

        var outline = row.ReadGeometry();
        var points = PlacePoints.Handle(record);
        var (scan, reason) = record.Scan is null && record.ScanPoints is null ? (null, null) : RegisterScan.Handle(record);
        return new(
            row, record, JudgeCompleteness.Handle(record, outline is not null), points, PredictRows.Handle(record, outline, operation, points),
            scan, reason, record.Scan is { } sha256 && reader.HasFile(sha256), operation);
    }
}
