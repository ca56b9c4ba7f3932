using System.IO.Compression;
using Surefoot.Exchange.Reading.Archives;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>The files that together are one shapefile, on disk or in an archive. Each is opened anew at each call; the lengths are known before.</summary>
/// <param name="Shapes">The .shp.</param>
/// <param name="Table">The .dbf; null if there is none.</param>
/// <param name="Index">The .shx; null if there is none.</param>
/// <param name="Projection">The .prj; null if there is none.</param>
/// <param name="CodePage">The .cpg; null if there is none.</param>
internal sealed record ShapefileParts(ShapefilePart Shapes, ShapefilePart? Table, ShapefilePart? Index, ShapefilePart? Projection, ShapefilePart? CodePage)
{
    public static ShapefileParts Beside(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var stem = Path.GetFileNameWithoutExtension(path);
        // Extensions come in capitals from Windows; ours to find on systems that tell them apart.
        var found = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive })
            .Where(f => Path.GetFileNameWithoutExtension(f).Equals(stem, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        ShapefilePart? Part(string extension) =>
            found.Find(f => Path.GetExtension(f).Equals(extension, StringComparison.OrdinalIgnoreCase)) is { } file
                ? new(Path.GetFileName(file), new FileInfo(file).Length, () => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024))
                : null;
        var shapes = new ShapefilePart(Path.GetFileName(path), new FileInfo(path).Length, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024));
        return new(shapes, Part(".dbf"), Part(".shx"), Part(".prj"), Part(".cpg"));
    }

    public static ShapefileParts In(ZipArchive archive, ZipArchiveEntry shapes)
    {
        var stem = shapes.FullName[..^4];
        ShapefilePart? Part(string extension) =>
            archive.Entries.FirstOrDefault(e => e.FullName.Equals(stem + extension, StringComparison.OrdinalIgnoreCase)) is { } entry ? Of(entry) : null;
        return new(Of(shapes), Part(".dbf"), Part(".shx"), Part(".prj"), Part(".cpg"));
    }

    private static ShapefilePart Of(ZipArchiveEntry entry) => new(entry.FullName, entry.Length, () => new BufferedStream(GuardedEntryStream.Open(entry), 64 * 1024));
}

/// <param name="LengthBytes">As the file system or the archive's directory states.</param>
internal sealed record ShapefilePart(string Name, long LengthBytes, Func<Stream> Open)
{
    /// <summary>The whole content of a part that is small by its nature.</summary>
    public byte[] ReadSmall(int most)
    {
        if (LengthBytes > most)
        {
            throw new SourceFaultException("shapefile.part-size", $"{Text.Cut(Name, 80)} has more than {most} bytes.", "Export the shapefile again.");
        }

        using var stream = Open();
        var bytes = new byte[(int)LengthBytes];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
