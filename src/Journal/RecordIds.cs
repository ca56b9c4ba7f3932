using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Surefoot.Journal;

/// <summary>Record ids: UUIDv7 (RFC 9562) whose time is that of recording and whose random bits come from type and client key.</summary>
/// <remarks>The same file imported under the same clock so gives the same journal, byte for byte.</remarks>
internal static class RecordIds
{
    public static Guid Make(string recordType, string clientKey, DateTimeOffset recordedAt)
    {
        var seed = new FieldBytes();
        seed.Add(recordType);
        seed.Add(clientKey);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(seed.ToArray(), hash);
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, recordedAt.ToUnixTimeMilliseconds() << 16);
        hash[..10].CopyTo(id[6..]);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true);
    }
}
