namespace Surefoot.Exchange.Reading;

/// <summary>Finds where a JSON object or array ends while its bytes are still arriving. Only brackets and strings matter; the grammar is checked later.</summary>
internal struct JsonValueEnd
{
    private int _scanned;
    private int _depth;
    private bool _inString;
    private bool _escaped;

    public readonly int Depth => _depth;

    /// <summary>Length of the value that starts at the first byte, or -1 if it goes on beyond these bytes.</summary>
    public int Find(ReadOnlySpan<byte> bytes, int maxDepth)
    {
        while (_scanned < bytes.Length)
        {
            if (_inString && !_escaped)
            {
                var stop = bytes[_scanned..].IndexOfAny((byte)'"', (byte)'\\');
                if (stop < 0)
                {
                    _scanned = bytes.Length;
                    return -1;
                }

                _scanned += stop;
            }

            var b = bytes[_scanned++];
            if (_escaped)
            {
                _escaped = false;
            }
            else if (_inString)
            {
                _escaped = b == '\\';
                _inString = b != '"';
            }
            else if (b == '"')
            {
                _inString = true;
            }
            else if (b is (byte)'{' or (byte)'[')
            {
                _depth++;
                if (_depth > maxDepth)
                {
                    return _scanned;
                }
            }
            else if (b is (byte)'}' or (byte)']')
            {
                _depth--;
                if (_depth <= 0)
                {
                    return _scanned;
                }
            }
        }

        return -1;
    }
}
