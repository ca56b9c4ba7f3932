using Surefoot.Geodesy;

namespace Surefoot.Exchange.Reading;

public enum Verdict
{
    Accept,
    Flag,
    Reject,

    /// <summary>Of a finding only: worth knowing, nothing is doubtful, the verdict stays what it is.</summary>
    Notice,
}

/// <summary>One thing that is wrong, or doubtful, in a file: where it is, which rule it breaks and what would be right.</summary>
/// <param name="Severity"><see cref="Verdict.Flag"/>, <see cref="Verdict.Reject"/> or <see cref="Verdict.Notice"/>.</param>
/// <param name="Row">1-based data row or feature; null for the file as a whole.</param>
/// <param name="Field">Column or property; <c>geometry</c> for the shape.</param>
/// <param name="Value">What was written, cut to 200 characters.</param>
/// <param name="Rule">Code of the rule, such as <c>geometry.self-intersection</c>.</param>
/// <param name="Message">For people: what happened.</param>
/// <param name="Suggestion">What would be accepted, or an offered correction.</param>
/// <param name="At">Place of the fault, if it has one.</param>
public sealed record Finding(Verdict Severity, long? Row, string? Field, string? Value, string Rule, string Message, string? Suggestion = null, GeoPoint? At = null)
{
    /// <summary>The one reading of the digits under which the position would be right: an offer, or taken if the importer accepted it.</summary>
    public FindingFix? Fix { get; init; }
}

/// <param name="Wgs84">Where the first position would lie.</param>
/// <param name="Crs">EPSG code of the system in which the numbers then are.</param>
/// <param name="Accepted">The importer took it; what was entered is kept beside it.</param>
public sealed record FindingFix(GeoPoint Wgs84, int Crs, int? Operation, bool Accepted = false);

/// <summary>Collects findings within bounds: the counts are exact, the list keeps the first <see cref="Kept"/>.</summary>
public sealed class FindingList
{
    public const int Kept = 1000;

    private readonly List<Finding> _findings = [];

    /// <summary>The file is about persons: what stands in its cells is said nowhere, since answers end up in logs and letters. Row and field tell where to look.</summary>
    public bool AboutPersons { get; init; }

    public IReadOnlyList<Finding> Findings => _findings;

    public long Flagged { get; private set; }

    public long Rejected { get; private set; }

    public Verdict Verdict => Rejected > 0 ? Verdict.Reject : Flagged > 0 ? Verdict.Flag : Verdict.Accept;

    /// <summary>Takes out what was found since the last time; the counts begin anew.</summary>
    internal IReadOnlyList<Finding> Take()
    {
        if (_findings.Count == 0)
        {
            return [];
        }

        Finding[] taken = [.. _findings];
        _findings.Clear();
        (Flagged, Rejected) = (0, 0);
        return taken;
    }

    public void Add(Finding finding)
    {
        if (finding.Severity == Verdict.Reject)
        {
            Rejected++;
        }
        else if (finding.Severity == Verdict.Flag)
        {
            Flagged++;
        }

        if (_findings.Count < Kept)
        {
            _findings.Add(AboutPersons ? Withheld(finding) : finding);
        }
    }

    private static Finding Withheld(Finding finding)
    {
        if (finding.Field == "id" || string.IsNullOrEmpty(finding.Value))
        {
            return finding with { At = null, Fix = null };
        }

        // A message cuts a long value short; what is offered instead is made from the value.
        var message = finding.Message.Replace(finding.Value, "…", StringComparison.Ordinal).Replace(Text.Cut(finding.Value, 60), "…", StringComparison.Ordinal);
        return finding with { Value = null, Message = message, Suggestion = finding.Rule.StartsWith("code.", StringComparison.Ordinal) ? finding.Suggestion : null, At = null, Fix = null };
    }
}
