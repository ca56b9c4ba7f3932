using System.Buffers.Binary;
using System.Text;

namespace Surefoot.Raster;

/// <summary>One picture of a TIFF: the image itself, or a smaller one of it.</summary>
/// <param name="TileSide">Side of its square tiles; 0 for strips.</param>
public sealed record CogLevel(int Columns, int Rows, int TileSide);

/// <summary>What the header of a GeoTIFF says, and whether it is a Cloud Optimized GeoTIFF.</summary>
/// <param name="Epsg">CRS by its code; null if the file gives none.</param>
/// <param name="PixelM">Pixel size in units of the CRS, east and south; null without georeference.</param>
/// <param name="West">Of the upper left corner.</param>
/// <param name="Overviews">Smaller pictures, largest first.</param>
/// <param name="Findings">What keeps it from being a COG; empty if nothing does.</param>
public sealed record CogHeader(
    bool BigTiff, CogLevel Image, int Bands, int BitsPerSample, int? Epsg, (double X, double Y)? PixelM, double West, double North, IReadOnlyList<CogLevel> Overviews, IReadOnlyList<string> Findings)
{
    public bool IsCog => Findings.Count == 0;
}

/// <summary>Reads the header of a TIFF and nothing else: directories and georeference, never a pixel.</summary>
/// <remarks>
/// Layout after OGC 21-026, Cloud Optimized GeoTIFF: tiles, overviews, directories before the pixels. Every length of the file is distrusted: at most
/// <see cref="MostDirectories"/> directories, each offset once, no value longer than <see cref="MostBytes"/>.
/// </remarks>
public static class ReadCogHeader
{
    private const int MostDirectories = 64;
    private const int MostEntries = 4096;
    private const int MostBytes = 1 << 16;
    private const double MostOffset = 1e18;

    // Above this side an image without overviews is slow to look at.
    private const int SideWithoutOverviews = 512;

    private const int NewSubfileType = 254, ImageWidth = 256, ImageLength = 257, BitsPerSample = 258, SamplesPerPixel = 277, StripOffsets = 273, TileWidth = 322, TileLength = 323, TileOffsets = 324;
    private const int PixelScale = 33550, TiePoint = 33922, GeoKeys = 34735;

    /// <param name="file">Seekable.</param>
    public static (CogHeader? Header, RasterRefusal? Refusal) Run(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return Read(new Source(file));
        }
        catch (EndOfStreamException)
        {
            return (null, new("tiff.cut", "The header points beyond the end of the file: it is cut off or damaged."));
        }
        catch (InvalidDataException failure)
        {
            return (null, new("tiff.damaged", failure.Message));
        }
    }

    private static (CogHeader?, RasterRefusal?) Read(Source source)
    {
        if (!source.Open())
        {
            return (null, new("tiff.not", "The file is no TIFF."));
        }

        List<Directory> directories = [];
        HashSet<long> seen = [];
        for (var at = source.First; at != 0;)
        {
            if (directories.Count == MostDirectories || !seen.Add(at))
            {
                throw new InvalidDataException("The directories of the file run in a circle, or are too many.");
            }

            directories.Add(ReadDirectory(source, at, out at));
        }

        if (directories.Count == 0)
        {
            return (null, new("tiff.empty", "The file holds no image."));
        }

        var image = directories[0];
        var overviews = directories.Skip(1).Where(one => (one.SubfileType & 1) == 1 && (one.SubfileType & 4) == 0).Select(one => one.Level).OrderByDescending(level => level.Columns).ToList();
        List<string> findings = [];
        if (image.Level.TileSide == 0)
        {
            findings.Add("The image is kept in strips, not in tiles: a small window means reading whole lines.");
        }

        if (overviews.Count == 0 && Math.Max(image.Level.Columns, image.Level.Rows) > SideWithoutOverviews)
        {
            findings.Add("There are no overviews: showing it small means reading all of it.");
        }

        if (image.Epsg is null)
        {
            findings.Add("The coordinate system is not given by an EPSG code.");
        }

        if (image.Pixel is null)
        {
            findings.Add("The image is not georeferenced.");
        }

        if (directories.Max(one => one.End) > directories.Where(one => one.FirstData > 0).Select(one => one.FirstData).DefaultIfEmpty(long.MaxValue).Min())
        {
            findings.Add("Directories stand after pixels: more than one request is needed before anything is seen.");
        }

        return (new(source.Big, image.Level, image.Bands, image.Bits, image.Epsg, image.Pixel, image.West, image.North, overviews, findings), null);
    }

    private static Directory ReadDirectory(Source source, long at, out long next)
    {
        source.Seek(at);
        var count = source.Big ? source.Offset() : source.Short();
        if (count is < 1 or > MostEntries)
        {
            throw new InvalidDataException("A directory of the file has an impossible number of entries.");
        }

        List<(int Tag, int Type, long Count, long ValueAt)> entries = [];
        for (var i = 0L; i < count; i++)
        {
            int tag = source.Short(), type = source.Short();
            var values = source.Big ? source.Offset() : source.Long();
            entries.Add((tag, type, values, source.Position));
            source.Seek(source.Position + (source.Big ? 8 : 4));
        }

        next = source.Offset();
        var end = source.Position;
        Directory directory = new() { End = end };
        int width = 0, height = 0, tileWidth = 0, tileLength = 0;
        foreach (var (tag, type, values, valueAt) in entries)
        {
            switch (tag)
            {
                case NewSubfileType: directory.SubfileType = Side(source.Values(type, values, valueAt, 1)[0]); break;
                case ImageWidth: width = Side(source.Values(type, values, valueAt, 1)[0]); break;
                case ImageLength: height = Side(source.Values(type, values, valueAt, 1)[0]); break;
                case BitsPerSample: directory.Bits = Side(source.Values(type, values, valueAt, 1)[0]); break;
                case SamplesPerPixel: directory.Bands = Side(source.Values(type, values, valueAt, 1)[0]); break;
                case TileWidth: tileWidth = Side(source.Values(type, values, valueAt, 1)[0]); break;
                case TileLength: tileLength = Side(source.Values(type, values, valueAt, 1)[0]); break;
                case StripOffsets or TileOffsets: directory.FirstData = (long)Math.Clamp(source.Values(type, values, valueAt, 1)[0], 0, MostOffset); break;
                case PixelScale when values >= 2:
                    var scale = source.Values(type, values, valueAt, 2);
                    directory.Pixel = scale[0] > 0 && scale[1] > 0 ? (scale[0], scale[1]) : null;
                    break;
                case TiePoint when values >= 6:
                    var tie = source.Values(type, values, valueAt, 6);
                    (directory.TieColumn, directory.TieRow, directory.West, directory.North) = (tie[0], tie[1], tie[3], tie[4]);
                    break;
                case GeoKeys: directory.Epsg = EpsgOf(source.Values(type, values, valueAt, 1024)); break;
                default: break;
            }
        }

        if (width < 1 || height < 1)
        {
            throw new InvalidDataException("A directory of the file states no size of its image.");
        }

        if (directory.Pixel is { } pixel)
        {
            (directory.West, directory.North) = (directory.West - (directory.TieColumn * pixel.X), directory.North + (directory.TieRow * pixel.Y));
        }

        directory.Level = new(width, height, tileWidth == tileLength ? tileWidth : Math.Min(tileWidth, tileLength));
        return directory;
    }

    // Groups of four after the version: key, place, count, value. 3072 is a projected CRS, 2048 a geographic one.
    private static int? EpsgOf(double[] keys)
    {
        int? geographic = null;
        for (var i = 4; i + 3 < keys.Length; i += 4)
        {
            if (keys[i + 1] == 0 && keys[i + 3] is >= 1024 and < 32767)
            {
                if (keys[i] == 3072)
                {
                    return (int)keys[i + 3];
                }

                geographic = keys[i] == 2048 ? (int)keys[i + 3] : geographic;
            }
        }

        return geographic;
    }

    private static int Side(double value) => value is >= 0 and <= int.MaxValue ? (int)value : throw new InvalidDataException("A directory of the file states an impossible number.");

    private sealed class Directory
    {
        public long End { get; init; }

        public int SubfileType { get; set; }

        public CogLevel Level { get; set; } = new(0, 0, 0);

        public int Bands { get; set; } = 1;

        public int Bits { get; set; } = 1;

        public long FirstData { get; set; }

        public int? Epsg { get; set; }

        public (double X, double Y)? Pixel { get; set; }

        public double TieColumn { get; set; }

        public double TieRow { get; set; }

        public double West { get; set; }

        public double North { get; set; }
    }

    private sealed class Source(Stream file)
    {
        private readonly byte[] _buffer = new byte[MostBytes];
        private bool _little;

        public bool Big { get; private set; }

        public long First { get; private set; }

        public long Position => file.Position;

        public bool Open()
        {
            if (file.Length < 8)
            {
                return false;
            }

            file.Position = 0;
            var mark = Encoding.ASCII.GetString(Take(2));
            _little = mark == "II";
            if (mark is not ("II" or "MM"))
            {
                return false;
            }

            var version = Short();
            Big = version == 43;
            if (version is not (42 or 43))
            {
                return false;
            }

            if (Big)
            {
                Take(4);
            }

            First = Offset();
            return true;
        }

        public void Seek(long at)
        {
            if (at < 0 || at > file.Length)
            {
                throw new EndOfStreamException();
            }

            file.Position = at;
        }

        public int Short() => _little ? BinaryPrimitives.ReadUInt16LittleEndian(Take(2)) : BinaryPrimitives.ReadUInt16BigEndian(Take(2));

        public long Long() => _little ? BinaryPrimitives.ReadUInt32LittleEndian(Take(4)) : BinaryPrimitives.ReadUInt32BigEndian(Take(4));

        public long Offset() => Big ? _little ? BinaryPrimitives.ReadInt64LittleEndian(Take(8)) : BinaryPrimitives.ReadInt64BigEndian(Take(8)) : Long();

        /// <summary>The first <paramref name="most"/> values of an entry.</summary>
        public double[] Values(int type, long count, long valueAt, int most)
        {
            var size = type switch { 1 or 2 or 6 or 7 => 1, 3 or 8 => 2, 4 or 9 or 11 => 4, 12 or 16 or 17 or 18 => 8, _ => throw new InvalidDataException("An entry of the file has a type that no TIFF has.") };
            if (count < 1)
            {
                throw new InvalidDataException("An entry of the file has no value.");
            }

            Seek(valueAt);
            if (count > (Big ? 8 : 4) / size)
            {
                Seek(Offset());
            }

            var values = new double[Math.Min(count, most)];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = type switch
                {
                    3 => Short(),
                    4 => Long(),
                    12 => BitConverter.Int64BitsToDouble(_little ? BinaryPrimitives.ReadInt64LittleEndian(Take(8)) : BinaryPrimitives.ReadInt64BigEndian(Take(8))),
                    16 or 17 or 18 => _little ? BinaryPrimitives.ReadInt64LittleEndian(Take(8)) : BinaryPrimitives.ReadInt64BigEndian(Take(8)),
                    _ => Take(size)[0],
                };
            }

            return values;
        }

        private ReadOnlySpan<byte> Take(int bytes)
        {
            file.ReadExactly(_buffer, 0, bytes);
            return _buffer.AsSpan(0, bytes);
        }
    }
}
