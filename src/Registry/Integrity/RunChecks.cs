using System.Diagnostics;
using NetTopologySuite.IO;
using Surefoot.Geodesy;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Integrity;

/// <summary>Runs the named checks on live data (INTEGRITY 4, rule 13). Reads only.</summary>
public static class RunChecks
{
    /// <summary>All checks, in the order in which they run.</summary>
    public static IReadOnlyList<IntegrityCheck> All { get; } = [.. JournalChecks.All, .. GeometryChecks.All, .. RecordChecks.All, .. LandChecks.All, .. FindChecks.All];

    /// <param name="code">One check, or a category; null for all.</param>
    /// <param name="listed">How many records of each check come with the result.</param>
    /// <exception cref="ArgumentException">There is no such check or category.</exception>
    public static IReadOnlyList<CheckResult> Handle(CheckData data, string? code = null, int listed = 20, IProgress<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var wanted = All.Where(check => code is null || check.Code == code || check.Category == code).ToList();
        if (wanted.Count == 0)
        {
            throw new ArgumentException($"There is no check {code}.", nameof(code));
        }

        return wanted.ConvertAll(check =>
        {
            data.Cancellation.ThrowIfCancellationRequested();
            progress?.Report(check.Code);
            var started = Stopwatch.GetTimestamp();
            List<CheckFinding> records = [];
            var count = 0L;
            foreach (var finding in check.Find(data))
            {
                if (count++ < listed)
                {
                    records.Add(finding.At is null ? finding with { At = PlaceOf(data, finding) } : finding);
                }
            }

            return new CheckResult(check, count, records, Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3));
        });
    }

    private static GeoPoint? PlaceOf(CheckData data, CheckFinding finding)
    {
        if (!data.Types.TryGet(finding.Type, out var type) || type.Shape == ShapeKind.None)
        {
            return null;
        }

        // The journal's index on type and key, since the projection has none on the key.
        var wkb = data.Rows(
            $"SELECT t.geometry FROM entry e JOIN {type.Table} t ON t.sequence = e.sequence WHERE e.record_type = @type AND e.client_key = @id ORDER BY e.version DESC LIMIT 1",
            row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0),
            ("@type", finding.Type),
            ("@id", finding.Id));
        return wkb.Count == 0 || wkb[0] is null || new WKBReader().Read(wkb[0]!).Coordinate is not { } at ? null : new GeoPoint(at.X, at.Y);
    }
}
