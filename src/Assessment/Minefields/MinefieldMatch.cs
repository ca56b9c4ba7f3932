using Surefoot.Hazard.Records;

namespace Surefoot.Assessment.Minefields;

/// <summary>Records matched with finds, as kept under <c>runs/minefields</c>: a pure function of the journal's position and the options.</summary>
/// <param name="Sequence">Newest entry of the journal that was seen.</param>
/// <param name="Hash">Of that entry.</param>
/// <param name="MeanTrust">Of a record of which nothing is known, on ground that nobody searched.</param>
/// <param name="Selection">What it says of a record that its ground was not searched.</param>
public sealed record MinefieldMatch(
    string Engine,
    long Sequence,
    string Hash,
    MatchOptions Options,
    double MeanTrust,
    double Strength,
    SearchSelection Selection,
    int Finds,
    int Searched,
    IReadOnlyList<MatchedSheet> Sheets,
    IReadOnlyList<MatchedUnit> Units,
    IReadOnlyList<MatchedRecord> Records)
{
    public const string EngineVersion = "minefields-2";

    public MatchedRecord? Find(string id) => Records.FirstOrDefault(record => record.Id == id);

    public MatchedSheet? Sheet(string name) => Sheets.FirstOrDefault(sheet => sheet.Sheet == name);
}

public sealed record TrustInterval(double Mean, double Low, double High);

/// <summary>Where a sheet should lie. To move it: turn about <paramref name="About"/>, then shift.</summary>
/// <param name="Resolved">One place fits, and holds at least 0.9 of the chances; otherwise the move is a guess, nothing is moved by it, and the corridors are as wide as what is open.</param>
/// <param name="RightAsItStands">Chance that it needs no move.</param>
/// <param name="Slip">The known slip that the move is, if it is one.</param>
/// <param name="Covariance">Of east, north (m) and turn (degrees), row-major.</param>
public sealed record MatchedSheet(
    string Sheet,
    int Records,
    int Judged,
    int Matched,
    bool Resolved,
    double Confidence,
    double RightAsItStands,
    string? Slip,
    double[] About,
    double MoveEastM,
    double MoveNorthM,
    double TurnDeg,
    double SigmaEastM,
    double SigmaNorthM,
    double SigmaTurnDeg,
    double[] Covariance,
    TrustInterval Trust);

public sealed record MatchedUnit(string Unit, int Records, TrustInterval Trust);

/// <param name="OffSheet">Drawn far from the rest of its sheet; not moved with it.</param>
/// <param name="Searched">How far the searches where it belongs could speak, 0 to 1.</param>
/// <param name="Judged">Ground was searched round it; otherwise its trust is what its sheet and unit say.</param>
/// <param name="MoveEastM">Of its own middle; zero where the sheet is not resolved, since then nothing is moved.</param>
public sealed record MatchedRecord(
    string Id,
    string Sheet,
    string? Unit,
    bool OffSheet,
    bool Judged,
    double Searched,
    double RatioAsDrawn,
    double RatioMoved,
    double TrustAsDrawn,
    double Trust,
    double MoveEastM,
    double MoveNorthM,
    IReadOnlyList<MatchedRow> Rows)
{
    public int Met => Rows.Count(row => row.State == "met");

    public int Doubted => Rows.Count(row => row.State == "doubted");

    public int Unknown => Rows.Count(row => row.State == "unknown");
}

/// <summary>A predicted row after its sheet was moved: where it runs as a line, and the corridor that holds it with 95 %.</summary>
/// <param name="Line">Two ends, longitude and latitude.</param>
/// <param name="Corridor">A closed ring.</param>
public sealed record MatchedRow(string Name, double[][] Line, double[][] Corridor, double HalfWidthM, double SigmaAcrossM, double Detection, int Finds, string State, double Chance);
