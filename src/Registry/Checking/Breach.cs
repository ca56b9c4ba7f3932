namespace Surefoot.Registry.Checking;

/// <summary>One rule that a row breaks.</summary>
/// <param name="Refused">The row cannot be taken; otherwise it is taken and flagged.</param>
/// <param name="Field">Name of the field, or of one that every record has.</param>
/// <param name="Value">As written.</param>
/// <param name="Rule">Code of the rule, such as <c>code.unknown</c>.</param>
/// <param name="Message">For people: what is wrong.</param>
/// <param name="Suggestion">What would be accepted.</param>
public sealed record Breach(bool Refused, string Field, string? Value, string Rule, string Message, string? Suggestion = null);

/// <summary>Bounds of dates that no declaration knows.</summary>
/// <param name="Earliest">No fact of the registry is older (DOMAIN 4.6: dates before the programme are findings).</param>
/// <param name="DataDate">No fact is younger: the day of the injected clock.</param>
public sealed record CheckSettings(DateOnly Earliest, DateOnly DataDate)
{
    /// <summary>1988: the first displacement in the region the sample shows; a country sets its own.</summary>
    public static CheckSettings Until(DateOnly dataDate) => new(new DateOnly(1988, 1, 1), dataDate);

    public static CheckSettings Today(TimeProvider clock) => Until(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
}

/// <summary>A row as the registry understands it.</summary>
/// <param name="Values">In the order of the type's fields; null where nothing was written or nothing could be understood.</param>
public sealed record CheckedRow(string Id, DateOnly InformationDate, DateOnly? EventDate, bool Synthetic, object?[] Values);
