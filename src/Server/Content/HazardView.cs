namespace Surefoot.Server.Content;

/// <summary>A published hazard run: its raster, and the reasons behind a place.</summary>
/// <param name="Run">Identifier of the run.</param>
/// <param name="Why">Longitude and latitude to the reasons; null outside the raster. Called per click, may take a moment.</param>
public sealed record HazardView(string Run, ProbabilityRaster Probability, Func<double, double, CancellationToken, ValueTask<HazardReasons?>> Why);

/// <summary>Probability of contamination per cell in EPSG:32638, row 0 in the north; NaN outside the districts.</summary>
/// <param name="OriginXM">Easting of the west edge of column 0.</param>
/// <param name="OriginYM">Northing of the north edge of row 0.</param>
public sealed record ProbabilityRaster(float[] Values, int Columns, int Rows, double OriginXM, double OriginYM, double CellM);

/// <summary>Why a cell has its probability: what each group of evidence adds, in log-odds.</summary>
public sealed record HazardReasons(double Probability, double ExpectedItems, double IntervalLow, double IntervalHigh, IReadOnlyList<EvidenceGroup> Groups);

/// <param name="Records">Identifiers of the records behind it, most weighty first.</param>
public sealed record EvidenceGroup(string Name, double LogOdds, IReadOnlyList<RecordLink> Records);

/// <param name="Type">Record type code, such as <c>testimony</c>.</param>
public sealed record RecordLink(string Type, string Id);
