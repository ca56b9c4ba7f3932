namespace Surefoot.Account;

/// <summary>By what the rows of a statement are told apart.</summary>
public enum AccountKey
{
    /// <summary>One key, <see cref="AccountStatement.Nation"/>.</summary>
    Nation,

    /// <summary>The district in which the ground lies; ground in none is <see cref="AccountStatement.Unassigned"/>.</summary>
    District,

    /// <summary>The recorded hazard that first recorded the ground.</summary>
    HazardArea,

    /// <summary>Suspected and confirmed.</summary>
    Kind,

    Year,
    Month,

    /// <summary>Who released the ground up to the end of the period; ground not yet released is <see cref="AccountStatement.Open"/>.</summary>
    Organisation,

    /// <summary>How the ground was released; not yet released is <see cref="AccountStatement.Open"/>.</summary>
    Method,

    /// <summary>For what use the ground was released; not yet released is <see cref="AccountStatement.Open"/>.</summary>
    Use,
}

/// <summary>One line of the account: what a key held of one kind of hazard at the start of a period, what changed it, and what it held at the end.</summary>
/// <param name="Kind">Suspected or confirmed; null in a total over both.</param>
/// <param name="Opening">Open hazard at the end of the day before the period; as known then, if the statement was asked so.</param>
/// <param name="Recorded">Ground recorded as hazard in the period that was not open hazard before; ground released before is included (<paramref name="Reopened"/>).</param>
/// <param name="Confirmed">Suspected ground that was confirmed: negative in a suspected row, positive in a confirmed row, zero in a total.</param>
/// <param name="Cleared">Released by clearance for the first time since it was recorded; likewise cancelled and reduced.</param>
/// <param name="Rework">Released again without being recorded again in between: never progress, no part of the identity.</param>
/// <param name="Corrections">What was learnt since about the opening: opening as known now minus opening as known then; zero unless asked for.</param>
/// <param name="Closing">Open hazard at the end of the period's last day, measured on its own and not by adding up.</param>
/// <param name="Reopened">The part of <paramref name="Recorded"/> that had been released before.</param>
/// <param name="Overlap">Hazard polygons of the period over ground that was open hazard already, counted each time; kind is that of the polygon.</param>
public sealed record AccountRow(
    string Key,
    LandKind? Kind,
    ExactArea Opening,
    ExactArea Recorded,
    ExactArea Confirmed,
    ExactArea Cancelled,
    ExactArea Reduced,
    ExactArea Cleared,
    ExactArea Rework,
    ExactArea Corrections,
    ExactArea Closing,
    ExactArea Reopened,
    ExactArea Overlap)
{
    /// <summary>Sum of the areas of the hazard polygons of the period within the key, overlaps counted each time.</summary>
    public ExactArea Gross => Recorded + Overlap;

    /// <summary>Released for the first time since it was recorded, by whatever way.</summary>
    public ExactArea Released => Cancelled + Reduced + Cleared;

    /// <summary>opening + recorded ± confirmed − cancelled − reduced − cleared ± corrections = closing, to the half square millimetre.</summary>
    public bool Balances => Opening + Recorded + Confirmed - Cancelled - Reduced - Cleared + Corrections == Closing;
}

/// <summary>What the release polygons of the period held within one key, over both kinds of hazard.</summary>
/// <param name="Net">Ground that they took out of the account.</param>
/// <param name="Rework">Ground released before.</param>
/// <param name="OutsideHazard">Ground of no recorded hazard: a finding, not counted as a reduction.</param>
public sealed record KeyReleases(string Key, ExactArea Net, ExactArea Rework, ExactArea OutsideHazard)
{
    /// <summary>Sum of the areas of the release polygons, overlaps counted each time.</summary>
    public ExactArea Gross => Net + Rework + OutsideHazard;
}

/// <summary>The land account of a period.</summary>
/// <param name="From">First day of the period; movements of this day are in it. Null: from the beginning, with an opening of zero.</param>
/// <param name="AsOf">Last day of the period; movements of this day are in it.</param>
/// <param name="Rows">By key and kind. A row in which every figure is zero is left out, except for the nation and by kind.</param>
/// <param name="Releases">By key, in the order of the rows; a key without any release is left out. By kind, ground of no hazard stands under <see cref="NotAttributed"/>.</param>
/// <param name="Total">Over both kinds and all keys, computed apart from the rows.</param>
/// <param name="ReleasedTotal">Over all keys, from the polygons' own areas.</param>
/// <param name="Balanced">Every row balances, rows and releases add up to their totals, and both gross areas are those of the polygons.</param>
public sealed record AccountStatement(
    DateOnly? From,
    DateOnly AsOf,
    AccountKey By,
    IReadOnlyList<AccountRow> Rows,
    IReadOnlyList<KeyReleases> Releases,
    AccountRow Total,
    KeyReleases ReleasedTotal,
    bool Balanced)
{
    public const string Nation = "nation";
    public const string Unassigned = "unassigned";
    public const string Open = "open";

    /// <summary>A release whose organisation, method or use is not stated.</summary>
    public const string NotStated = "not-stated";

    /// <summary>What belongs to no key, such as a find on ground of no recorded hazard in the account by kind.</summary>
    public const string NotAttributed = "not-attributed";

    /// <summary>Sum of the areas of the hazard polygons recorded in the period, overlaps counted each time.</summary>
    public ExactArea Gross => Total.Gross;

    /// <summary>Gross minus recorded: hazard recorded over open hazard.</summary>
    public ExactArea Overlap => Total.Overlap;

    /// <summary>Sum of the areas of the release polygons of the period: cancelled + reduced + cleared + rework + <see cref="OutsideHazard"/>.</summary>
    public ExactArea ReleasedGross => ReleasedTotal.Gross;

    /// <summary>Released ground that was no recorded hazard.</summary>
    public ExactArea OutsideHazard => ReleasedTotal.OutsideHazard;
}

/// <summary>What was released in a calendar year, net of overlap.</summary>
/// <param name="Complete">False for a part of a year; it is never to be compared with a whole one.</param>
public sealed record YearlyRelease(
    int Year, DateOnly From, DateOnly To, bool Complete, ExactArea Cancelled, ExactArea Reduced, ExactArea Cleared, ExactArea Rework);
