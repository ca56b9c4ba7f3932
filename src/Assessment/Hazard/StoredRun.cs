namespace Surefoot.Assessment.Hazard;

/// <summary>What a run was made from and what came out (DESIGN 6), as kept in <c>run.json</c>.</summary>
/// <param name="Run">Hash of everything that decides the result: the same inputs are the same run.</param>
/// <param name="Model">Id of the model applied.</param>
/// <param name="EngineVersion">Version of the engine.</param>
/// <param name="Seed">Of the model's fit; a run itself draws nothing.</param>
/// <param name="Journal">Position of the journal.</param>
/// <param name="EvidenceSha256">Digest of the evidence taken there.</param>
/// <param name="Geography">SHA-256 of the reference files.</param>
/// <param name="Cells">Cells computed.</param>
/// <param name="ClippedTerms">How often a group's sum was held to ±5.</param>
/// <param name="Sha256">Of the raw values of the rasters, not of the files.</param>
/// <param name="Synthetic">True if the records are invented.</param>
/// <param name="Seconds">Time of the run, without the snapshot.</param>
/// <param name="PeakBytes">Largest working set of the process by then.</param>
public sealed record StoredRun(
    string Run,
    string Model,
    string EngineVersion,
    ulong Seed,
    JournalPosition Journal,
    string EvidenceSha256,
    IReadOnlyDictionary<string, string> Geography,
    double CellM,
    DateOnly? AsOf,
    int Cells,
    long ClippedTerms,
    RasterDigests Sha256,
    bool Synthetic,
    double Seconds,
    long PeakBytes);

/// <summary>SHA-256 of the raw values, lower-case hexadecimal.</summary>
public sealed record RasterDigests(string Probability, string ExpectedItems);
