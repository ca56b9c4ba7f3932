namespace Surefoot.Journal;

/// <summary>Adds the journal's own projection, the decisions taken, to the tables of the registry.</summary>
internal sealed class ActProjector(IProjector records) : IProjector
{
    public const string Decisions = "decision";

    private static readonly ProjectionTable DecisionTable = new(ActTypes.Decision, Decisions, 2,
    [
        new ProjectionColumn("action", ColumnType.Text),
        new ProjectionColumn("target_batch", ColumnType.Text, Indexed: true),
        new ProjectionColumn("target_sequence", ColumnType.Integer, Indexed: true),
        new ProjectionColumn("bound_hash", ColumnType.Text),
        new ProjectionColumn("entries", ColumnType.Integer),
        new ProjectionColumn("binding_hash", ColumnType.Text),
    ], HasGeometry: false);

    public IReadOnlyList<ProjectionTable> Tables { get; } = [.. records.Tables, DecisionTable];

    public ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload)
    {
        if (entry.RecordType != ActTypes.Decision)
        {
            return records.Project(entry, payload);
        }

        var decision = DecisionPayload.Read(payload);
        return new ProjectedRow([decision.Action, decision.Batch, decision.Batch is null ? decision.FirstSequence : null, decision.BoundHash, decision.Entries, decision.BindingHash], null, 0, 0, 0, 0);
    }
}
