namespace Surefoot.Raster;

/// <summary>Values of a small rectangle of a grid, already cut to the grid: one polygon's coverage, one claim's membership.</summary>
/// <remarks>An empty patch has no rows. Values are row-major, <see cref="Columns"/> per row.</remarks>
public sealed record Patch(int FirstColumn, int FirstRow, int Columns, int Rows, float[] Values)
{
    public static readonly Patch Empty = new(0, 0, 0, 0, []);

    /// <summary>Values of one row of the grid; the row must lie inside the patch.</summary>
    public ReadOnlySpan<float> Row(int gridRow) => Values.AsSpan((gridRow - FirstRow) * Columns, Columns);

    public bool HasRow(int gridRow) => gridRow >= FirstRow && gridRow < FirstRow + Rows;
}
