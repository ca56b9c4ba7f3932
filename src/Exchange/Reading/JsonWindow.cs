namespace Surefoot.Exchange.Reading;

/// <summary>A window that slides over a stream; it grows only when one value does not fit.</summary>
internal sealed class JsonWindow(Stream stream, int firstSize)
{
    /// <summary>The longest single value: one feature with a million positions of twenty digits fits.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private byte[] _buffer = new byte[firstSize];
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The stream has ended; what is in the window is all that is left.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Bytes before the window.</summary>
    public long Offset { get; private set; }

    public void Consume(int bytes)
    {
        _start += bytes;
        Offset += bytes;
    }

    /// <summary>Brings more bytes into the window; false when a value would exceed <see cref="MaxBytes"/>.</summary>
    public bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaxBytes)
            {
                return false;
            }

            Array.Resize(ref _buffer, Math.Min(MaxBytes, _buffer.Length * 2));
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        IsFinal = read == 0;
        return true;
    }
}
