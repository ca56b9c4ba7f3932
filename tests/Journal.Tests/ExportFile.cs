using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Surefoot.Journal.Tests;

/// <summary>An export taken apart by a forger: fields can be changed, entries moved, and everything chained anew.</summary>
internal sealed class ExportFile
{
    private const int Magic = 19;

    public List<ForgedEntry> Entries { get; private init; } = [];

    public static ExportFile Read(string path) => Parse(File.ReadAllBytes(path));

    public static ExportFile Parse(ReadOnlySpan<byte> bytes)
    {
        var export = new ExportFile();
        var at = Magic;
        for (int length; (length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..])) != 0; at += 4 + length + 32)
        {
            export.Entries.Add(ForgedEntry.Parse(bytes.Slice(at + 4, length), bytes.Slice(at + 4 + length, 32)));
        }

        return export;
    }

    public ExportFile Copy() => new() { Entries = [.. Entries.Select(entry => entry.Copy())] };

    /// <summary>Gives the entries from a sequence on (1 = the first) their numbers, links and hashes as an honest writer would.</summary>
    public void ChainAnewFrom(int sequence)
    {
        for (var i = sequence - 1; i < Entries.Count; i++)
        {
            Entries[i].Previous = i == 0 ? new byte[32] : Entries[i - 1].Hash;
            Entries[i].Fields[EntryField.Sequence] = System.Text.Encoding.ASCII.GetBytes((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
            Entries[i].Hash = SHA256.HashData(Entries[i].Preimage());
        }
    }

    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        file.Write("surefoot-journal-1\n"u8);
        Span<byte> number = stackalloc byte[8];
        foreach (var entry in Entries)
        {
            var preimage = entry.Preimage();
            BinaryPrimitives.WriteInt32BigEndian(number, preimage.Length);
            file.Write(number[..4]);
            file.Write(preimage);
            file.Write(entry.Hash);
        }

        BinaryPrimitives.WriteInt32BigEndian(number, 0);
        file.Write(number[..4]);
        BinaryPrimitives.WriteInt64BigEndian(number, Entries.Count);
        file.Write(number);
        file.Write(Entries.Count == 0 ? new byte[32] : Entries[^1].Hash);
        return file.ToArray();
    }

    public void Write(string path) => File.WriteAllBytes(path, ToBytes());
}

internal sealed class ForgedEntry
{
    public byte[] Previous { get; set; } = [];

    public byte[]?[] Fields { get; private init; } = [];

    public byte[] Hash { get; set; } = [];

    public string Text(int field) => System.Text.Encoding.UTF8.GetString(Fields[field] ?? []);

    public static ForgedEntry Parse(ReadOnlySpan<byte> preimage, ReadOnlySpan<byte> hash)
    {
        var fields = new byte[]?[21];
        var at = 32;
        for (var i = 0; i < fields.Length; i++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(preimage[at..]);
            at += 4;
            if (size != 0xFFFFFFFF)
            {
                fields[i] = preimage.Slice(at, (int)size).ToArray();
                at += (int)size;
            }
        }

        return new ForgedEntry { Previous = preimage[..32].ToArray(), Fields = fields, Hash = hash.ToArray() };
    }

    public ForgedEntry Copy() => new() { Previous = [.. Previous], Fields = [.. Fields.Select(field => field?.ToArray())], Hash = [.. Hash] };

    public byte[] Preimage()
    {
        using var bytes = new MemoryStream();
        bytes.Write(Previous);
        Span<byte> length = stackalloc byte[4];
        foreach (var field in Fields)
        {
            BinaryPrimitives.WriteUInt32BigEndian(length, field is null ? 0xFFFFFFFF : (uint)field.Length);
            bytes.Write(length);
            bytes.Write(field ?? []);
        }

        return bytes.ToArray();
    }
}
