using NetTopologySuite.Geometries;

namespace Surefoot.Server.Tiles;

/// <summary>One tile of the web pyramid: column from 180° W, row from 85.05° N, 2^zoom of each.</summary>
internal readonly record struct TileAddress(int Zoom, int Column, int Row)
{
    public bool Exists => Zoom is >= 0 and <= 22 && Column >= 0 && Row >= 0 && Column < Side && Row < Side;

    /// <summary>The row counted from the south, as MBTiles stores it.</summary>
    public int RowFromSouth => Side - 1 - Row;

    private int Side => 1 << Zoom;

    /// <summary>The tile that a place falls in.</summary>
    public static TileAddress At(int zoom, double longitudeDeg, double latitudeDeg)
    {
        var side = 1 << zoom;
        var latitude = double.DegreesToRadians(latitudeDeg);
        var y = (1 - (Math.Asinh(Math.Tan(latitude)) / Math.PI)) / 2;
        return new(zoom, Math.Clamp((int)((longitudeDeg + 180) / 360 * side), 0, side - 1), Math.Clamp((int)(y * side), 0, side - 1));
    }

    /// <summary>Longitude and latitude of the tile grown by a share of its width on each side.</summary>
    public Envelope Bounds(double margin = 0) => new(
        Longitude(Column - margin),
        Longitude(Column + 1 + margin),
        Latitude(Row + 1 + margin),
        Latitude(Row - margin));

    /// <summary>Degrees of longitude in one of <paramref name="units"/> parts of the tile's width.</summary>
    public double DegreesPer(int units) => 360.0 / Side / units;

    public double Longitude(double column) => (column / Side * 360) - 180;

    public double Latitude(double row)
    {
        var y = Math.PI * (1 - (2 * row / Side));
        return double.RadiansToDegrees(Math.Atan(Math.Sinh(y)));
    }
}
