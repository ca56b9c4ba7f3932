namespace Surefoot.Account.Arrangement;

/// <summary>The edges of many polygons within one tile, in millimetres from its south-west corner.</summary>
/// <remarks>
/// A ring is cut at the four lines of the tile's border and every piece outside is pushed onto the border (each coordinate clamped).
/// A push never passes over a point inside the tile, so which ring is around which inside point stays the same, and the pushed ring is still closed:
/// no ring stitching, no special cases for corners. The crossing point with a border is the exact rational one rounded half up,
/// so it depends neither on the direction of the edge nor on the tile from which it is seen.
/// </remarks>
internal sealed class TileSegments
{
    private readonly long[] _cutX = new long[4];
    private readonly long[] _cutY = new long[4];
    private int _side;
    private int _owner;
    private int _lastX;
    private int _lastY;
    private int _pendingX;
    private int _pendingY;
    private bool _pending;

    internal int Count { get; private set; }

    /// <summary>Ends of segment i; (StartX, StartY) is lexicographically before (EndX, EndY).</summary>
    internal int[] StartX { get; private set; } = new int[1024];

    internal int[] StartY { get; private set; } = new int[1024];

    internal int[] EndX { get; private set; } = new int[1024];

    internal int[] EndY { get; private set; } = new int[1024];

    /// <summary>Number of the polygon, as given to <see cref="Add"/>.</summary>
    internal int[] Owner { get; private set; } = new int[1024];

    internal void Clear() => Count = 0;

    internal void Add(GridPolygon polygon, TileKey tile, int owner)
    {
        _owner = owner;
        _side = tile.SideMm;
        foreach (var ring in polygon.Rings)
        {
            AddRing(ring, tile.WestMm, tile.SouthMm);
        }
    }

    private void AddRing(int[] ring, long west, long south)
    {
        // Coordinates are below 2.1e9 in size and differences below 4.3e9: nothing here overflows 64 bits.
        unchecked
        {
            var side = _side;
            var x0 = ring[0] - west;
            var y0 = ring[1] - south;
            _lastX = (int)Math.Clamp(x0, 0, side);
            _lastY = (int)Math.Clamp(y0, 0, side);
            _pending = false;
            for (var i = 2; i < ring.Length; i += 2)
            {
                var x1 = ring[i] - west;
                var y1 = ring[i + 1] - south;
                var inside = (ulong)x0 <= (ulong)side && (ulong)y0 <= (ulong)side && (ulong)x1 <= (ulong)side && (ulong)y1 <= (ulong)side;
                if (!inside && !(x0 <= 0 && x1 <= 0) && !(x0 >= side && x1 >= side) && !(y0 <= 0 && y1 <= 0) && !(y0 >= side && y1 >= side))
                {
                    Cut(x0, y0, x1, y1);
                }

                LineTo((int)Math.Clamp(x1, 0, side), (int)Math.Clamp(y1, 0, side));
                x0 = x1;
                y0 = y1;
            }

            Flush();
        }
    }

    private void Cut(long x0, long y0, long x1, long y1)
    {
        var count = 0;
        count = CutAt(0, x0, y0, x1, y1, false, count);
        count = CutAt(_side, x0, y0, x1, y1, false, count);
        count = CutAt(0, y0, x0, y1, x1, true, count);
        count = CutAt(_side, y0, x0, y1, x1, true, count);

        // Along an edge both coordinates run one way and rounding keeps that, so the signed sum puts the cuts in order.
        var sx = Math.Sign(x1 - x0);
        var sy = Math.Sign(y1 - y0);
        for (var i = 1; i < count; i++)
        {
            for (var j = i; j > 0 && (sx * _cutX[j]) + (sy * _cutY[j]) < (sx * _cutX[j - 1]) + (sy * _cutY[j - 1]); j--)
            {
                (_cutX[j], _cutX[j - 1]) = (_cutX[j - 1], _cutX[j]);
                (_cutY[j], _cutY[j - 1]) = (_cutY[j - 1], _cutY[j]);
            }
        }

        for (var i = 0; i < count; i++)
        {
            LineTo((int)Math.Clamp(_cutX[i], 0, _side), (int)Math.Clamp(_cutY[i], 0, _side));
        }
    }

    private int CutAt(long line, long u0, long v0, long u1, long v1, bool swapped, int count)
    {
        if ((u0 < line) == (u1 < line) || u0 == line || u1 == line)
        {
            return count;
        }

        var du = u1 - u0;
        var v = v0 + RoundedQuotient(line - u0, v1 - v0, du);
        _cutX[count] = swapped ? v : line;
        _cutY[count] = swapped ? line : v;
        return count + 1;
    }

    /// <summary>a·b/c rounded to the nearest whole number, halves upwards.</summary>
    private static long RoundedQuotient(long a, long b, long c)
    {
        if (c < 0)
        {
            c = -c;
            b = -b;
        }

        var numerator = (2 * (Int128)a * b) + c;
        var denominator = 2 * (Int128)c;
        if (numerator <= long.MaxValue && numerator >= long.MinValue)
        {
            return FloorQuotient((long)numerator, 2 * c);
        }

        var quotient = numerator / denominator;
        return (long)(numerator < 0 && quotient * denominator != numerator ? quotient - 1 : quotient);
    }

    private static long FloorQuotient(long numerator, long denominator)
    {
        var quotient = numerator / denominator;
        return numerator < 0 && quotient * denominator != numerator ? quotient - 1 : quotient;
    }

    // Steps that follow each other along one border line are joined: a far polygon with many vertices leaves at most a few steps.
    private void LineTo(int x, int y)
    {
        if (_pending)
        {
            if ((IsBorder(x, _lastX) && x == _pendingX) || (IsBorder(y, _lastY) && y == _pendingY))
            {
                _pendingX = x;
                _pendingY = y;
                _pending = x != _lastX || y != _lastY;
                return;
            }

            Flush();
        }

        if (x == _lastX && y == _lastY)
        {
            return;
        }

        if (IsBorder(x, _lastX) || IsBorder(y, _lastY))
        {
            _pendingX = x;
            _pendingY = y;
            _pending = true;
            return;
        }

        Append(x, y);
    }

    private bool IsBorder(int from, int to) => from == to && (from == 0 || from == _side);

    private void Flush()
    {
        if (_pending)
        {
            _pending = false;
            Append(_pendingX, _pendingY);
        }
    }

    private void Append(int x, int y)
    {
        if (Count == StartX.Length)
        {
            Grow();
        }

        var forward = _lastX < x || (_lastX == x && _lastY < y);
        var i = Count++;
        StartX[i] = forward ? _lastX : x;
        StartY[i] = forward ? _lastY : y;
        EndX[i] = forward ? x : _lastX;
        EndY[i] = forward ? y : _lastY;
        Owner[i] = _owner;
        _lastX = x;
        _lastY = y;
    }

    private void Grow()
    {
        var size = StartX.Length * 2;
        StartX = Longer(StartX, size);
        StartY = Longer(StartY, size);
        EndX = Longer(EndX, size);
        EndY = Longer(EndY, size);
        Owner = Longer(Owner, size);
    }

    private static int[] Longer(int[] array, int size)
    {
        Array.Resize(ref array, size);
        return array;
    }
}
