using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>An irregular honeycomb over the districts; every polygon of the sample is a union of its cells.</summary>
/// <remarks>
/// Polygons that share cells or borders share vertices exactly, so net areas are sums of cell areas and no sliver can arise.
/// Three cells meet at every vertex, so the outline of any set of cells never touches itself. An edge is about 130 m: its chord
/// departs from the straight lon/lat edge by less than 0.4 mm. Areas are those of the coordinates as written, projected and rounded to whole millimetres.
/// Vertices of a cell run anticlockwise: bottom, lower right, upper right, top, upper left, lower left; edge i joins vertex i and i + 1.
/// </remarks>
internal sealed class Mesh
{
    /// <summary>Side of the regular hexagon before it is disturbed: 4.5 ha a cell.</summary>
    public const double SideM = 131.6;

    private const double JitterShare = 0.28;
    private const double WarpM = 140;
    private const double WarpWaveM = 6500;

    private const double NearVertexM = 12;

    private readonly double _west;
    private readonly double _south;
    private readonly double _width = SideM * 1.7320508075688772;
    private readonly double _height = SideM * 1.5;
    private readonly Written[] _written;
    private readonly (long X, long Y)[] _mm;
    private readonly List<Written> _extraWritten = [];
    private readonly List<(long X, long Y)> _extraMm = [];
    private readonly Noise _warpX;
    private readonly Noise _warpY;

    private Mesh(Box box, ulong seed)
    {
        _west = box.MinX - (2 * _width);
        _south = box.MinY - (2 * _height);
        Columns = (int)(box.Width / _width) + 6;
        Rows = (int)(box.Height / _height) + 6;
        var cells = Columns * Rows;
        District = new sbyte[cells];
        Inside = new bool[cells];
        TwiceMm2 = new long[cells];
        _written = new Written[2 * cells];
        _mm = new (long, long)[2 * cells];
        _warpX = new(seed ^ ((ulong)Part.Mesh << 32));
        _warpY = new(seed ^ ((ulong)Part.Mesh << 33));
    }

    public int Columns { get; }

    public int Rows { get; }

    public int Count => Columns * Rows;

    /// <summary>Index of the district that holds the cell's centre, −1 outside all.</summary>
    public sbyte[] District { get; }

    /// <summary>True where the whole cell lies in one district, clear of every border.</summary>
    public bool[] Inside { get; }

    /// <summary>Twice the area, mm².</summary>
    public long[] TwiceMm2 { get; }

    public static Mesh Make(Geography geography, ulong seed, int workers)
    {
        var mesh = new Mesh(geography.Box, seed);
        RowLoop.Run(mesh.Rows, workers, new FindDistricts(mesh, geography));
        RowLoop.Run(mesh.Rows, workers, new PlaceVertices(mesh, seed));
        RowLoop.Run(mesh.Rows, workers, new Measure(mesh));
        mesh.LeaveOutBorders(geography);
        return mesh;
    }

    public Xy Centre(int cell) => Warp(Lattice(cell));

    /// <summary>Neighbour across edge 0 … 5 (lower right, right, upper right, upper left, left, lower left), −1 at the rim.</summary>
    public int Neighbour(int cell, int edge)
    {
        int row = cell / Columns, column = cell - (row * Columns), odd = row & 1;
        var (r, c) = edge switch
        {
            0 => (row - 1, column + odd),
            1 => (row, column + 1),
            2 => (row + 1, column + odd),
            3 => (row + 1, column + odd - 1),
            4 => (row, column - 1),
            _ => (row - 1, column + odd - 1),
        };
        return r < 0 || c < 0 || r >= Rows || c >= Columns ? -1 : (r * Columns) + c;
    }

    /// <summary>Vertex 0 … 5 of a cell that is not on the rim of the grid.</summary>
    public int Vertex(int cell, int corner) => corner switch
    {
        0 => 2 * cell,
        1 => (2 * Neighbour(cell, 0)) + 1,
        2 => 2 * Neighbour(cell, 2),
        3 => (2 * cell) + 1,
        4 => 2 * Neighbour(cell, 3),
        _ => (2 * Neighbour(cell, 5)) + 1,
    };

    public Written At(int vertex) => vertex < _written.Length ? _written[vertex] : _extraWritten[vertex - _written.Length];

    /// <summary>Whole millimetres in the account's plane.</summary>
    public (long X, long Y) MmAt(int vertex) => vertex < _mm.Length ? _mm[vertex] : _extraMm[vertex - _mm.Length];

    /// <summary>Adds a vertex inside a cell, used where a cell is cut to meet an exact total.</summary>
    public int AddVertex(Written written)
    {
        _extraWritten.Add(written);
        _extraMm.Add(ToMm(written));
        return _written.Length + _extraWritten.Count - 1;
    }

    public static (long X, long Y) ToMm(Written written)
    {
        var p = Ground.ToPlane(written.Degrees);
        return ((long)Math.Round(p.X * 1000), (long)Math.Round(p.Y * 1000));
    }

    /// <summary>The cell that holds a place, −1 where no cell of a district does.</summary>
    public int CellAt(Xy p)
    {
        var guess = Nearest(p - (Warp(p) - p));
        if (guess < 0)
        {
            return -1;
        }

        if (Holds(guess, p))
        {
            return guess;
        }

        for (var edge = 0; edge < 6; edge++)
        {
            var next = Neighbour(guess, edge);
            if (next >= 0 && Holds(next, p))
            {
                return next;
            }
        }

        for (var edge = 0; edge < 6; edge++)
        {
            var next = Neighbour(guess, edge);
            for (var second = 0; next >= 0 && second < 6; second++)
            {
                var far = Neighbour(next, second);
                if (far >= 0 && Holds(far, p))
                {
                    return far;
                }
            }
        }

        return -1;
    }

    /// <summary>Whether a ring of vertices holds a place (even-odd).</summary>
    public bool RingHolds(ReadOnlySpan<int> ring, Xy p)
    {
        double x = p.X * 1000, y = p.Y * 1000;
        var inside = false;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            var a = MmAt(ring[i]);
            var b = MmAt(ring[j]);
            if (a.Y > y != b.Y > y && x < ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    /// <summary>Twice the signed area of a ring, mm²; positive when anticlockwise.</summary>
    public long TwiceArea(ReadOnlySpan<int> ring)
    {
        var (x0, y0) = MmAt(ring[0]);
        long sum = 0;
        for (var i = 1; i + 1 < ring.Length; i++)
        {
            var a = MmAt(ring[i]);
            var b = MmAt(ring[i + 1]);
            sum += ((a.X - x0) * (b.Y - y0)) - ((b.X - x0) * (a.Y - y0));
        }

        return sum;
    }

    private bool Holds(int cell, Xy p)
    {
        if (District[cell] < 0)
        {
            return false;
        }

        Span<int> ring = stackalloc int[6];
        for (var i = 0; i < 6; i++)
        {
            ring[i] = Vertex(cell, i);
        }

        return RingHolds(ring, p);
    }

    private Xy Lattice(int cell)
    {
        int row = cell / Columns, column = cell - (row * Columns);
        return new(_west + (_width * (column + (0.5 * (row & 1)))), _south + (_height * row));
    }

    private Xy Warp(Xy p) => new(
        p.X + (WarpM * _warpX.At(p.X / WarpWaveM, p.Y / WarpWaveM)),
        p.Y + (WarpM * _warpY.At(p.X / WarpWaveM, p.Y / WarpWaveM)));

    private int Nearest(Xy p)
    {
        var row = (int)Math.Round((p.Y - _south) / _height);
        var best = -1;
        var bestSquare = double.MaxValue;
        for (var r = row - 1; r <= row + 1; r++)
        {
            var column = (int)Math.Round(((p.X - _west) / _width) - (0.5 * (r & 1)));
            if (r < 1 || column < 1 || r >= Rows - 1 || column >= Columns - 1)
            {
                continue;
            }

            var d = Lattice((r * Columns) + column) - p;
            var square = (d.X * d.X) + (d.Y * d.Y);
            if (square < bestSquare)
            {
                (best, bestSquare) = ((r * Columns) + column, square);
            }
        }

        return best;
    }

    /// <summary>Leaves out every cell that a district's border enters, so that no polygon of the sample lies in two districts or in none.</summary>
    private void LeaveOutBorders(Geography geography)
    {
        const double SampleM = 8;
        for (var cell = 0; cell < Count; cell++)
        {
            Inside[cell] = District[cell] >= 0;
        }

        foreach (var ring in geography.All.SelectMany(d => d.Rings))
        {
            for (var i = 0; i + 1 < ring.Length; i++)
            {
                var step = ring[i + 1] - ring[i];
                var pieces = Math.Max(1, (int)Math.Ceiling(step.Length / SampleM));
                for (var k = 0; k < pieces; k++)
                {
                    LeaveOutAt(ring[i] + (step * (k / (double)pieces)));
                }
            }
        }
    }

    private void LeaveOutAt(Xy p)
    {
        var cell = CellAt(p);
        if (cell < 0)
        {
            return;
        }

        Inside[cell] = false;
        for (var corner = 0; corner < 6; corner++)
        {
            // Between two samples the border may cut the tip of a neighbour, but only near a vertex.
            var (x, y) = MmAt(Vertex(cell, corner));
            if (Math.Abs((x / 1000.0) - p.X) < NearVertexM && Math.Abs((y / 1000.0) - p.Y) < NearVertexM)
            {
                Inside[Neighbour(cell, corner)] = false;
                Inside[Neighbour(cell, (corner + 5) % 6)] = false;
            }
        }
    }

    private bool Needed(int cell)
    {
        if (District[cell] >= 0)
        {
            return true;
        }

        for (var edge = 0; edge < 6; edge++)
        {
            var next = Neighbour(cell, edge);
            if (next >= 0 && District[next] >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private readonly struct FindDistricts(Mesh mesh, Geography geography) : IRowOperation
    {
        public void Invoke(int row)
        {
            for (var column = 0; column < mesh.Columns; column++)
            {
                var cell = (row * mesh.Columns) + column;
                var rim = row < 2 || column < 2 || row >= mesh.Rows - 2 || column >= mesh.Columns - 2;
                mesh.District[cell] = rim ? (sbyte)-1 : (sbyte)geography.DistrictAt(mesh.Centre(cell));
            }
        }
    }

    private readonly struct PlaceVertices(Mesh mesh, ulong seed) : IRowOperation
    {
        public void Invoke(int row)
        {
            for (var column = 0; column < mesh.Columns; column++)
            {
                var cell = (row * mesh.Columns) + column;
                if (!mesh.Needed(cell))
                {
                    continue;
                }

                var random = Draw.Stream(seed, Part.Mesh, (ulong)cell);
                for (var top = 0; top < 2; top++)
                {
                    var angle = random.Between(0, 2 * Math.PI);
                    var length = SideM * JitterShare * Math.Sqrt(random.NextUnit());
                    var regular = mesh.Warp(mesh.Lattice(cell) + new Xy(0, top == 0 ? -SideM : SideM));
                    var written = Written.From(new Xy(regular.X + (length * Math.Cos(angle)), regular.Y + (length * Math.Sin(angle))));
                    mesh._written[(2 * cell) + top] = written;
                    mesh._mm[(2 * cell) + top] = ToMm(written);
                }
            }
        }
    }

    private readonly struct Measure(Mesh mesh) : IRowOperation
    {
        public void Invoke(int row)
        {
            Span<int> ring = stackalloc int[6];
            for (var cell = row * mesh.Columns; cell < (row + 1) * mesh.Columns; cell++)
            {
                if (mesh.District[cell] < 0)
                {
                    continue;
                }

                for (var i = 0; i < 6; i++)
                {
                    ring[i] = mesh.Vertex(cell, i);
                }

                mesh.TwiceMm2[cell] = mesh.TwiceArea(ring);
            }
        }
    }
}
