using System.Text;
using System.Xml;

namespace Surefoot.Exchange.Reading.Markup;

/// <summary>Where an element stands, and whether anything can be within it.</summary>
internal readonly record struct MarkupScope(int Depth, bool IsEmpty);

/// <summary>Streams elements of untrusted XML: no DTD, no entities of its own, nothing fetched, depth 256, tags and texts of bounded length.</summary>
internal sealed class MarkupReader : IDisposable
{
    public const int MaxDepth = 256;
    private const long MaxCharacters = 2L * 1024 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = false,
        CloseInput = true,
    };

    private readonly char[] _chunk = new char[16 * 1024];
    private readonly XmlReader _xml;

    private MarkupReader(XmlReader xml) => _xml = xml;

    public string Name => _xml.LocalName;

    public string Namespace => _xml.NamespaceURI;

    public int Depth => _xml.Depth;

    public bool IsElement => _xml.NodeType == XmlNodeType.Element;

    public bool IsEmptyElement => _xml.IsEmptyElement;

    public bool IsEndElement => _xml.NodeType == XmlNodeType.EndElement;

    /// <summary>Bytes in the encoding that they declare themselves.</summary>
    public static MarkupReader Open(Stream bytes)
    {
        // Declared code pages are known only once their provider is there.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new(XmlReader.Create(new TagGuard(bytes), Settings));
    }

    /// <summary>Text whose encoding was settled already; what it declares no longer counts.</summary>
    public static MarkupReader Open(Stream utf8, Encoding encoding) => new(XmlReader.Create(new StreamReader(new TagGuard(utf8), encoding), Settings));

    /// <summary>Moves to the outermost element.</summary>
    public bool MoveToRoot() => _xml.MoveToContent() == XmlNodeType.Element;

    public bool Read()
    {
        var more = _xml.Read();
        if (_xml.Depth > MaxDepth)
        {
            throw new SourceFaultException("xml.depth", $"Elements are nested more than {MaxDepth} deep.", "Check what kind of file this is.");
        }

        return more;
    }

    /// <summary>The element on which the reader stands, to read what is within it.</summary>
    public MarkupScope Scope() => new(_xml.Depth, _xml.IsEmptyElement);

    /// <summary>Moves to the next child element; false at the end of the scope. What stands within a child that was not read is passed over.</summary>
    public bool ReadChild(MarkupScope scope)
    {
        while (ReadElement(scope))
        {
            if (_xml.Depth == scope.Depth + 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves to the next element within the scope, however deep; false at its end.</summary>
    public bool ReadElement(MarkupScope scope)
    {
        while (!scope.IsEmpty && Read() && _xml.Depth > scope.Depth)
        {
            if (IsElement)
            {
                return true;
            }
        }

        return false;
    }

    public string? Attribute(string name) => _xml.GetAttribute(name);

    public string? Attribute(string name, string space) => _xml.GetAttribute(name, space);

    /// <summary>All text within the element, without that of what is nested in it; the reader stands at its end afterwards.</summary>
    /// <exception cref="SourceFaultException">It is longer than <paramref name="longest"/>.</exception>
    public string ReadText(int longest = 1024 * 1024)
    {
        var text = new StringBuilder();
        foreach (var part in ReadChunks())
        {
            if (text.Length + part.Length > longest)
            {
                throw new SourceFaultException("xml.text-size", $"The text of one element is longer than {longest} characters.", "Check what kind of file this is.", field: Name);
            }

            text.Append(part.Span);
        }

        return text.ToString();
    }

    /// <summary>Appends the text on which the reader stands; nothing if it stands on something else.</summary>
    /// <exception cref="SourceFaultException">All together is longer than <paramref name="longest"/>.</exception>
    public void AppendText(StringBuilder text, int longest)
    {
        if (_xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
        {
            return;
        }

        int read;
        while ((read = _xml.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0)
        {
            if (text.Length + read > longest)
            {
                throw new SourceFaultException("xml.text-size", $"The text of one element is longer than {longest} characters.", "Check what kind of file this is.");
            }

            text.Append(_chunk, 0, read);
        }
    }

    /// <summary>The text within the element in pieces, valid until the next is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<char>> ReadChunks()
    {
        if (IsEmptyElement)
        {
            yield break;
        }

        var depth = _xml.Depth;
        while (Read() && _xml.Depth > depth)
        {
            if (_xml.Depth != depth + 1 || _xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
            {
                continue;
            }

            int read;
            while ((read = _xml.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0)
            {
                yield return _chunk.AsMemory(0, read);
            }
        }
    }

    public void Dispose() => _xml.Dispose();
}
