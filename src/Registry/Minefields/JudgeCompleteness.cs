namespace Surefoot.Registry.Minefields;

public enum ElementState
{
    Present,
    Partial,

    /// <summary>Stood on the sheet and cannot be read any more.</summary>
    Unreadable,
    Absent,
    NotApplicable,
}

/// <summary>One element of the annex, and how it stands in one record.</summary>
/// <param name="Because">What in the record says so.</param>
/// <param name="Stated">Said by somebody who saw the sheet, not told from the fields.</param>
public sealed record JudgedElement(RecordElement Element, ElementState State, string Because, bool Stated, string? Reliability = null, string? Reviewer = null)
{
    /// <summary>Present 1, partial ½, unreadable and absent 0 (DOMAIN 6); an element that does not apply counts nowhere.</summary>
    public double Points => State switch { ElementState.Present => 1, ElementState.Partial => 0.5, _ => 0 };
}

/// <param name="Score">Sum of the states over the count of elements that apply, 0 to 1.</param>
/// <param name="StatedScore">What the record itself states as its completeness; null if nothing.</param>
public sealed record Completeness(RecordElements List, IReadOnlyList<JudgedElement> Elements, double Score, int Applicable, double? StatedScore);

/// <summary>How complete a record is against the technical annex, element by element. Complete is not true: trust is another number.</summary>
public static class JudgeCompleteness
{
    /// <param name="hasOutline">The record has its shape.</param>
    public static Completeness Handle(MinefieldRecord record, bool hasOutline, RecordElements? list = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        list ??= RecordElements.BuiltIn;
        var readings = (record.Elements ?? []).GroupBy(reading => reading.Element, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var judged = list.Elements.Select(element => readings.TryGetValue(element.Element, out var reading)
            ? new JudgedElement(element, Read(reading.State), "as read from the sheet", true, reading.Reliability, reading.Reviewer)
            : Told(element, record, hasOutline)).ToList();
        var applicable = judged.Count(one => one.State != ElementState.NotApplicable);
        return new(list, judged, applicable == 0 ? 0 : judged.Sum(one => one.Points) / applicable, applicable, record.Completeness);
    }

    private static ElementState Read(string state) => state switch
    {
        "present" => ElementState.Present,
        "partial" => ElementState.Partial,
        "unreadable" => ElementState.Unreadable,
        "not-applicable" => ElementState.NotApplicable,
        _ => ElementState.Absent,
    };

    private static JudgedElement Told(RecordElement element, MinefieldRecord record, bool hasOutline)
    {
        var (state, because) = element.Element switch
        {
            "reference-points" => ReferencePoints(record),
            "dimensions" => Dimensions(record),
            "map-or-diagram" => record.Scan is not null ? Is(ElementState.Present, "the scan is kept") : Is(ElementState.Partial, $"only the sheet is named: {record.Sheet}"),
            "perimeter" => hasOutline ? Is(ElementState.Present, "the outline is drawn") : Is(ElementState.Absent, "no outline"),
            "extent" => Extent(record, hasOutline),
            "item-type" => ItemType(record),
            "item-number" => record.ItemCount is not null || Every(record, items => items.Count is not null) == ElementState.Present ? Is(ElementState.Present, "the number is stated") : Is(ElementState.Absent, "no number"),
            "emplacing-method" => record.EmplacingMethod is { } method and not "unknown" ? Is(ElementState.Present, method) : record.Rows is not null ? Is(ElementState.Partial, "rows are stated, the method is not") : Is(ElementState.Absent, "not stated"),
            "fuze-type" => OfItems(record, items => items.Fuzed is not null, "fuze"),
            "fuze-lifetime" => OfItems(record, items => items.LifetimeDays is not null, "lifetime"),
            "laid-on" => record.LaidOn is null ? Is(ElementState.Absent, "no date") : record.LaidAt is null ? Is(ElementState.Partial, "the date without the time") : Is(ElementState.Present, "date and time"),
            "anti-handling" => OfItems(record, items => items.AntiHandling is not null, "anti-handling"),
            "other-information" => record.OtherInformation is not null ? Is(ElementState.Present, "stated") : Is(ElementState.Absent, "nothing stated"),
            "exact-location" => ExactLocation(record),
            "booby-traps" => record.BoobyTraps is null or 0
                ? Is(ElementState.NotApplicable, record.BoobyTraps is 0 ? "the record states none" : "none are stated")
                : Is(ElementState.Partial, $"{record.BoobyTraps} are stated; whether each is placed is said by who read the sheet"),
            _ => Is(ElementState.Absent, "nobody said"),
        };
        return new(element, state, because, false);
    }

    // The Protocol of 1980 asks for one reference point only.
    private static (ElementState, string) ReferencePoints(MinefieldRecord record)
    {
        var stated = (record.Points ?? []).Count(point => point is { Role: "reference-point", AsWritten: not null });
        var owed = record.RecordingDuty == "protocol-ii-1980" ? 1 : 2;
        return (stated >= owed ? ElementState.Present : stated > 0 ? ElementState.Partial : ElementState.Absent, $"{stated} with coordinates, {owed} owed");
    }

    private static (ElementState, string) Dimensions(MinefieldRecord record)
    {
        var legs = record.Legs?.Count ?? 0;
        var usable = record.AngleUnit is not null && record.LengthUnit is not null && record.North is not (null or "unknown");
        return legs >= 3 && usable ? Is(ElementState.Present, $"{legs} legs with unit and north")
            : legs > 0 ? Is(ElementState.Partial, usable ? $"only {legs} legs" : $"{legs} legs whose unit or north is not stated")
            : Is(ElementState.Absent, "no legs");
    }

    private static (ElementState, string) Extent(MinefieldRecord record, bool hasOutline) => (record.ExtentLengthM, record.ExtentWidthM) switch
    {
        (not null, not null) => Is(ElementState.Present, "length and width are stated"),
        (null, null) => hasOutline ? Is(ElementState.Partial, "only as the outline shows it") : Is(ElementState.Absent, "not stated"),
        _ => Is(ElementState.Partial, "one of length and width"),
    };

    private static (ElementState, string) ItemType(MinefieldRecord record) => Every(record, items => items.Model is not null) switch
    {
        ElementState.Present => Is(ElementState.Present, "a designation for every kind of item"),
        ElementState.Partial => Is(ElementState.Partial, "a designation for some of them"),
        _ => record.Category is not null || record.Items is { Count: > 0 } ? Is(ElementState.Partial, "only the category") : Is(ElementState.Absent, "not stated"),
    };

    private static (ElementState, string) ExactLocation(MinefieldRecord record) =>
        record.DrawnRows is { Count: > 0 } rows
            ? record.Rows is { } owed && rows.Count < owed ? Is(ElementState.Partial, $"{rows.Count} of {owed} rows are placed") : Is(ElementState.Present, $"{rows.Count} rows from point to point")
            : record.Rows is not null ? Is(ElementState.Partial, "the number of rows, not where they run") : Is(ElementState.Absent, "no rows");

    private static (ElementState, string) OfItems(MinefieldRecord record, Func<RecordedItems, bool> says, string what) => Every(record, says) switch
    {
        ElementState.Present => Is(ElementState.Present, $"{what} stated for every kind of item"),
        ElementState.Partial => Is(ElementState.Partial, $"{what} stated for some"),
        _ => Is(ElementState.Absent, $"{what} not stated"),
    };

    private static ElementState Every(MinefieldRecord record, Func<RecordedItems, bool> says)
    {
        var items = record.Items ?? [];
        var count = items.Count(says);
        return count == 0 ? ElementState.Absent : count == items.Count ? ElementState.Present : ElementState.Partial;
    }

    private static (ElementState, string) Is(ElementState state, string because) => (state, because);
}
