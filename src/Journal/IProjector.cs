namespace Surefoot.Journal;

public enum ColumnType
{
    Text,
    Integer,
    Real,
    Blob,
}

public sealed record ProjectionColumn(string Name, ColumnType Type, bool Indexed = false);

/// <summary>A table made from the journal alone; a new <paramref name="Version"/> throws the old one away and makes it again.</summary>
/// <remarks>
/// The journal adds its own columns before these: record_id, version, sequence (primary key), base_version, client_key, state, event_date,
/// information_date, recorded_at, decided_sequence, decided_at (the last decision), approved_sequence, approved_at, withdrawn_sequence,
/// withdrawn_at, batch, actor, organisation, is_current (1 for the latest approved version of a record). One row per version of a record,
/// so that any list can be asked as of either clock (<see cref="AsOf"/>). Ids, dates and times are text in the journal's forms.
/// With <paramref name="HasGeometry"/> it adds a column <c>geometry</c> (WKB, lon/lat WGS 84) and an R*Tree named like the table with
/// <c>_box</c> behind it: id (= sequence), min_x, max_x, min_y, max_y. A column may not have the name of one of the journal's own.
/// </remarks>
public sealed record ProjectionTable(string RecordType, string Name, int Version, IReadOnlyList<ProjectionColumn> Columns, bool HasGeometry);

/// <summary>The values of one row, in the order of the table's own columns, and the box and WKB of its geometry.</summary>
/// <param name="Values">null, string, bool, int, long, double, DateOnly or byte[].</param>
/// <param name="GeometryWkb">null for a row without geometry; then the box counts for nothing.</param>
public sealed record ProjectedRow(object?[] Values, byte[]? GeometryWkb, double MinX, double MinY, double MaxX, double MaxY);

/// <summary>Turns entries into rows. The journal knows no record type: the registry tells it here what the tables are.</summary>
public interface IProjector
{
    IReadOnlyList<ProjectionTable> Tables { get; }

    /// <param name="entry">An entry of one of the tables' record types.</param>
    /// <param name="payload">Its payload in the clear; empty if its key was destroyed.</param>
    ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload);
}
