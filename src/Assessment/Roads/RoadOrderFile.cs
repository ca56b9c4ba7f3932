using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>The elimination order of a road graph, kept beside it: found once per topology, whatever is closed or slowed later.</summary>
/// <remarks>Layout, little endian: "SFORDER1", SHA-256 of the topology (32 bytes), count (int32), node of each rank (int32). A file of another topology, or a damaged one, is made again.</remarks>
public static class RoadOrderFile
{
    private const int HeaderBytes = 44;

    /// <summary>The index, by the order in the file if it fits; otherwise found and written there.</summary>
    /// <param name="path">Null keeps nothing.</param>
    /// <returns>And whether the order was read.</returns>
    public static (RoadIndex Index, bool WasKept) Open(RoadNetwork network, string? path, int workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        var topology = TopologyOf(network);
        if (path is not null && File.Exists(path) && Read(File.ReadAllBytes(path), topology, network.NodeCount) is { } order)
        {
            try
            {
                return (RoadIndex.Build(network, order), true);
            }
            catch (ArgumentException)
            {
                // Not every node once: a damaged file is no order.
            }
        }

        var index = RoadIndex.Build(network, workers);
        if (path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllBytes(path + ".new", Bytes(index, topology));
            File.Move(path + ".new", path, overwrite: true);
        }

        return (index, false);
    }

    /// <summary>Names a topology: 16 hex digits.</summary>
    public static string NameOf(RoadNetwork network) => Convert.ToHexStringLower(TopologyOf(network))[..16];

    private static byte[] TopologyOf(RoadNetwork network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> count = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(count, network.NodeCount);
        hash.AppendData(count);
        hash.AppendData(MemoryMarshal.AsBytes(network.From));
        hash.AppendData(MemoryMarshal.AsBytes(network.To));
        return hash.GetHashAndReset();
    }

    private static int[]? Read(byte[] file, byte[] topology, int nodes)
    {
        if (file.Length != HeaderBytes + (nodes * 4L) || !file.AsSpan(0, 8).SequenceEqual("SFORDER1"u8) || !file.AsSpan(8, 32).SequenceEqual(topology))
        {
            return null;
        }

        return MemoryMarshal.Cast<byte, int>(file.AsSpan(HeaderBytes)).ToArray();
    }

    private static byte[] Bytes(RoadIndex index, byte[] topology)
    {
        var file = new byte[HeaderBytes + (index.Order.Length * 4)];
        "SFORDER1"u8.CopyTo(file);
        topology.CopyTo(file, 8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), index.Order.Length);
        MemoryMarshal.AsBytes(index.Order).CopyTo(file.AsSpan(HeaderBytes));
        return file;
    }
}
