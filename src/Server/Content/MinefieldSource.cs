using Surefoot.Assessment.Minefields;
using Surefoot.Registry.Minefields;

namespace Surefoot.Server.Content;

/// <summary>How the pages read minefield records and what follows from them.</summary>
public sealed record MinefieldSource(Func<MinefieldList> List, Func<string, MinefieldDetail?> Find);

/// <param name="Matched">A match with finds is kept; otherwise there is no trust to show.</param>
/// <param name="Stale">The journal has gone on since the match.</param>
public sealed record MinefieldList(bool Matched, bool Stale, IReadOnlyList<MatchedSheet> Sheets, IReadOnlyList<MinefieldLine> Records);

/// <param name="Match">Null where the record was not matched.</param>
public sealed record MinefieldLine(string Id, string Sheet, string? Unit, DateOnly? LaidOn, string? Category, Completeness Completeness, MatchedRecord? Match);

/// <param name="Drawn">The record where it is drawn, over finds and searched ground; null without a shape.</param>
/// <param name="Moved">The same after the move of its sheet; null without a match.</param>
public sealed record MinefieldDetail(DescribedMinefield Described, MatchedRecord? Match, MatchedSheet? Sheet, bool Stale, MinefieldScene? Drawn, MinefieldScene? Moved);

/// <summary>A drawing in metres, x to the east and y to the south of its north-west corner.</summary>
/// <param name="Outline">As drawn; empty in the moved scene where the sheet turns it.</param>
/// <param name="FewFinds">Finds beyond the most that are drawn were left out.</param>
public sealed record MinefieldScene(double SideM, IReadOnlyList<string> Searched, IReadOnlyList<ScenePoint> Finds, IReadOnlyList<string> Outline, IReadOnlyList<SceneRow> Rows, IReadOnlyList<ScenePoint> Points, bool FewFinds);

/// <param name="Same">Of the record's category, or a point that was written down.</param>
public sealed record ScenePoint(double X, double Y, bool Same, string? Name = null);

/// <param name="Corridor">Path of the corridor that holds the row with 95 %.</param>
/// <param name="State">drawn, met, doubted or unknown.</param>
public sealed record SceneRow(string Name, string Corridor, double X1, double Y1, double X2, double Y2, string State);
