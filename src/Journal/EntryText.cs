using System.Globalization;

namespace Surefoot.Journal;

/// <summary>The text forms in which states, tiers, dates and times are stored and hashed (docs/journal-format.md, section 1).</summary>
internal static class EntryText
{
    private const string DateForm = "yyyy-MM-dd";
    private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const string DeviceForm = "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz";

    public static string Of(EntryState state) => state switch
    {
        EntryState.Draft => "draft",
        EntryState.Submitted => "submitted",
        EntryState.Approved => "approved",
        EntryState.Returned => "returned",
        EntryState.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Of(Tier tier) => tier switch
    {
        Tier.Public => "public",
        Tier.Partner => "partner",
        Tier.Restricted => "restricted",
        Tier.Personal => "personal",
        Tier.Legal => "legal",
        _ => throw new ArgumentOutOfRangeException(nameof(tier)),
    };

    public static string Of(DateOnly date) => date.ToString(DateForm, CultureInfo.InvariantCulture);

    public static string OfInstant(DateTimeOffset time) => time.UtcDateTime.ToString(InstantForm, CultureInfo.InvariantCulture);

    public static string OfDevice(DateTimeOffset time) => time.ToString(DeviceForm, CultureInfo.InvariantCulture);

    public static EntryState ParseState(string text) => text switch
    {
        "draft" => EntryState.Draft,
        "submitted" => EntryState.Submitted,
        "approved" => EntryState.Approved,
        "returned" => EntryState.Returned,
        "withdrawn" => EntryState.Withdrawn,
        _ => throw new InvalidDataException($"'{text}' is not a state."),
    };

    public static Tier ParseTier(string text) => text switch
    {
        "public" => Tier.Public,
        "partner" => Tier.Partner,
        "restricted" => Tier.Restricted,
        "personal" => Tier.Personal,
        "legal" => Tier.Legal,
        _ => throw new InvalidDataException($"'{text}' is not a tier."),
    };

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, DateForm, CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string text) =>
        new(DateTime.ParseExact(text, InstantForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal), TimeSpan.Zero);

    public static DateTimeOffset Device(string text) => DateTimeOffset.ParseExact(text, DeviceForm, CultureInfo.InvariantCulture);
}
