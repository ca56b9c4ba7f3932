using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy.Entered;

/// <summary>Reads well-known text (OGC 06-103r4 section 7) with bounded depth; also the <c>SRID=n;</c> prefix of EWKT.</summary>
/// <remarks>Own parser, because the library's overflows the stack on deep nesting. Z and M are read and dropped; the text itself is kept elsewhere.</remarks>
internal ref struct WktParser
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly ShapeBudget _budget;
    private int _at;

    public WktParser(ReadOnlySpan<byte> text, ShapeBudget budget)
    {
        _text = text;
        _budget = budget;
        _at = 0;
    }

    /// <summary>Code after <c>SRID=</c>, if there is one.</summary>
    public int? Srid { get; private set; }

    public static RawShape Parse(ReadOnlySpan<byte> text, ref OrdinateNotation notation, out int? srid)
    {
        var parser = new WktParser(text, new ShapeBudget());
        parser.ReadSrid();
        var shape = parser.ReadShape(ref notation, 1);
        parser.SkipSpace();
        if (parser._at < text.Length)
        {
            throw parser.Fault("geometry.trailing", "There is more text after the end of the geometry");
        }

        srid = parser.Srid;
        return shape;
    }

    private void ReadSrid()
    {
        SkipSpace();
        var start = _at;
        if (ReadWord() is not "SRID")
        {
            _at = start;
            return;
        }

        Expect((byte)'=');
        if (!Utf8Parser.TryParse(_text[_at..], out int srid, out var used))
        {
            throw Fault("geometry.syntax", "A number is expected after SRID=");
        }

        _at += used;
        Srid = srid;
        Expect((byte)';');
    }

    private RawShape ReadShape(ref OrdinateNotation notation, int depth)
    {
        ShapeBudget.Enter(depth);
        SkipSpace();
        var start = _at;
        var word = ReadWord();
        var ordinates = 0;
        if (word.Length > 1 && (word.EndsWith('Z') || word.EndsWith('M')) && Kind(word) is null)
        {
            // POINTZ, POINTM, POINTZM written in one word.
            var bare = word.TrimEnd('Z', 'M');
            ordinates = 2 + word.Length - bare.Length;
            word = bare;
        }

        if (Kind(word) is not { } kind)
        {
            _at = start;
            throw Fault("geometry.type", word.Length == 0 ? "The name of a geometry type is expected" : $"'{Cut(word)}' is not a geometry type that can be read");
        }

        SkipSpace();
        var mark = _at;
        switch (ReadWord())
        {
            case "Z" or "M":
                ordinates = 3;
                break;
            case "ZM":
                ordinates = 4;
                break;
            default:
                _at = mark;
                break;
        }

        SkipSpace();
        mark = _at;
        if (ReadWord() is "EMPTY")
        {
            return RawShape.OfLines(kind, []);
        }

        _at = mark;
        if (kind is ShapeKind.GeometryCollection)
        {
            var children = new List<RawShape>();
            Expect((byte)'(');
            do
            {
                children.Add(ReadShape(ref notation, depth + 1));
            }
            while (ReadComma());
            return RawShape.OfShapes(kind, children);
        }

        if (kind is ShapeKind.MultiPolygon)
        {
            var polygons = new List<RawShape>();
            Expect((byte)'(');
            do
            {
                polygons.Add(RawShape.OfLines(ShapeKind.Polygon, ReadLines(ref notation, ordinates)));
            }
            while (ReadComma());
            return RawShape.OfShapes(kind, polygons);
        }

        return RawShape.OfLines(kind, kind is ShapeKind.Polygon or ShapeKind.MultiLineString
            ? ReadLines(ref notation, ordinates)
            : [ReadPositions(ref notation, ordinates, kind is ShapeKind.MultiPoint)]);
    }

    private List<Coordinate[]> ReadLines(ref OrdinateNotation notation, int ordinates)
    {
        var lines = new List<Coordinate[]>();
        Expect((byte)'(');
        do
        {
            lines.Add(ReadPositions(ref notation, ordinates, false));
        }
        while (ReadComma());
        return lines;
    }

    private Coordinate[] ReadPositions(ref OrdinateNotation notation, int ordinates, bool mayBeBracketed)
    {
        var positions = new List<Coordinate>();
        Expect((byte)'(');
        do
        {
            SkipSpace();
            var bracketed = mayBeBracketed && _at < _text.Length && _text[_at] == '(';
            if (bracketed)
            {
                _at++;
            }

            _budget.Take(1);
            positions.Add(ReadPosition(ref notation, ordinates));
            if (bracketed)
            {
                Expect((byte)')');
            }
        }
        while (ReadComma());
        return [.. positions];
    }

    private Coordinate ReadPosition(ref OrdinateNotation notation, int ordinates)
    {
        var x = ReadNumber(ref notation, true);
        var y = ReadNumber(ref notation, true);
        var count = 2;
        while (count < 5)
        {
            SkipSpace();
            if (_at >= _text.Length || _text[_at] is (byte)',' or (byte)')')
            {
                break;
            }

            ReadNumber(ref notation, false);
            count++;
        }

        return count > 4 || (ordinates != 0 && count != ordinates)
            ? throw Fault("geometry.position-size", string.Create(CultureInfo.InvariantCulture, $"A position has {count} numbers"))
            : new(x, y);
    }

    private double ReadNumber(ref OrdinateNotation notation, bool horizontal)
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && _text[_at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)'(' or (byte)')'))
        {
            _at++;
        }

        var token = _text[start.._at];
        if (token.IsEmpty)
        {
            _at = start;
            throw Fault("geometry.position-size", "A number is missing; a position is two numbers with a space between, decimals with a point");
        }

        if (!NumberText.TryParse(token, (byte)'.', out var value))
        {
            _at = start;
            throw Fault(NumberText.IsNotFinite(token) ? "geometry.not-finite" : "geometry.syntax", $"'{Cut(Encoding.UTF8.GetString(token))}' is not a finite number");
        }

        if (horizontal)
        {
            notation.Add(token, (byte)'.');
        }

        return value;
    }

    private bool ReadComma()
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == ',')
        {
            _at++;
            return true;
        }

        Expect((byte)')');
        return false;
    }

    private void Expect(byte sign)
    {
        SkipSpace();
        if (_at >= _text.Length)
        {
            throw Fault("geometry.truncated", $"The text ends where '{(char)sign}' is expected");
        }

        if (_text[_at] != sign)
        {
            throw Fault("geometry.syntax", $"'{(char)sign}' is expected");
        }

        _at++;
    }

    private string ReadWord()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && (_text[_at] | 0x20) is >= 'a' and <= 'z')
        {
            _at++;
        }

        return Encoding.ASCII.GetString(_text[start.._at]).ToUpperInvariant();
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    private readonly GeometryFaultException Fault(string rule, string what) =>
        new(rule, string.Create(CultureInfo.InvariantCulture, $"{what} at byte {_at} of the WKT."), "Write, for example, POLYGON((47.15 39.6, 47.151 39.6, 47.151 39.601, 47.15 39.6)).");

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static ShapeKind? Kind(string word) => word switch
    {
        "POINT" => ShapeKind.Point,
        "LINESTRING" => ShapeKind.LineString,
        "POLYGON" => ShapeKind.Polygon,
        "MULTIPOINT" => ShapeKind.MultiPoint,
        "MULTILINESTRING" => ShapeKind.MultiLineString,
        "MULTIPOLYGON" => ShapeKind.MultiPolygon,
        "GEOMETRYCOLLECTION" => ShapeKind.GeometryCollection,
        _ => null,
    };
}
