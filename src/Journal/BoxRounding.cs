namespace Surefoot.Journal;

/// <summary>The corners of a box in 32 bits, rounded outward as SQLite's R*Tree does it, so that both stores hold the same box.</summary>
internal static class BoxRounding
{
    private const double Towards = 1.0 - (1.0 / 8_388_608.0);
    private const double Away = 1.0 + (1.0 / 8_388_608.0);

    public static double Down(double value)
    {
        var rounded = (float)value;
        return rounded > value ? (float)(value * (value < 0 ? Away : Towards)) : rounded;
    }

    public static double Up(double value)
    {
        var rounded = (float)value;
        return rounded < value ? (float)(value * (value < 0 ? Towards : Away)) : rounded;
    }
}
