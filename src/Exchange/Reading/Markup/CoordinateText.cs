using System.Globalization;

namespace Surefoot.Exchange.Reading.Markup;

/// <summary>Turns KML's <c>lon,lat,height lon,lat,height …</c> into the positions of a WKT body, digit by digit and without keeping the text.</summary>
internal sealed class CoordinateText(long row, int mostPositions)
{
    private const int LongestTuple = 200;

    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("0123456789+-.eE,");

    private readonly char[] _tuple = new char[LongestTuple];
    private int _length;

    public int Count { get; private set; }

    /// <summary>Appends <c>(x y, x y, …)</c>; nothing between the brackets if there is no position.</summary>
    public void Append(MemoryStream body, IEnumerable<ReadOnlyMemory<char>> chunks)
    {
        body.WriteByte((byte)'(');
        var first = true;
        foreach (var chunk in chunks)
        {
            var span = chunk.Span;
            foreach (var c in span)
            {
                if (!char.IsWhiteSpace(c))
                {
                    if (_length == LongestTuple)
                    {
                        throw Fault(new string(_tuple));
                    }

                    _tuple[_length++] = c;
                }
                else
                {
                    first = Finish(body, first);
                }
            }
        }

        Finish(body, first);
        body.WriteByte((byte)')');
    }

    private bool Finish(MemoryStream body, bool first)
    {
        if (_length == 0)
        {
            return first;
        }

        if (++Count > mostPositions)
        {
            throw new SourceFaultException("geometry.count", string.Create(CultureInfo.InvariantCulture, $"One record has more than {mostPositions} positions."), "Split the shape into several records.", row, "geometry");
        }

        var tuple = _tuple.AsSpan(0, _length);
        var commas = tuple.Count(',');
        if (commas is < 1 or > 2 || tuple[0] == ',' || tuple[^1] == ',' || tuple.IndexOfAnyExcept(Signs) >= 0)
        {
            throw Fault(tuple.ToString());
        }

        if (!first)
        {
            body.WriteByte((byte)',');
        }

        foreach (var c in tuple)
        {
            body.WriteByte(c == ',' ? (byte)' ' : (byte)c);
        }

        _length = 0;
        return false;
    }

    private SourceFaultException Fault(string tuple) => new(
        "kml.coordinates",
        string.Create(CultureInfo.InvariantCulture, $"'{Text.Cut(tuple, 60)}' in record {row} is not longitude,latitude or longitude,latitude,height without spaces."),
        "Write 47.15,39.6 47.16,39.6: commas within a position, spaces between positions.",
        row,
        "geometry",
        tuple);
}
