using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Surefoot.Journal;

/// <summary>Length-prefixed fields one after the other, so that no two lists of fields give the same bytes.</summary>
internal sealed class FieldBytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Add(string value) => Add(Encoding.UTF8.GetBytes(value));

    public void Add(ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        _bytes.Write(length);
        _bytes.Write(value);
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
