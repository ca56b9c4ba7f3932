namespace Surefoot.Exchange.Reading.Markup;

/// <summary>Refuses a tag longer than any real one: the parser keeps a whole tag in memory, however long it is.</summary>
internal sealed class TagGuard(Stream inner) : WatchedStream(inner)
{
    private const int MaxTagBytes = 1024 * 1024;

    private int _inTag = -1;

    protected override void Watch(ReadOnlySpan<byte> passing)
    {
        while (!passing.IsEmpty)
        {
            var at = passing.IndexOf(_inTag < 0 ? (byte)'<' : (byte)'>');
            var passed = at < 0 ? passing.Length : at + 1;
            if (_inTag >= 0 && (_inTag += passed) > MaxTagBytes)
            {
                throw new SourceFaultException("xml.tag-size", "One tag of the XML is longer than a million bytes.", "Check what kind of file this is.");
            }

            if (at >= 0)
            {
                _inTag = _inTag < 0 ? 0 : -1;
            }

            passing = passing[passed..];
        }
    }
}
