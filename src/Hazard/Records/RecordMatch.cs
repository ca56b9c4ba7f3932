namespace Surefoot.Hazard.Records;

public enum RowState
{
    /// <summary>Too little of it was searched to say anything.</summary>
    Unknown,

    /// <summary>Items were found where the row should run.</summary>
    Met,

    /// <summary>Searched, and nothing found: doubted, never disproved.</summary>
    Doubted,
}

/// <summary>A predicted row after its sheet was moved: a corridor, with what was searched and found in it.</summary>
/// <param name="Band">The row as moved.</param>
/// <param name="SigmaAcrossM">Standard deviation of its place, across.</param>
/// <param name="HalfWidth95M">Half the width of the corridor that holds the row with 95 %: drawn width and 1.96 σ.</param>
/// <param name="Detection">Mean chance that an item in the corridor would have been found by what was searched.</param>
/// <param name="Finds">Items found in the corridor, each counted to the nearest row.</param>
/// <param name="Chance">That the row is there, by the record's trust and what was found or not.</param>
public readonly record struct RowMatch(RecordBand Band, double SigmaAcrossM, double SigmaAlongM, double HalfWidth95M, double Detection, int Finds, RowState State, double Chance);

/// <summary>One record against the finds.</summary>
/// <param name="OffSheet">Drawn far from the rest of its sheet, so the sheet's shift is not applied to it.</param>
/// <param name="Searched">How far the searches where it belongs could speak, 0 to 1; 0: its trust is what is said of such records, and nothing of its own.</param>
/// <param name="Judged">Searched ground lies round it; otherwise its trust is its sheet's.</param>
/// <param name="RatioAsDrawn">LR of its finds where it is drawn.</param>
/// <param name="RatioMoved">LR of its finds where the other records of its sheet bring it.</param>
/// <param name="TrustAsDrawn">Chance that its field lies where it is drawn.</param>
/// <param name="Trust">Chance that its field lies where the moved sheet puts it.</param>
public sealed record RecordMatch(int Source, int Sheet, bool OffSheet, bool Judged, double Searched, double RatioAsDrawn, double RatioMoved, double TrustAsDrawn, double Trust, RowMatch[] Rows);

/// <summary>Searches go where danger is: how much more often records of real fields lie in searched ground than unrelated ones, and so what it says of a record that nobody searched its ground.</summary>
/// <param name="Searched">Mean over the records of how far their ground was searched.</param>
/// <param name="Around">The same of placements displaced at random: what an unrelated record would have.</param>
/// <param name="TrustSearched">Mean trust of records in searched ground.</param>
/// <param name="TrustUnsearched">Of the others, as it follows.</param>
/// <param name="Odds">By which the odds of a record are multiplied where nothing was searched.</param>
public sealed record SearchSelection(double Searched, double Around, double TrustSearched, double TrustUnsearched, double Odds)
{
    public static SearchSelection None { get; } = new(0, 0, 0, 0, 1);
}

/// <param name="Records">In the order they came.</param>
/// <param name="Sheets">By number of the sheet; null for a sheet without any record on it.</param>
/// <param name="SheetTrust">By number of the sheet, after it was moved.</param>
/// <param name="UnitTrust">By number of the unit.</param>
public sealed record MatchResult(RecordMatch[] Records, SheetFit?[] Sheets, SourceTrust[] SheetTrust, SourceTrust[] UnitTrust, double MeanTrust, double Strength, SearchSelection Selection);
