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

/// <summary>Rows of the source that no record type takes: they are kept outside, and say so.</summary>
/// <param name="Meaning">What the source says its rows are; empty for a table that is not known here.</param>
public sealed record NotTakenRows(string Table, string Meaning, long Rows)
{
    /// <summary>Sum of the quantities that the rows state, such as devices; null if they state none.</summary>
    public long? Pieces { get; init; }
}

/// <summary>What came over of one type, record by record.</summary>
/// <param name="Equal">Records whose every value, shape, area and version is the same on both sides.</param>
/// <param name="Different">Records that are here but not the same; each is listed.</param>
/// <param name="LeftOut">Records that are not here; each is listed.</param>
public sealed record HeldRecords(string Type, long Source, long Equal, long Different, long LeftOut);

/// <summary>What another system holds beside what came of it here, in three parts that are judged apart: what is held equal, what differs, and what is kept outside.</summary>
/// <param name="Held">Of each type that came over, how many records are equal.</param>
/// <param name="Rows">Sums on both sides.</param>
/// <param name="Differences">Everything that is not the same, one by one.</param>
/// <param name="NotTaken">What no record type takes, counted.</param>
public sealed record Reconciliation(IReadOnlyList<HeldRecords> Held, IReadOnlyList<ReconciliationRow> Rows, IReadOnlyList<ReconciliationDifference> Differences, IReadOnlyList<NotTakenRows> NotTaken)
{
    /// <summary>What has a place here is the same on both sides: every record, and every sum. Says nothing of what is kept outside.</summary>
    public bool Equal => Differences.Count == 0 && Rows.All(row => row.Equal) && Held.All(held => held.Equal == held.Source);

    /// <summary>Nothing was kept outside.</summary>
    public bool Complete => NotTaken.Count == 0;

    /// <summary><c>equal</c>; <c>equal-in-part</c>: what came over is equal, and something is kept outside; <c>different</c>.</summary>
    public string Verdict => !Equal ? "different" : Complete ? "equal" : "equal-in-part";
}
