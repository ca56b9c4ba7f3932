using BitMiracle.LibTiff.Classic;

namespace Surefoot.Raster;

/// <summary>Heights on a grid of degrees (WGS 84), as open elevation models come: one band of 16-bit whole metres in strips.</summary>
public sealed class DegreeHeights
{
    private readonly short[] _values;
    private readonly int _columns;
    private readonly int _rows;
    private readonly double _westDeg;
    private readonly double _northDeg;
    private readonly double _stepDeg;

    private DegreeHeights(short[] values, int columns, int rows, double westDeg, double northDeg, double stepDeg)
    {
        _values = values;
        _columns = columns;
        _rows = rows;
        _westDeg = westDeg;
        _northDeg = northDeg;
        _stepDeg = stepDeg;
    }

    /// <summary>Height in metres between the centres of the four nearest cells; the rim is repeated outwards.</summary>
    public double At(double longitudeDeg, double latitudeDeg)
    {
        var x = ((longitudeDeg - _westDeg) / _stepDeg) - 0.5;
        var y = ((_northDeg - latitudeDeg) / _stepDeg) - 0.5;
        int column = (int)Math.Floor(x), row = (int)Math.Floor(y);
        double fx = x - column, fy = y - row;
        var north = (Cell(column, row) * (1 - fx)) + (Cell(column + 1, row) * fx);
        var south = (Cell(column, row + 1) * (1 - fx)) + (Cell(column + 1, row + 1) * fx);
        return (north * (1 - fy)) + (south * fy);
    }

    /// <summary>Null with a refusal for a file that is not such a grid.</summary>
    public static DegreeHeights? Read(string path, out RasterRefusal? refusal)
    {
        // Registers the tags and silences the library once.
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(GeoTiff).TypeHandle);
        using var tiff = Tiff.Open(path, "r");
        var columns = tiff?.GetField(TiffTag.IMAGEWIDTH)?[0].ToInt() ?? 0;
        var rows = tiff?.GetField(TiffTag.IMAGELENGTH)?[0].ToInt() ?? 0;
        var scale = tiff?.GetField((TiffTag)33550)?[1].ToDoubleArray();
        var tie = tiff?.GetField((TiffTag)33922)?[1].ToDoubleArray();
        var isSound = tiff is not null && columns > 0 && rows > 0 && (long)columns * rows <= int.MaxValue / sizeof(short) && !tiff.IsTiled()
            && tiff.GetFieldDefaulted(TiffTag.BITSPERSAMPLE)[0].ToInt() == 16 && scale is { Length: >= 2 } && scale[0] > 0 && tie is { Length: >= 6 }
            && tiff.ScanlineSize() == columns * sizeof(short);
        if (!isSound)
        {
            refusal = new RasterRefusal("heights.format", $"{path} is not a striped TIFF of 16-bit heights on a grid of degrees.");
            return null;
        }

        var values = new short[columns * rows];
        var line = new byte[columns * sizeof(short)];
        for (var row = 0; row < rows; row++)
        {
            if (!tiff!.ReadScanline(line, row))
            {
                refusal = new RasterRefusal("heights.data", $"{path} is damaged or cut off in row {row}.");
                return null;
            }

            Buffer.BlockCopy(line, 0, values, row * line.Length, line.Length);
        }

        refusal = null;
        return new DegreeHeights(values, columns, rows, tie![3], tie[4], scale![0]);
    }

    private double Cell(int column, int row) => _values[(Math.Clamp(row, 0, _rows - 1) * _columns) + Math.Clamp(column, 0, _columns - 1)];
}
