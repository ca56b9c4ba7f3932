using Surefoot.Assessment.Minefields;
using Surefoot.Registry.Minefields;

namespace Surefoot.Server.Content;

/// <summary>How the pages read minefield records and what follows from them.</summary>
public sealed record MinefieldSource(Func<MinefieldList> List, Func<string, MinefieldDetail?> Find);

/// <param name="Matched">A match with finds is kept; otherwise there is no trust to show.</param>
/// <param name="Stale">The journal has gone on since the match.</param>
public sealed record MinefieldList(bool Matched, bool Stale, IReadOnlyList<MatchedSheet> Sheets, IReadOnlyList<MinefieldLine> Records)
{
    /// <summary>Author units with what their trust rests on.</summary>
    public IReadOnlyList<TrustLine> Units { get; init; } = [];

    public IReadOnlyList<TrustLine> SheetTrust { get; init; } = [];

    /// <summary>What trust a record has of which nothing is known; null without a match.</summary>
    public double? Prior { get; init; }
}

/// <summary>Trust of a sheet or unit, and what stands behind it.</summary>
/// <param name="Searched">Records whose ground was searched far enough to say something.</param>
/// <param name="Met">Records of which a row is met.</param>
/// <param name="Finds">Items found in the corridors of their rows.</param>
public sealed record TrustLine(string Name, int Records, int Searched, int Met, int Finds, TrustInterval Trust)
{
    /// <summary>A record counts as searched where a search of it could speak with a quarter of its weight.</summary>
    public const double LeastSearched = 0.25;

    private const double NothingSearched = 0.03;

    /// <summary>How far the best searched of its records was searched.</summary>
    public double Most { get; init; }

    /// <summary>Nothing of its own is known: what is said is the average of such sheets.</summary>
    public bool IsPrior => Most < NothingSearched;

    /// <summary>What the trust rests on, in words.</summary>
    public string RestsOn => IsPrior ? "nothing searched: what is said is the average of such sheets"
        : Searched == 0 ? "hardly anything searched: mostly the average of such sheets"
        : Met == 0 ? "searches that met nothing" : "searches and finds";

    public static TrustLine Of(string name, IEnumerable<MatchedRecord> records, TrustInterval trust)
    {
        List<MatchedRecord> own = [.. records];
        return new(name, own.Count, own.Count(record => record.Searched >= LeastSearched), own.Count(record => record.Met > 0), own.Sum(record => record.Rows.Sum(row => row.Finds)), trust) { Most = own.Count == 0 ? 0 : own.Max(record => record.Searched) };
    }
}

/// <param name="Match">Null where the record was not matched.</param>
public sealed record MinefieldLine(string Id, string Sheet, string? Unit, DateOnly? LaidOn, string? Category, Completeness Completeness, MatchedRecord? Match);

/// <param name="Drawn">The record where it is drawn, over finds and searched ground; null without a shape.</param>
/// <param name="Moved">The same after the move of its sheet; null without a match.</param>
public sealed record MinefieldDetail(DescribedMinefield Described, MatchedRecord? Match, MatchedSheet? Sheet, bool Stale, MinefieldScene? Drawn, MinefieldScene? Moved)
{
    /// <summary>The record's own searches and finds, its sheet's and its unit's; empty without a match.</summary>
    public IReadOnlyList<TrustLine> Trust { get; init; } = [];
}

/// <summary>A drawing in metres, x to the east and y to the south of its north-west corner.</summary>
/// <param name="Outline">As drawn; empty in the moved scene where the sheet turns it.</param>
/// <param name="FewFinds">Finds beyond the most that are drawn were left out.</param>
public sealed record MinefieldScene(double SideM, IReadOnlyList<string> Searched, IReadOnlyList<ScenePoint> Finds, IReadOnlyList<string> Outline, IReadOnlyList<SceneRow> Rows, IReadOnlyList<ScenePoint> Points, bool FewFinds);

/// <param name="Same">Of the record's category, or a point that was written down.</param>
public sealed record ScenePoint(double X, double Y, bool Same, string? Name = null);

/// <param name="Corridor">Path of the corridor that holds the row with 95 %.</param>
/// <param name="State">drawn, met, doubted or unknown.</param>
public sealed record SceneRow(string Name, string Corridor, double X1, double Y1, double X2, double Y2, string State);
