namespace Surefoot.Journal;

/// <summary>The first entry that does not hold, and why.</summary>
public sealed record BadEntry(long Sequence, string Reason);

/// <param name="Identical">Whether the stored table equals the one made again from the entries.</param>
/// <param name="Sha256">Over all values of all rows in sequence, and over the boxes; of the table made again.</param>
public sealed record RebuiltTable(string Name, long Rows, string Sha256, bool Identical);

public sealed record RebuildReport(bool Identical, IReadOnlyList<RebuiltTable> Tables);

/// <param name="Entries">How many entries were read and held.</param>
/// <param name="Head">Hash of the last entry that held, lower-case hex.</param>
/// <param name="Projections">null if they were not asked for, or if the chain is broken already.</param>
public sealed record VerifyReport(bool Ok, long Entries, string Head, BadEntry? FirstBad, RebuildReport? Projections);

/// <param name="Sha256">Of the file.</param>
public sealed record ExportReport(long Entries, string Sha256);
