using NetTopologySuite.Geometries;
using Surefoot.Account;

namespace Surefoot.Registry.Publishing;

/// <summary>Cells of the public grid within a box, each marked or not.</summary>
internal sealed class CellRaster
{
    private const double CellM = PublicGrid.CellM;

    private readonly PublicCell _first;
    private readonly int _columns;
    private readonly int _rows;
    private readonly bool[] _marked;
    private readonly double[] _west;
    private readonly double[] _east;
    private double[] _x = new double[32];
    private double[] _y = new double[32];

    public CellRaster(Envelope box)
    {
        _first = PublicGrid.At(box.MinX, box.MinY);
        var last = PublicGrid.At(box.MaxX, box.MaxY);
        (_columns, _rows) = (last.Column - _first.Column + 1, last.Row - _first.Row + 1);
        _marked = new bool[_columns * _rows];
        (_west, _east) = (new double[_rows], new double[_rows]);
    }

    /// <summary>Marks what a convex body touches while it moves along a piece of a rim.</summary>
    public void Sweep(SecretBody body, RimPiece piece)
    {
        // The swept shape is convex: the corners that face to one side of the piece from its start, those that face to the other from its end.
        var (dx, dy) = (piece.ToX - piece.FromX, piece.ToY - piece.FromY);
        var corners = body.X.Length;
        if (_x.Length < 2 * corners)
        {
            (_x, _y) = (new double[2 * corners], new double[2 * corners]);
        }

        var count = 0;
        for (var i = 0; i < corners; i++)
        {
            var j = i + 1 == corners ? 0 : i + 1;

            // Counter-clockwise: the outward normal of the side to the next corner is (dy, −dx) of the side.
            var ahead = ((body.Y[j] - body.Y[i]) * dx) - ((body.X[j] - body.X[i]) * dy) > 0;
            var (baseX, baseY) = ahead ? (piece.ToX, piece.ToY) : (piece.FromX, piece.FromY);
            _x[count] = baseX + body.X[i];
            _y[count++] = baseY + body.Y[i];
            _x[count] = baseX + body.X[j];
            _y[count++] = baseY + body.Y[j];
        }

        MarkConvex(count);
    }

    /// <summary>Marks the cells of which the middle lies inside a closed rim, even-odd; its pieces may come in any order.</summary>
    public void FillInside(IReadOnlyList<RimPiece> rim)
    {
        var crossings = new List<double>[_rows];
        foreach (var piece in rim)
        {
            var (low, high) = piece.FromY < piece.ToY ? (piece.FromY, piece.ToY) : (piece.ToY, piece.FromY);
            for (var row = Middle(low) - _first.Row; row < Middle(high) - _first.Row; row++)
            {
                var y = (row + _first.Row + 0.5) * CellM;
                (crossings[row] ??= []).Add(piece.FromX + ((piece.ToX - piece.FromX) * ((y - piece.FromY) / (piece.ToY - piece.FromY))));
            }
        }

        for (var row = 0; row < _rows; row++)
        {
            if (crossings[row] is not { } line)
            {
                continue;
            }

            line.Sort();
            for (var i = 1; i < line.Count; i += 2)
            {
                Mark(row, Middle(line[i - 1]) - _first.Column, Middle(line[i]) - _first.Column - 1);
            }
        }
    }

    public List<PublicCell> Cells()
    {
        List<PublicCell> cells = [];
        for (var i = 0; i < _marked.Length; i++)
        {
            if (_marked[i])
            {
                cells.Add(new(_first.Column + (i % _columns), _first.Row + (i / _columns)));
            }
        }

        return cells;
    }

    // The first cell of which the middle is not before.
    private static int Middle(double at) => (int)Math.Ceiling((at / CellM) - 0.5);

    private void MarkConvex(int corners)
    {
        var (first, last) = (int.MaxValue, int.MinValue);
        for (var i = 0; i < corners; i++)
        {
            var row = (int)Math.Floor(_y[i] / CellM) - _first.Row;
            (first, last) = (Math.Min(first, row), Math.Max(last, row));
        }

        for (var row = first; row <= last; row++)
        {
            (_west[row], _east[row]) = (double.PositiveInfinity, double.NegativeInfinity);
        }

        for (var i = 0; i < corners; i++)
        {
            var j = i + 1 == corners ? 0 : i + 1;
            Reach(_x[i], _y[i], _x[j], _y[j]);
        }

        for (var row = first; row <= last; row++)
        {
            Mark(row, (int)Math.Floor(_west[row] / CellM) - _first.Column, (int)Math.Floor(_east[row] / CellM) - _first.Column);
        }
    }

    // How far a side reaches within each row that it crosses.
    private void Reach(double x0, double y0, double x1, double y1)
    {
        if (y0 > y1)
        {
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
        }

        var last = (int)Math.Floor(y1 / CellM) - _first.Row;
        for (var row = (int)Math.Floor(y0 / CellM) - _first.Row; row <= last; row++)
        {
            var south = Math.Max(y0, (row + _first.Row) * CellM);
            var north = Math.Min(y1, (row + _first.Row + 1) * CellM);
            var (from, to) = y1 - y0 < 1e-9 ? (x0, x1) : (x0 + ((x1 - x0) * ((south - y0) / (y1 - y0))), x0 + ((x1 - x0) * ((north - y0) / (y1 - y0))));
            _west[row] = Math.Min(_west[row], Math.Min(from, to));
            _east[row] = Math.Max(_east[row], Math.Max(from, to));
        }
    }

    private void Mark(int row, int from, int to)
    {
        if (from <= to)
        {
            _marked.AsSpan((row * _columns) + from, to - from + 1).Fill(true);
        }
    }
}
