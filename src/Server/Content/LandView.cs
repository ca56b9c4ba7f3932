using Surefoot.Registry.Accounting;

namespace Surefoot.Server.Content;

/// <summary>The land account as the page states it: figures only, computed elsewhere.</summary>
/// <param name="AsOf">The date the account is drawn for.</param>
/// <param name="Balanced">Opening plus what came in, less what went out, equals closing in every row.</param>
/// <param name="OverlapM2">Sum of the polygons less their union: booked once, never twice.</param>
/// <param name="Nation">The whole.</param>
/// <param name="Districts">One row per district, sorted by name as they shall stand.</param>
/// <param name="Years">Ascending.</param>
public sealed record LandView(
    DateOnly AsOf,
    bool Balanced,
    decimal OverlapM2,
    LandRow Nation,
    IReadOnlyList<LandRow> Districts,
    IReadOnlyList<YearRow> Years);

/// <summary>One line of the account, split by kind.</summary>
/// <param name="Key">District code such as <c>AZ-FUZ</c>, or <c>nation</c>.</param>
/// <param name="Name">As shown.</param>
public sealed record LandRow(string Key, string Name, LandFigures Suspected, LandFigures Confirmed)
{
    public LandFigures Total => Suspected + Confirmed;
}

/// <summary>One year of the work, or the part of it that has passed.</summary>
/// <param name="Complete">False for a part of a year: drawn as a part, compared with nothing whole.</param>
/// <param name="ClearedHa">Cleared land only; cancelled and reduced land come on top.</param>
/// <param name="Uxo">Unexploded ordnance including submunitions.</param>
public sealed record YearRow(int Year, DateOnly From, DateOnly To, bool Complete, double ClearedHa, long ApMines, long AtMines, long Uxo)
{
    /// <summary>Mines found per hectare cleared; null when nothing was cleared. Unexploded ordnance is not in it.</summary>
    public double? MinesPerHa => ClearedHa > 0 ? (ApMines + AtMines) / ClearedHa : null;
}
