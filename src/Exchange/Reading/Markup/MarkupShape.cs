using System.Text;

namespace Surefoot.Exchange.Reading.Markup;

/// <summary>One simple shape of a markup file, as the body of its WKT with every digit as it was written.</summary>
/// <param name="Kind"><c>POINT, LINESTRING</c> or <c>POLYGON</c>.</param>
internal sealed record MarkupShape(string Kind, byte[] Body)
{
    /// <summary>The shapes as one WKT: a multiple if they are of one kind, a collection otherwise.</summary>
    public static byte[] ToWkt(IReadOnlyList<MarkupShape> shapes)
    {
        if (shapes.Count == 1)
        {
            return [.. Encoding.ASCII.GetBytes(shapes[0].Kind), .. shapes[0].Body];
        }

        var kind = shapes[0].Kind;
        var same = shapes.All(s => s.Kind == kind);
        using var wkt = new MemoryStream();
        wkt.Write(Encoding.ASCII.GetBytes(same ? $"MULTI{kind}(" : "GEOMETRYCOLLECTION("));
        for (var i = 0; i < shapes.Count; i++)
        {
            if (i > 0)
            {
                wkt.WriteByte((byte)',');
            }

            if (!same)
            {
                wkt.Write(Encoding.ASCII.GetBytes(shapes[i].Kind));
            }

            wkt.Write(shapes[i].Body);
        }

        wkt.WriteByte((byte)')');
        return wkt.ToArray();
    }
}
