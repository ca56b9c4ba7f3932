namespace Surefoot.Hazard.Records;

/// <summary>A band of ground that a record predicts: a straight piece of a row, or the whole field where only its outline is known.</summary>
/// <remarks>Metres of an equal-area plane. The band says where items are to be looked for; no item has a place of its own in it.</remarks>
/// <param name="XM">Middle.</param>
/// <param name="AlongX">Unit vector of its length.</param>
/// <param name="HalfWidthM">Half the width as drawn, without any error.</param>
public readonly record struct RecordBand(double XM, double YM, double AlongX, double AlongY, double HalfLengthM, double HalfWidthM)
{
    public double AreaM2 => 4 * HalfLengthM * HalfWidthM;
}

/// <summary>A minefield record as its sheet says it, in the plane.</summary>
/// <param name="Source">The caller's own number; given back.</param>
/// <param name="Sheet">Number of the sheet: all its records share shift and rotation.</param>
/// <param name="Unit">Number of the author unit; −1 where none is stated.</param>
/// <param name="Bands">Rows, or the field; at least one.</param>
/// <param name="SigmaM">Standard deviation per axis of the record's own position on its sheet (METHODS H4).</param>
/// <param name="ItemCount">As stated; 0 where nothing is.</param>
/// <param name="Category">Number of the category; −1 matches every find.</param>
public sealed record RecordClaim(int Source, int Sheet, int Unit, RecordBand[] Bands, double SigmaM, int ItemCount, int Category)
{
    public double XM => Bands.Average(band => band.XM);

    public double YM => Bands.Average(band => band.YM);
}

/// <summary>Ground searched: outline and holes, x and y alternating.</summary>
/// <param name="Detection">Chance that an item in it was found, 0 to 1 (METHODS H5).</param>
public sealed record SearchedGround(double[][] Rings, double Detection);

/// <summary>Items found at a place.</summary>
public readonly record struct RecordFind(double XM, double YM, int Category, int Count);

/// <summary>A slip whose size is known beforehand, such as a datum left out: what moves the sheet to where it should be.</summary>
/// <param name="Name">For people.</param>
/// <param name="Prior">Chance that it happened to a sheet.</param>
public sealed record KnownSlip(string Name, double EastM, double NorthM, double Prior);

/// <summary>All that is matched; the engine reads nothing else.</summary>
public sealed record SheetEvidence(RecordClaim[] Records, SearchedGround[] Searched, RecordFind[] Finds, KnownSlip[] Slips);

/// <summary>What is assumed about sheets before any find is looked at; kept with every result.</summary>
/// <param name="MaximumShiftM">Shifts beyond are not looked for.</param>
/// <param name="MaximumTurnDeg">Rotations beyond are not looked for.</param>
/// <param name="PriorRight">Chance that a sheet is right as it stands.</param>
/// <param name="PriorShift">Chance of a shift of unknown size without rotation.</param>
/// <param name="PriorTurn">Chance of a rotation, with a shift.</param>
/// <param name="RightSigmaM">Of a sheet that is right: survey and operation, metres per axis.</param>
/// <param name="StepM">Of the search for a shift.</param>
/// <param name="Genuine">Chance that a record is of a real field, before its sheet is known.</param>
public sealed record MatchOptions(
    double MaximumShiftM = 700,
    double MaximumTurnDeg = 5,
    double PriorRight = 0.4,
    double PriorShift = 0.25,
    double PriorTurn = 0.15,
    double RightSigmaM = 8,
    double StepM = 20,
    double Genuine = 0.6);
