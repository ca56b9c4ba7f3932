using System.Text;
using System.Text.Json;
using Surefoot.Geodesy;
using Surefoot.Raster;

namespace Surefoot.Assessment.Hazard;

/// <summary>The land a hazard map covers: cells whose centre lies in one of the districts that hold recorded hazard.</summary>
internal static class HazardLand
{
    /// <returns>Null if no outline is known for any of the districts.</returns>
    public static (GridSpec Grid, bool[] Mask)? Of(string districtsFile, IReadOnlySet<string> districts, double cellM)
    {
        var polygons = Outlines(districtsFile, districts);
        if (polygons.Count == 0)
        {
            return null;
        }

        double west = double.PositiveInfinity, south = double.PositiveInfinity, east = double.NegativeInfinity, north = double.NegativeInfinity;
        foreach (var outline in polygons.Select(p => p[0]))
        {
            for (var i = 0; i < outline.Length; i += 2)
            {
                (west, east) = (Math.Min(west, outline[i]), Math.Max(east, outline[i]));
                (south, north) = (Math.Min(south, outline[i + 1]), Math.Max(north, outline[i + 1]));
            }
        }

        var grid = GridSpec.Covering(west, south, east, north, cellM);
        var mask = new bool[FloatRaster.CheckedCells(grid)];
        foreach (var polygon in polygons)
        {
            var patch = PolygonCoverage.OfCentres(grid, polygon);
            for (var row = patch.FirstRow; row < patch.FirstRow + patch.Rows; row++)
            {
                var values = patch.Row(row);
                var line = mask.AsSpan((row * grid.Columns) + patch.FirstColumn, patch.Columns);
                for (var i = 0; i < values.Length; i++)
                {
                    line[i] |= values[i] > 0;
                }
            }
        }

        return (grid, mask);
    }

    private static List<double[][]> Outlines(string districtsFile, IReadOnlySet<string> districts)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(districtsFile));
        List<double[][]> polygons = [];
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            if (districts.Contains(feature.GetProperty("properties").GetProperty("iso").GetString()!))
            {
                var entered = EnteredGeometry.Parse(Encoding.UTF8.GetBytes(feature.GetProperty("geometry").GetRawText()));
                polygons.AddRange(HazardPlane.Polygons(entered.Geometry ?? throw new InvalidDataException($"{districtsFile}: {entered.Fault!.Message}")));
            }
        }

        return polygons;
    }
}
