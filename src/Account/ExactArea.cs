namespace Surefoot.Account;

/// <summary>An area as a whole number of half square millimetres: sums are exact, so parts add up to the whole. <c>default</c> is no area.</summary>
/// <remarks>Twice the area of any polygon on the millimetre grid is a whole number of mm². The range is ± 4.6 million km²; beyond it arithmetic throws.</remarks>
public readonly record struct ExactArea(long TwiceMm2) : IComparable<ExactArea>
{
    /// <summary>Square metres, without rounding.</summary>
    public decimal M2 => TwiceMm2 / 2_000_000m;

    /// <summary>Hectares, without rounding; for display.</summary>
    public decimal Ha => TwiceMm2 / 20_000_000_000m;

    public static ExactArea FromM2(decimal m2) => new((long)decimal.Round(m2 * 2_000_000m));

    public static ExactArea operator +(ExactArea left, ExactArea right) => new(left.TwiceMm2 + right.TwiceMm2);

    public static ExactArea operator -(ExactArea left, ExactArea right) => new(left.TwiceMm2 - right.TwiceMm2);

    public static bool operator <(ExactArea left, ExactArea right) => left.TwiceMm2 < right.TwiceMm2;

    public static bool operator >(ExactArea left, ExactArea right) => left.TwiceMm2 > right.TwiceMm2;

    public static bool operator <=(ExactArea left, ExactArea right) => left.TwiceMm2 <= right.TwiceMm2;

    public static bool operator >=(ExactArea left, ExactArea right) => left.TwiceMm2 >= right.TwiceMm2;

    public static ExactArea Add(ExactArea left, ExactArea right) => left + right;

    public static ExactArea Subtract(ExactArea left, ExactArea right) => left - right;

    public int CompareTo(ExactArea other) => TwiceMm2.CompareTo(other.TwiceMm2);
}
