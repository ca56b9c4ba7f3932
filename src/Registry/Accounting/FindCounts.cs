namespace Surefoot.Registry.Accounting;

/// <summary>Items found.</summary>
/// <param name="Uxo">Unexploded ordnance, submunitions included.</param>
public readonly record struct FindCounts(long ApMines, long AtMines, long Uxo)
{
    public long Mines => ApMines + AtMines;

    public bool IsZero => (ApMines | AtMines | Uxo) == 0;

    public static FindCounts Of(string category, long count) => category switch
    {
        "ap-mine" => new(count, 0, 0),
        "at-mine" => new(0, count, 0),
        "uxo" or "submunition" => new(0, 0, count),
        _ => default,
    };

    public static FindCounts operator +(FindCounts a, FindCounts b) => new(a.ApMines + b.ApMines, a.AtMines + b.AtMines, a.Uxo + b.Uxo);

    public static FindCounts Add(FindCounts left, FindCounts right) => left + right;
}

/// <summary>Items found per hectare. Each rate is null where there is no area to divide by.</summary>
/// <param name="MinesPerHaCleared">Mines (AP and AT) per hectare cleared.</param>
/// <param name="MinesPerHaReleased">Mines per hectare cancelled, reduced or cleared: beside the former it tells survey first from blanket clearance.</param>
public sealed record FindYield(double? ApPerHaCleared, double? AtPerHaCleared, double? UxoPerHaCleared, double? MinesPerHaCleared, double? MinesPerHaReleased)
{
    // Enough to tell one item in 100,000 ha; more digits would say more than is known.
    private const int Decimals = 6;

    public static FindYield Of(FindCounts finds, decimal clearedM2, decimal releasedM2) => new(
        Rate(finds.ApMines, clearedM2), Rate(finds.AtMines, clearedM2), Rate(finds.Uxo, clearedM2), Rate(finds.Mines, clearedM2), Rate(finds.Mines, releasedM2));

    private static double? Rate(long items, decimal areaM2) => areaM2 > 0 ? (double)decimal.Round(items / (areaM2 / 10_000m), Decimals) : null;
}
