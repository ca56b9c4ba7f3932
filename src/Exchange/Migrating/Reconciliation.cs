namespace Surefoot.Exchange.Migrating;

/// <summary>One sum on both sides.</summary>
/// <param name="By"><c>all, status, district</c> or <c>year</c>.</param>
/// <param name="SourceAreaM2">Areas of the source's shapes, each by itself, in the account's plane.</param>
/// <param name="SourceReportedM2">Sum of the areas as the source states them.</param>
public sealed record ReconciliationRow(string Type, string By, string Key, long SourceCount, long TargetCount, double SourceAreaM2, double TargetAreaM2, double SourceReportedM2, double TargetReportedM2)
{
    private const double SameAreaM2 = 0.01;

    public bool Equal => SourceCount == TargetCount && Math.Abs(SourceAreaM2 - TargetAreaM2) < SameAreaM2 && Math.Abs(SourceReportedM2 - TargetReportedM2) < SameAreaM2;
}

/// <param name="Kind"><c>left-out, doubled, no-id, shape, shape-changed, value, code, district, versions</c>.</param>
public sealed record ReconciliationDifference(string Type, string Id, string Kind, string Message);

/// <param name="Meaning">What the source says its rows are.</param>
public sealed record NotTakenRows(string Table, string Meaning, long Rows);

/// <summary>What another system holds beside what came of it here.</summary>
/// <param name="Equal">Every sum is the same on both sides and no difference is listed.</param>
public sealed record Reconciliation(bool Equal, IReadOnlyList<ReconciliationRow> Rows, IReadOnlyList<ReconciliationDifference> Differences, IReadOnlyList<NotTakenRows> NotTaken);
