namespace Surefoot.Journal;

/// <summary>Asks a projection on both clocks: what was known by a moment, about how things stood on a day.</summary>
public static class AsOf
{
    /// <summary>
    /// A SELECT of one row per record: its latest version that was approved, and not withdrawn, by <c>@knownAt</c> and whose
    /// information date is not after <c>@asOf</c>.
    /// </summary>
    /// <remarks>
    /// <c>@asOf</c> is a date (yyyy-MM-dd) and <c>@knownAt</c> a time in the journal's form, <see cref="Instant"/>; null asks for no bound.
    /// The answer for a moment in the past never changes. A correction with an earlier information date wins from that date on, since the later
    /// version is the better knowledge.
    /// </remarks>
    public static string Select(ProjectionTable table) => $"""
        SELECT * FROM "{table.Name}" t WHERE {Held("t")} AND NOT EXISTS (
          SELECT 1 FROM "{table.Name}" later WHERE later.record_id = t.record_id AND later.sequence > t.sequence AND {Held("later")})
        ORDER BY sequence
        """;

    /// <summary>A moment in the form in which recorded_at, approved_at and withdrawn_at are stored; texts of it sort as times do.</summary>
    public static string Instant(DateTimeOffset time) => EntryText.OfInstant(time);

    private static string Held(string row) => $"""
        {row}.approved_at IS NOT NULL AND (CAST(@knownAt AS TEXT) IS NULL OR {row}.approved_at <= @knownAt)
          AND ({row}.withdrawn_at IS NULL OR (CAST(@knownAt AS TEXT) IS NOT NULL AND {row}.withdrawn_at > @knownAt))
          AND (CAST(@asOf AS TEXT) IS NULL OR {row}.information_date <= @asOf)
        """;
}
