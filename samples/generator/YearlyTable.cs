namespace Surefoot.SampleCountry;

/// <summary>One year of the printed table.</summary>
/// <param name="ClearedHa">Cleared land, hectares, net of overlap.</param>
/// <param name="ClearedDecimals">Decimals the table prints.</param>
internal sealed record YearTarget(int Year, decimal ClearedHa, int ClearedDecimals, int ApMines, int AtMines, int Uxo)
{
    /// <summary>Twice the area in mm², the unit of the mesh.</summary>
    public long ClearedTwiceMm2 => decimal.ToInt64(ClearedHa * 20_000_000_000m);

    public int Finds(int group) => group switch { 0 => ApMines, 1 => AtMines, _ => Uxo };
}

/// <summary>The totals one scale must meet, as printed, and how many records it holds.</summary>
/// <param name="ConfirmedKm2">CHA ever recorded, net.</param>
/// <param name="SuspectedKm2">SHA ever recorded, net of CHA.</param>
internal sealed record ScaleTargets(
    string[] Districts,
    decimal ConfirmedKm2,
    decimal SuspectedKm2,
    YearTarget[] Years,
    int HazardAreas,
    int ConfirmedAreas,
    int ClearedPolygons,
    double CancelledKm2,
    double ReducedKm2,
    int MinefieldRecords,
    int Sheets,
    int Fields,
    int Positions,
    int Testimonies,
    int Killed,
    int Injured,
    int BlockedEdges,
    double ScatteredCandidates,
    double SettlementShare)
{
    /// <summary>Published totals: report of the AIR Center, Baku 2025, Table 1; CHA and SHA as of 2022 and 2025 (samples/karabakh/published).</summary>
    public static ScaleTargets National { get; } = new(
        ["AZ-AGM", "AZ-CAB", "AZ-FUZ", "AZ-KAL", "AZ-LAC", "AZ-QBI", "AZ-SUS", "AZ-TAR", "AZ-XA", "AZ-XCI", "AZ-XVD", "AZ-ZAN"],
        1479.88m,
        10187.12m,
        [
            new(2021, 20770m, 0, 18777, 9583, 24026),
            new(2022, 43915m, 0, 8780, 4133, 14950),
            new(2023, 53081m, 0, 3495, 5034, 23049),
            new(2024, 62023.9m, 1, 4286, 2372, 59163),
            new(2025, 12441.6m, 1, 1248, 498, 13200),
        ],
        HazardAreas: 5000,
        ConfirmedAreas: 1150,
        ClearedPolygons: 15_500,
        CancelledKm2: 900,
        ReducedKm2: 450,
        MinefieldRecords: 600,
        Sheets: 46,
        Fields: 4300,
        Positions: 1500,
        Testimonies: 2500,
        Killed: 70,
        Injured: 318,
        BlockedEdges: 120,
        ScatteredCandidates: 580_000,
        SettlementShare: 1);

    /// <summary>One district; its table is its own, about a twenty-fourth of the nation's.</summary>
    public static ScaleTargets Small { get; } = new(
        ["AZ-FUZ"],
        88.79m,
        611.23m,
        [
            new(2021, 865.4m, 1, 782, 399, 1001),
            new(2022, 1829.8m, 1, 366, 172, 623),
            new(2023, 2211.7m, 1, 146, 210, 960),
            new(2024, 2584.3m, 1, 179, 99, 2465),
            new(2025, 518.4m, 1, 52, 21, 550),
        ],
        HazardAreas: 300,
        ConfirmedAreas: 69,
        ClearedPolygons: 690,
        CancelledKm2: 38,
        ReducedKm2: 19,
        MinefieldRecords: 40,
        Sheets: 6,
        Fields: 260,
        Positions: 90,
        Testimonies: 150,
        Killed: 3,
        Injured: 14,
        BlockedEdges: 8,
        ScatteredCandidates: 26_000,
        SettlementShare: 1);

    public static ScaleTargets For(SampleScale scale) => scale switch
    {
        SampleScale.National => National,
        SampleScale.Small => Small,
        _ => throw new ArgumentOutOfRangeException(nameof(scale)),
    };
}
