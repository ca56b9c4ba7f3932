using Surefoot.Assessment.Hazard;
using Surefoot.Numerics;
using Surefoot.Raster;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Planning;

/// <summary>Adds a hazard run's expected items up over the hazard areas.</summary>
/// <remarks>
/// Ground released since is in the raster with what search has left on it, so only open ground weighs: items are those of the whole outline.
/// An area's dense ground is its cells with at least <see cref="DenseItemsPerHa"/> expected items, by the share the outline covers.
/// </remarks>
public static class ExpectedByArea
{
    /// <summary>Ground with at least so many expected items per hectare is searched at depth: some of the densest hundredth of the land.</summary>
    public const double DenseItemsPerHa = 10;

    private const double M2PerHa = 10_000;

    /// <summary>By id of hazard area; areas outside the raster are absent.</summary>
    /// <param name="expectedItems">Expected items per cell, NaN outside the districts.</param>
    /// <param name="reader">Its standing hazard areas: the approved ones, and all versions of the disputed.</param>
    /// <param name="workers">Threads; the result does not depend on it.</param>
    /// <param name="cancellation">Checked between areas.</param>
    public static IReadOnlyDictionary<string, AreaExpectation> Handle(FloatRaster expectedItems, RegistryReader reader, int workers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(expectedItems);
        ArgumentNullException.ThrowIfNull(reader);
        var approved = reader.List("hazard-area", RecordQuery.Now, cancellation).Where(row => row.Wkb is not null).Select(row => (row.Id, Row: row));
        var standing = approved.Concat(DisputedLand.Read(reader, RecordQuery.Now).FurtherHazards.Select(row => (Id: DisputedLand.KeyOf(row), Row: row))).ToList();
        var rows = standing.Select(hazard => hazard.Row).ToArray();
        var found = new AreaExpectation[rows.Length];
        RowLoop.Run(rows.Length, workers, new AddUp(rows, expectedItems, found), null, cancellation);
        return standing.Select((hazard, i) => (hazard.Id, found[i])).ToDictionary(f => f.Id, f => f.Item2, StringComparer.Ordinal);
    }

    private readonly struct AddUp(RecordRow[] rows, FloatRaster raster, AreaExpectation[] found) : IRowOperation
    {
        public void Invoke(int row)
        {
            var grid = raster.Grid;
            var (items, denseM2) = (0.0, 0.0);
            var denseItems = DenseItemsPerHa * grid.CellAreaM2 / M2PerHa;
            foreach (var polygon in HazardPlane.Polygons(rows[row].Wkb!))
            {
                var patch = PolygonCoverage.Of(grid, polygon);
                for (var r = patch.FirstRow; r < patch.FirstRow + patch.Rows; r++)
                {
                    var shares = patch.Row(r);
                    var values = raster.Row(r).Slice(patch.FirstColumn, patch.Columns);
                    for (var c = 0; c < shares.Length; c++)
                    {
                        var (share, expected) = (shares[c], values[c]);
                        if (share > 0 && !float.IsNaN(expected))
                        {
                            items += share * expected;
                            denseM2 += expected >= denseItems ? share * grid.CellAreaM2 : 0;
                        }
                    }
                }
            }

            found[row] = new AreaExpectation(items, denseM2);
        }
    }
}
