using Surefoot.Exchange.Reading;

namespace Surefoot.Cli;

/// <summary>The one reading under which a position would be right; the place is on WGS 84.</summary>
internal sealed record FixAnswer(double Lon, double Lat, int Crs, int? Operation, bool Accepted);

/// <summary>A finding with the keys of the manual; <c>at</c> is longitude, latitude.</summary>
internal sealed record FindingAnswer(long? Row, string? Field, string? Value, string Rule, string Message, string? Suggestion, double[]? At, Verdict Severity, FixAnswer? Fix)
{
    public static FindingAnswer[] From(IEnumerable<Finding> findings) =>
        [.. findings.Select(f => new FindingAnswer(f.Row, f.Field, f.Value, f.Rule, f.Message, f.Suggestion, f.At is { } at ? [at.LongitudeDeg, at.LatitudeDeg] : null, f.Severity, f.Fix is { } fix ? new(fix.Wgs84.LongitudeDeg, fix.Wgs84.LatitudeDeg, fix.Crs, fix.Operation, fix.Accepted) : null))];

    /// <summary>One line a finding, the first twenty.</summary>
    public static void Print(TextWriter output, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings.Take(20))
        {
            var place = (finding.Row, finding.Field) switch
            {
                ({ } row, { } field) => $"row {row}, {field}: ",
                ({ } row, null) => $"row {row}: ",
                (null, { } field) => $"{field}: ",
                _ => "",
            };
            output.WriteLine($"  {(finding.Severity switch { Verdict.Reject => "reject", Verdict.Flag => "flag  ", _ => "notice" })}  {place}{finding.Message}{(finding.Suggestion is null ? "" : $" {finding.Suggestion}")}  [{finding.Rule}]");
        }

        if (findings.Count > 20)
        {
            output.WriteLine($"  … and {findings.Count - 20} more; --json lists them.");
        }
    }
}
