using Surefoot.Geodesy;

namespace Surefoot.Registry.Integrity;

/// <summary>How much a finding of a check matters.</summary>
public enum CheckSeverity
{
    /// <summary>Somebody should look when there is time.</summary>
    Warning,

    /// <summary>A figure, a map or a decision may be wrong.</summary>
    Error,
}

/// <summary>One record that a check finds.</summary>
/// <param name="Type">Record type, or what else it is about: <c>district</c>.</param>
/// <param name="Detail">What exactly; null where the title says it all.</param>
/// <param name="At">Where, if the check knows; otherwise the record's place is looked up.</param>
public sealed record CheckFinding(string Type, string Id, string? Detail = null, GeoPoint? At = null);

/// <summary>One named check of live data (INTEGRITY 4, rule 13).</summary>
/// <param name="Code">Category and name, such as <c>land.no-search</c>.</param>
/// <param name="Title">What is wrong with what it finds.</param>
/// <param name="Means">Why that matters.</param>
/// <param name="Owner">Role that puts it right.</param>
/// <param name="Fix">How.</param>
/// <param name="Find">All findings, in a fixed order.</param>
public sealed record IntegrityCheck(
    string Code, string Title, string Means, string Owner, CheckSeverity Severity, string Fix, Func<CheckData, IEnumerable<CheckFinding>> Find)
{
    public string Category => Code[..Code.IndexOf('.', StringComparison.Ordinal)];
}

/// <summary>What a check found.</summary>
/// <param name="Findings">How many in all.</param>
/// <param name="Records">The first of them, with their places.</param>
/// <param name="Seconds">How long it took; what checks share is counted with the first that asks for it.</param>
public sealed record CheckResult(IntegrityCheck Check, long Findings, IReadOnlyList<CheckFinding> Records, double Seconds);

/// <summary>Roles that own checks.</summary>
internal static class Owners
{
    public const string Information = "information-officer";
    public const string Operations = "operations-chief";
    public const string Planner = "planner";
    public const string Quality = "qa-inspector";
    public const string Casualty = "casualty-officer";
    public const string Administrator = "administrator";
}
