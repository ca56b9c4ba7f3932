using BitMiracle.LibTiff.Classic;

namespace Surefoot.Raster;

/// <summary>Square of pixels: red, green, blue, alpha, row by row from the top.</summary>
public sealed record ImageTile(int Side, byte[] Rgba);

/// <summary>Reads single tiles of a Cloud Optimized GeoTIFF, at full size or of an overview; never the whole image.</summary>
/// <remarks>
/// What a tile may cost is settled when it is opened: tiles of at most <see cref="MostSide"/>, at most <see cref="MostBands"/> bands of 8 or 16 bits. Not for several
/// threads at once. Not supported: floating point, separate planes of several bands, files with a palette of more than 16 bits.
/// </remarks>
public sealed class CogImage : IDisposable
{
    public const int MostSide = 2048;
    public const int MostBands = 8;
    private const int LeastSide = 16;

    private readonly Tiff _tiff;
    private readonly short[] _directories;

    private CogImage(Tiff tiff, CogHeader header, CogLevel[] levels, short[] directories)
    {
        (_tiff, Header, Levels, _directories) = (tiff, header, levels, directories);
    }

    public CogHeader Header { get; }

    /// <summary>The image itself, then its overviews from large to small.</summary>
    public IReadOnlyList<CogLevel> Levels { get; }

    /// <param name="file">Seekable; stays open until this is disposed, and is then closed.</param>
    public static (CogImage? Image, RasterRefusal? Refusal) Open(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (header, refusal) = ReadCogHeader.Run(file);
        if (header is null)
        {
            return (null, refusal);
        }

        if (header.Epsg is null || header.PixelM is null)
        {
            return (null, new("cog.place", "The image does not say where it lies."));
        }

        if (header.Bands is < 1 or > MostBands || header.BitsPerSample is not (8 or 16))
        {
            return (null, new("cog.bands", FormattableString.Invariant($"{header.Bands} band(s) of {header.BitsPerSample} bits cannot be shown; pictures of 8 or 16 bits can.")));
        }

        var tiff = TiffReading.Open(file);
        if (tiff is null)
        {
            return (null, new("tiff.damaged", "The file cannot be opened as a TIFF."));
        }

        var (levels, directories) = LevelsOf(tiff);
        if (levels.Count == 0 || levels[0].TileSide == 0)
        {
            tiff.Dispose();
            return (null, new("cog.tiles", "The image is not kept in square tiles of 16 to 2048 pixels."));
        }

        return (new(tiff, header, [.. levels], [.. directories]), null);
    }

    /// <summary>One tile; null where it is damaged or missing. Pixels beyond the edge of the image are transparent.</summary>
    public ImageTile? ReadTile(int level, int column, int row)
    {
        var (one, side) = (Levels[level], Levels[level].TileSide);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        if ((long)column * side >= one.Columns || (long)row * side >= one.Rows || !_tiff.SetDirectory(_directories[level]))
        {
            return null;
        }

        var packed = new int[side * side];
        try
        {
            if (!_tiff.ReadRGBATile(column * side, row * side, packed))
            {
                return null;
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The library throws whatever its decoders throw on damaged bytes; a damaged tile is a hole and not an end.
            return null;
        }

        var rgba = new byte[side * side * 4];
        for (var y = 0; y < side && (row * side) + y < one.Rows; y++)
        {
            // It gives a tile from the bottom up.
            var from = (side - 1 - y) * side;
            for (var x = 0; x < side && (column * side) + x < one.Columns; x++)
            {
                TiffReading.Unpack(packed[from + x], rgba.AsSpan(((y * side) + x) * 4, 4));
            }
        }

        return new(side, rgba);
    }

    public void Dispose() => _tiff.Dispose();

    private static (List<CogLevel> Levels, List<short> Directories) LevelsOf(Tiff tiff)
    {
        List<(CogLevel Level, short Directory)> found = [];
        var directories = tiff.NumberOfDirectories();
        for (short i = 0; i < directories; i++)
        {
            if (!tiff.SetDirectory(i))
            {
                break;
            }

            var kind = TiffReading.Integer(tiff, TiffTag.SUBFILETYPE);
            int width = TiffReading.Integer(tiff, TiffTag.TILEWIDTH), height = TiffReading.Integer(tiff, TiffTag.TILELENGTH);
            // Masks are directories too; the picture's own transparency is what is shown.
            if ((i > 0 && (kind & 1) == 0) || (kind & 4) != 0 || !tiff.IsTiled() || width != height || width is < LeastSide or > MostSide)
            {
                continue;
            }

            found.Add((new(TiffReading.Integer(tiff, TiffTag.IMAGEWIDTH), TiffReading.Integer(tiff, TiffTag.IMAGELENGTH), width), i));
        }

        found.Sort((a, b) => b.Level.Columns.CompareTo(a.Level.Columns));
        return found is [{ Directory: 0 }, ..] ? (found.ConvertAll(one => one.Level), found.ConvertAll(one => one.Directory)) : ([], []);
    }
}
