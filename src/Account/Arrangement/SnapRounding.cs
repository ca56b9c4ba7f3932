using System.Runtime.InteropServices;

namespace Surefoot.Account.Arrangement;

/// <summary>Nodes the segments of a tile on the millimetre grid, exactly and independently of their order.</summary>
/// <remarks>
/// Snap rounding: every end and every crossing makes its grid pixel hot; a segment through a hot pixel is bent to the pixel's centre.
/// Afterwards two pieces meet at ends only. No point moves by more than half a millimetre in each axis.
/// Source: Hobby, Practical segment intersection with finite precision output, Computational Geometry 13 (1999);
/// Guibas and Marimont, Rounding arrangements dynamically, SoCG 1995. Pixels are half open ([−½, ½) in each axis), crossings are rational and
/// rounded half up, so a crossing lies in the pixel it is rounded to. All tests are integer: coordinates are below 2^23, products below 2^47.
/// A uniform bucket grid only finds candidates; what is found does not depend on it. Not supported: coordinates outside the tile.
/// </remarks>
internal sealed class SnapRounding
{
    private const int MaxBucketsPerSide = 512;

    private readonly List<ulong> _crossings = [];
    private readonly List<int> _hitSegment = [];
    private readonly List<int> _hitPoint = [];
    private readonly List<int> _bucketOf = [];
    private readonly List<int> _segmentOf = [];
    private int[] _bucketStart = [];
    private int[] _bucketSegments = [];
    private int[] _pointStart = [];
    private int[] _pointsByBucket = [];
    private int[] _hitStart = [];
    private int[] _hits = [];
    private ulong[] _packed = [];

    private int _minX;
    private int _minY;
    private int _side;
    private double _perMmX;
    private double _perMmY;

    /// <summary>Nodes in lexicographic order (x, then y).</summary>
    internal int PointCount { get; private set; }

    internal int[] X { get; private set; } = [];

    internal int[] Y { get; private set; } = [];

    /// <summary>Pieces: lower node, higher node, owner; several pieces may coincide.</summary>
    internal List<int> Low { get; } = [];

    internal List<int> High { get; } = [];

    internal List<int> Owner { get; } = [];

    internal void Run(TileSegments segments)
    {
        Low.Clear();
        High.Clear();
        Owner.Clear();
        PointCount = 0;
        if (segments.Count == 0)
        {
            return;
        }

        PlaceInBuckets(segments);
        FindCrossings(segments);
        CollectPoints(segments);
        FindHits(segments);
        Split(segments);
    }

    private void PlaceInBuckets(TileSegments s)
    {
        int maxX = 0, maxY = 0;
        _minX = _minY = int.MaxValue;
        for (var i = 0; i < s.Count; i++)
        {
            _minX = Math.Min(_minX, s.StartX[i]);
            maxX = Math.Max(maxX, s.EndX[i]);
            _minY = Math.Min(_minY, Math.Min(s.StartY[i], s.EndY[i]));
            maxY = Math.Max(maxY, Math.Max(s.StartY[i], s.EndY[i]));
        }

        _side = Math.Clamp((int)Math.Sqrt(2.0 * s.Count), 1, MaxBucketsPerSide);
        _perMmX = _side / (maxX - _minX + 1.0);
        _perMmY = _side / (maxY - _minY + 1.0);
        _bucketOf.Clear();
        _segmentOf.Clear();
        for (var i = 0; i < s.Count; i++)
        {
            Place(i, s.StartX[i], s.StartY[i], s.EndX[i], s.EndY[i]);
        }

        var buckets = _side * _side;
        CountingSort(_bucketOf, _segmentOf, buckets, ref _bucketStart, ref _bucketSegments);
    }

    // A segment is placed in every bucket that it may come within a millimetre of: wide enough for its hot pixels.
    private void Place(int segment, int ax, int ay, int bx, int by)
    {
        var low = Math.Min(ay, by);
        var high = Math.Max(ay, by);
        var c0 = Column(ax - 1);
        var c1 = Column(bx + 1);
        if (c0 == c1 || Row(low - 1) == Row(high + 1))
        {
            var r1 = Row(high + 1);
            for (var r = Row(low - 1); r <= r1; r++)
            {
                for (var c = c0; c <= c1; c++)
                {
                    _bucketOf.Add((r * _side) + c);
                    _segmentOf.Add(segment);
                }
            }

            return;
        }

        // Doubles only widen the search: their error is far below the two millimetres of margin.
        var slope = bx == ax ? 0 : (double)(by - ay) / (bx - ax);
        for (var c = c0; c <= c1; c++)
        {
            var from = Math.Clamp(_minX + (c / _perMmX) - 2, ax, bx);
            var to = Math.Clamp(_minX + ((c + 1) / _perMmX) + 2, ax, bx);
            var y0 = bx == ax ? low : ay + (slope * (from - ax));
            var y1 = bx == ax ? high : ay + (slope * (to - ax));
            var r1 = Row((int)Math.Max(y0, y1) + 3);
            for (var r = Row((int)Math.Min(y0, y1) - 3); r <= r1; r++)
            {
                _bucketOf.Add((r * _side) + c);
                _segmentOf.Add(segment);
            }
        }
    }

    private int Column(int x) => Math.Clamp((int)((x - _minX) * _perMmX), 0, _side - 1);

    private int Row(int y) => Math.Clamp((int)((y - _minY) * _perMmY), 0, _side - 1);

    private void FindCrossings(TileSegments s)
    {
        _crossings.Clear();
        int[] sx = s.StartX, sy = s.StartY, ex = s.EndX, ey = s.EndY;
        for (var bucket = 0; bucket < _side * _side; bucket++)
        {
            var end = _bucketStart[bucket + 1];
            for (var i = _bucketStart[bucket]; i < end; i++)
            {
                var p = _bucketSegments[i];
                int ax = sx[p], ay = sy[p], bx = ex[p], by = ey[p];
                var low = Math.Min(ay, by);
                var high = Math.Max(ay, by);
                for (var j = i + 1; j < end; j++)
                {
                    var q = _bucketSegments[j];
                    if (ex[q] < ax || sx[q] > bx || Math.Max(sy[q], ey[q]) < low || Math.Min(sy[q], ey[q]) > high)
                    {
                        continue;
                    }

                    AddProperCrossing(ax, ay, bx, by, sx[q], sy[q], ex[q], ey[q]);
                }
            }
        }
    }

    private void AddProperCrossing(long ax, long ay, long bx, long by, long cx, long cy, long dx, long dy)
    {
        // Below 2^47 throughout, except the products in Nearest, which are 128 bits wide.
        unchecked
        {
            var c = ((bx - ax) * (cy - ay)) - ((by - ay) * (cx - ax));
            var d = ((bx - ax) * (dy - ay)) - ((by - ay) * (dx - ax));
            if (c == 0 || d == 0 || (c < 0) == (d < 0))
            {
                return;
            }

            var a = ((dx - cx) * (ay - cy)) - ((dy - cy) * (ax - cx));
            var b = ((dx - cx) * (by - cy)) - ((dy - cy) * (bx - cx));
            if (a == 0 || b == 0 || (a < 0) == (b < 0))
            {
                return;
            }

            _crossings.Add(Pack((int)Nearest(ax, bx - ax, a, a - b), (int)Nearest(ay, by - ay, a, a - b)));
        }
    }

    // from + delta · a / c, halves upwards; 0 < a / c < 1.
    private static long Nearest(long from, long delta, long a, long c)
    {
        if (c < 0)
        {
            a = -a;
            c = -c;
        }

        var numerator = (2 * (Int128)delta * a) + c;
        var denominator = 2 * (Int128)c;
        var quotient = numerator / denominator;
        return from + (long)(numerator < 0 && quotient * denominator != numerator ? quotient - 1 : quotient);
    }

    private void CollectPoints(TileSegments s)
    {
        var total = (2 * s.Count) + _crossings.Count;
        EnsureLength(ref _packed, total);
        for (var i = 0; i < s.Count; i++)
        {
            _packed[2 * i] = Pack(s.StartX[i], s.StartY[i]);
            _packed[(2 * i) + 1] = Pack(s.EndX[i], s.EndY[i]);
        }

        CollectionsMarshal.AsSpan(_crossings).CopyTo(_packed.AsSpan(2 * s.Count));
        Array.Sort(_packed, 0, total);
        if (X.Length < total)
        {
            X = new int[total * 2];
            Y = new int[total * 2];
        }

        var count = 0;
        for (var i = 0; i < total; i++)
        {
            if (i == 0 || _packed[i] != _packed[i - 1])
            {
                X[count] = (int)(_packed[i] >> 32);
                Y[count] = (int)(_packed[i] & uint.MaxValue);
                count++;
            }
        }

        PointCount = count;
    }

    private static ulong Pack(int x, int y) => ((ulong)(uint)x << 32) | (uint)y;

    private void FindHits(TileSegments s)
    {
        var buckets = _side * _side;
        EnsureLength(ref _pointStart, buckets + 1);
        Array.Clear(_pointStart, 0, buckets + 1);
        EnsureLength(ref _pointsByBucket, PointCount);
        for (var i = 0; i < PointCount; i++)
        {
            _pointStart[(Row(Y[i]) * _side) + Column(X[i]) + 1]++;
        }

        for (var i = 0; i < buckets; i++)
        {
            _pointStart[i + 1] += _pointStart[i];
        }

        for (var i = PointCount - 1; i >= 0; i--)
        {
            // Filled from the back: the start of each bucket moves down to where it belongs.
            var bucket = (Row(Y[i]) * _side) + Column(X[i]);
            _pointsByBucket[--_pointStart[bucket + 1]] = i;
        }

        _hitSegment.Clear();
        _hitPoint.Clear();
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            // After the fill the entry of the next bucket holds the start of this one.
            var from = _pointStart[bucket + 1];
            var to = bucket + 1 < buckets ? _pointStart[bucket + 2] : PointCount;
            for (var k = _bucketStart[bucket]; k < _bucketStart[bucket + 1] && from < to; k++)
            {
                FindHits(s, _bucketSegments[k], from, to);
            }
        }

        CountingSort(_hitSegment, _hitPoint, s.Count, ref _hitStart, ref _hits);
    }

    private void FindHits(TileSegments s, int segment, int from, int to)
    {
        long ax = s.StartX[segment], ay = s.StartY[segment], bx = s.EndX[segment], by = s.EndY[segment];
        var dx = bx - ax;
        var dy = by - ay;
        var low = Math.Min(ay, by);
        var high = Math.Max(ay, by);
        var reach = dx + Math.Abs(dy);

        // Integers below 2^47.
        unchecked
        {
            for (var k = from; k < to; k++)
            {
                var point = _pointsByBucket[k];
                var x = X[point];
                var y = Y[point];
                if (x < ax || x > bx || y < low || y > high)
                {
                    continue;
                }

                // Ends are whole numbers, so the box test is exact for the pixel too; left is the normal of the segment.
                var twice = 2 * ((dx * (y - ay)) - (dy * (x - ax)));
                var apart = Math.Abs(twice);

                // Equal: the line meets the pixel in a corner only; of the four, only the south-west one belongs to the pixel.
                if (apart < reach || (apart == reach && dy < 0 && twice > 0))
                {
                    _hitSegment.Add(segment);
                    _hitPoint.Add(point);
                }
            }
        }
    }

    private void Split(TileSegments s)
    {
        for (var segment = 0; segment < s.Count; segment++)
        {
            var hits = _hits.AsSpan(_hitStart[segment], _hitStart[segment + 1] - _hitStart[segment]);
            Order(hits, falling: s.EndY[segment] < s.StartY[segment]);
            for (var i = 1; i < hits.Length; i++)
            {
                var forward = hits[i - 1] < hits[i];
                Low.Add(forward ? hits[i - 1] : hits[i]);
                High.Add(forward ? hits[i] : hits[i - 1]);
                Owner.Add(s.Owner[segment]);
            }
        }
    }

    // Nodes are numbered by x, then y; a falling segment meets those of one x from above.
    private void Order(Span<int> hits, bool falling)
    {
        if (hits.Length == 2)
        {
            // Its two ends only, the common case; a falling segment has ends of different x.
            if (hits[0] > hits[1])
            {
                hits.Reverse();
            }

            return;
        }

        hits.Sort();
        if (!falling)
        {
            return;
        }

        for (var i = 0; i < hits.Length;)
        {
            var j = i + 1;
            while (j < hits.Length && X[hits[j]] == X[hits[i]])
            {
                j++;
            }

            hits[i..j].Reverse();
            i = j;
        }
    }

    /// <summary>Groups values by key, keeping their order within a key.</summary>
    internal static void CountingSort(List<int> keys, List<int> values, int keyCount, ref int[] start, ref int[] sorted)
    {
        EnsureLength(ref start, keyCount + 2);
        EnsureLength(ref sorted, values.Count);
        Array.Clear(start, 0, keyCount + 2);
        var k = CollectionsMarshal.AsSpan(keys);
        var v = CollectionsMarshal.AsSpan(values);
        foreach (var key in k)
        {
            start[key + 2]++;
        }

        for (var i = 1; i <= keyCount + 1; i++)
        {
            start[i] += start[i - 1];
        }

        for (var i = 0; i < k.Length; i++)
        {
            sorted[start[k[i] + 1]++] = v[i];
        }
    }

    internal static void EnsureLength<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[Math.Max(length, array.Length * 2)];
        }
    }
}
