using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Surefoot.Exchange.Reading.Archives;

/// <summary>What an archive may be (INTEGRITY 2), decided from its directory before anything is unpacked.</summary>
internal static class ZipCaps
{
    public const int MaxEntries = 10_000;
    public const long MaxUnpackedBytes = 2L * 1024 * 1024 * 1024;
    public const int MaxRatio = 100;

    /// <summary>Below this a good ratio harms nobody: an empty sheet packs well.</summary>
    public const long FreeBytes = 256 * 1024;

    private const int EndBytes = 22;
    private const int DirectoryEntryBytes = 46;
    private const int MaxDirectoryBytes = 8 * 1024 * 1024;
    private const int LinkMode = 0xA000;
    private const int ModeMask = 0xF000;

    private static readonly string[] Archives = [".zip", ".kmz", ".xlsx", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst"];

    /// <summary>Opens an archive whose names, sizes and counts are within the caps.</summary>
    /// <exception cref="SourceFaultException">They are not.</exception>
    public static ZipArchive Open(Stream file)
    {
        CheckEnd(file);
        ZipArchive archive;
        try
        {
            file.Position = 0;
            archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            _ = archive.Entries.Count;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new SourceFaultException("zip.damaged", $"The archive's directory cannot be read: {Text.Cut(e.Message)}", "Pack or export the file again.");
        }

        CheckEntries(archive);
        return archive;
    }

    public static bool IsArchive(string name) => Array.Exists(Archives, a => name.EndsWith(a, StringComparison.OrdinalIgnoreCase));

    // The library takes memory for each entry before anybody can ask how many there are; the record at the end says so in 22 bytes.
    private static void CheckEnd(Stream file)
    {
        var length = (int)Math.Min(file.Length, EndBytes + ushort.MaxValue);
        var tail = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || length - at < EndBytes)
        {
            throw new SourceFaultException("zip.truncated", "The archive has no directory at its end: it is cut off or was never finished.", "Copy or export the file again.");
        }

        var end = tail.AsSpan(at);
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (entries > MaxEntries || (long)entries * DirectoryEntryBytes > bytes || bytes > MaxDirectoryBytes)
        {
            throw new SourceFaultException("zip.entries", string.Create(CultureInfo.InvariantCulture, $"The archive's directory states {entries} entries in {bytes} bytes; {MaxEntries} entries in {MaxDirectoryBytes} bytes are the most."), "Pack only the files that are to be imported.");
        }

        if ((long)start + bytes > file.Length - length + at)
        {
            throw new SourceFaultException("zip.damaged", "The archive's directory does not lie where its end says.", "Copy or pack the file again.");
        }
    }

    private static void CheckEntries(ZipArchive archive)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var total = 0L;
        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName;
            if (FaultOfName(name) is { } why)
            {
                throw new SourceFaultException("zip.name", $"The entry '{Text.Cut(name, 80)}' {why}; such an archive is refused whole, and nothing of it is written anywhere.", "Pack the files again with plain names.", value: name);
            }

            if (((entry.ExternalAttributes >> 16) & ModeMask) == LinkMode)
            {
                throw new SourceFaultException("zip.link", $"The entry '{Text.Cut(name, 80)}' is a link.", "Pack the files themselves.", value: name);
            }

            if (entry.IsEncrypted)
            {
                throw new SourceFaultException("zip.encrypted", $"The entry '{Text.Cut(name, 80)}' is encrypted.", "Pack it again without a password.", value: name);
            }

            if (!names.Add(name))
            {
                throw new SourceFaultException("zip.doubled", $"Two entries have the name '{Text.Cut(name, 80)}'; which one counts is not defined.", "Pack the files again.", value: name);
            }

            total += Math.Min(entry.Length, MaxUnpackedBytes + 1);
            if (entry.Length < 0 || total > MaxUnpackedBytes)
            {
                throw new SourceFaultException("zip.size", "Unpacked, the archive would have more than 2 GiB.", "Split the file.");
            }

            if (entry.Length > FreeBytes && entry.Length / MaxRatio > entry.CompressedLength)
            {
                throw new SourceFaultException("zip.ratio", string.Create(CultureInfo.InvariantCulture, $"The entry '{Text.Cut(name, 80)}' states {entry.Length} bytes packed into {entry.CompressedLength}, more than {MaxRatio} to 1."), "Pack the files again; real data does not pack so well.", value: name);
            }
        }
    }

    private static string? FaultOfName(string name)
    {
        if (name.Length == 0 || name.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0)
        {
            return "has no printable name";
        }

        if (name[0] is '/' or '\\' || (name.Length > 1 && name[1] == ':'))
        {
            return "has an absolute name";
        }

        return name.Split('/', '\\').Contains("..") ? "leads out of its folder" : null;
    }
}
