using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Geodesy.Gates;

namespace Surefoot.Exchange.Checking;

/// <summary>A geometry as it was written, with its numbers as an accepted fix reads them.</summary>
internal static class FixedShape
{
    public static byte[] Write(Geometry asWritten, PositionReading reading)
    {
        var copy = asWritten.Copy();
        copy.Apply(new Changed(reading));
        copy.GeometryChanged();
        return Encoding.UTF8.GetBytes(copy is Point point ? string.Create(CultureInfo.InvariantCulture, $"{point.X},{point.Y}") : new WKTWriter().Write(copy));
    }

    private sealed class Changed(PositionReading reading) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 0; i < seq.Count; i++)
            {
                var (x, y) = reading.Numbers(seq.GetX(i), seq.GetY(i));
                seq.SetX(i, x);
                seq.SetY(i, y);
            }
        }
    }
}
