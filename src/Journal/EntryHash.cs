using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Surefoot.Journal;

/// <summary>Builds the preimage of an entry, previous ‖ length-prefixed fields, in one reused buffer (docs/journal-format.md, section 1).</summary>
internal sealed class EntryHash
{
    public const int HashBytes = 32;
    public const int Fields = 21;
    public const uint NoValue = 0xFFFF_FFFF;

    /// <summary>Refuses unpaired surrogates instead of replacing them: two texts must not share one hash.</summary>
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int[] _starts = new int[Fields];
    private readonly int[] _lengths = new int[Fields];
    private byte[] _buffer = new byte[4096];
    private int _length;
    private int _field;

    public static ReadOnlySpan<byte> Tag => "surefoot-entry-1"u8;

    /// <summary>The preimage as written so far.</summary>
    public ReadOnlySpan<byte> Preimage => _buffer.AsSpan(0, _length);

    /// <summary>Begins a new entry and writes field 0.</summary>
    public void Begin(ReadOnlySpan<byte> previous)
    {
        _length = 0;
        _field = 0;
        previous.CopyTo(Room(HashBytes));
        _length = HashBytes;
        Add(Tag);
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(checked(4 + value.Length))[4..]);
        Close(value.Length);
    }

    public void Add(string value)
    {
        try
        {
            Close(StrictUtf8.GetBytes(value, Room(4 + StrictUtf8.GetMaxByteCount(value.Length))[4..]));
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("Text of an entry holds half of a character (an unpaired surrogate).");
        }

        if (Field(_field - 1).Contains((byte)0))
        {
            throw new ArgumentException("Text of an entry holds a NUL character.");
        }
    }

    public void Add(string? value, bool optional)
    {
        if (value is null && optional)
        {
            AddNoValue();
        }
        else
        {
            Add(value!);
        }
    }

    public void Add(long value)
    {
        Utf8Formatter.TryFormat(value, Room(4 + 20)[4..], out var written);
        Close(written);
    }

    public void AddNoValue()
    {
        BinaryPrimitives.WriteUInt32BigEndian(Room(4), NoValue);
        _starts[_field] = _length + 4;
        _lengths[_field] = -1;
        _field++;
        _length += 4;
    }

    public bool HasValue(int field) => _lengths[field] >= 0;

    public ReadOnlySpan<byte> Field(int field) => _buffer.AsSpan(_starts[field], _lengths[field]);

    /// <summary>The text of a field; empty if it has no value.</summary>
    public string Text(int field) => HasValue(field) ? Encoding.UTF8.GetString(Field(field)) : "";

    /// <summary>A field that holds a whole number; 0 if it does not.</summary>
    public long Number(int field) =>
        HasValue(field) && long.TryParse(Field(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0;

    /// <summary>The hash of a finished entry.</summary>
    public void Finish(Span<byte> hash)
    {
        if (_field != Fields)
        {
            throw new InvalidOperationException("An entry has exactly 21 fields.");
        }

        SHA256.HashData(Preimage, hash);
    }

    /// <summary>Takes an entry apart into the 21 fields of the format; false if the bytes are not exactly that.</summary>
    public bool TryParse(ReadOnlySpan<byte> preimage)
    {
        if (preimage.Length < HashBytes)
        {
            return false;
        }

        preimage.CopyTo(Room(preimage.Length, from: 0));
        _length = preimage.Length;
        var at = HashBytes;
        for (_field = 0; _field < Fields; _field++)
        {
            if (preimage.Length - at < 4)
            {
                return false;
            }

            var size = BinaryPrimitives.ReadUInt32BigEndian(preimage[at..]);
            at += 4;
            _starts[_field] = at;
            if (size == NoValue)
            {
                _lengths[_field] = -1;
                continue;
            }

            if (size > (uint)(preimage.Length - at))
            {
                return false;
            }

            _lengths[_field] = (int)size;
            at += (int)size;
        }

        return at == preimage.Length && HasValue(0) && Field(0).SequenceEqual(Tag);
    }

    private void Close(int valueBytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), valueBytes);
        _starts[_field] = _length + 4;
        _lengths[_field] = valueBytes;
        _field++;
        _length += 4 + valueBytes;
    }

    private Span<byte> Room(int bytes, int? from = null)
    {
        var start = from ?? _length;
        if (_buffer.Length - start < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(start + bytes)));
        }

        return _buffer.AsSpan(start);
    }
}
