namespace Surefoot.Server.Content;

/// <summary>How the pages read records; the registry stands behind it.</summary>
public sealed record RecordSource(
    IReadOnlyList<RecordTypeLink> Types,
    Func<RecordFilter, CancellationToken, ValueTask<RecordPage>> List,
    Func<string, string, CancellationToken, ValueTask<RecordDetail?>> Find);

/// <param name="Code">Such as <c>hazard-area</c>.</param>
/// <param name="Name">Plural, for people: "Hazard areas".</param>
public sealed record RecordTypeLink(string Code, string Name, long Count)
{
    /// <summary>Fields beyond the usual ones that the list can be narrowed by.</summary>
    public IReadOnlyList<RecordFieldFilter> Filters { get; init; } = [];
}

/// <param name="Choices">Codes with their labels; empty if any value may be asked for.</param>
public sealed record RecordFieldFilter(string Name, string Label, IReadOnlyList<(string Code, string Label)> Choices);

/// <summary>Which records, and which stretch of them. Null means any.</summary>
/// <param name="Year">Of the event, else of the information.</param>
/// <param name="Kind">suspected or confirmed, a category, a method: the type's own first code.</param>
/// <param name="Text">Part of an id or a name.</param>
public sealed record RecordFilter(string Type, string? District = null, int? Year = null, string? Kind = null, string? Text = null, int Skip = 0, int Take = 50)
{
    /// <summary>A further field that must have <see cref="Value"/>.</summary>
    public string? Field { get; init; }

    public string? Value { get; init; }
}


public sealed record RecordPage(long Total, IReadOnlyList<string> Columns, IReadOnlyList<ListedRecord> Rows);

/// <param name="Cells">As many as the page has columns; already formatted.</param>
public sealed record ListedRecord(string Id, IReadOnlyList<string?> Cells);

/// <param name="At">A point of its geometry, longitude and latitude, if it has one.</param>
public sealed record RecordDetail(string Type, string Id, IReadOnlyList<RecordField> Fields, IReadOnlyList<RecordVersion> History, (double Lon, double Lat)? At);

public sealed record RecordField(string Label, string? Value);

/// <summary>One entry of the journal for this record.</summary>
public sealed record RecordVersion(long Sequence, int Version, DateOnly InformationDate, DateTimeOffset RecordedAt, string Actor, string Organisation, string State, string Reason);
