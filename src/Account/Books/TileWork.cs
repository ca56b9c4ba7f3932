using Surefoot.Account.Arrangement;
using Surefoot.Geodesy;

namespace Surefoot.Account.Books;

/// <summary>A tile's polygons: the districts that reach it by code, and its land in the order in which it acts.</summary>
internal sealed record TileContent(TileKey Key, int[] Districts, LandEntry[] Land);

/// <summary>A tile, or a quarter of a quarter … of a crowded one, with its books.</summary>
internal sealed record TilePart(TileContent Content, TileBooks Books);

/// <summary>All that lies in a whole tile, and its parts: itself, if it is not crowded.</summary>
internal sealed record Tile(TileContent Content, TilePart[] Parts);

/// <summary>Arranges one tile and writes its books. Holds buffers: one instance per worker at a time.</summary>
internal sealed class TileWork
{
    private readonly TileSegments _segments = new();
    private readonly SnapRounding _noder = new();
    private readonly LandStates _states = new();
    private LandEntry[] _acts = new LandEntry[16];

    internal CoverSweep Sweep { get; } = new();

    internal SnapRounding Noder => _noder;

    /// <summary>Fills <see cref="Sweep"/>: polygons 0 … districts − 1 are the districts, then the land.</summary>
    internal void Arrange(TileContent tile, ReadOnlySpan<GridPolygon> districts)
    {
        _segments.Clear();
        for (var i = 0; i < tile.Districts.Length; i++)
        {
            _segments.Add(districts[tile.Districts[i]], tile.Key, i);
        }

        for (var i = 0; i < tile.Land.Length; i++)
        {
            _segments.Add(tile.Land[i].Grid, tile.Key, tile.Districts.Length + i);
        }

        _noder.Run(_segments);
        Sweep.Run(_noder);
    }

    internal TileBooks WriteBooks(TileContent tile, ReadOnlySpan<GridPolygon> districts)
    {
        Arrange(tile, districts);
        _states.Clear();
        for (var set = 1; set < Sweep.Sets.Count; set++)
        {
            var twiceArea = Sweep.TwiceArea[set];
            var acts = ActsOf(tile, set, out var district);
            if (twiceArea == 0 || acts.IsEmpty)
            {
                continue;
            }

            _states.Replay(acts, district, twiceArea, PlaceOf(tile.Key, set));
        }

        return _states.ToBooks();
    }

    /// <summary>The land polygons of a set in the order in which they act, valid until the next call; the district is −1 for none.</summary>
    internal ReadOnlySpan<LandEntry> ActsOf(TileContent tile, int set, out int district)
    {
        var members = Sweep.Sets.Members(set);
        var districts = tile.Districts.Length;
        district = members.Length > 0 && members[0] < districts ? tile.Districts[members[0]] : -1;
        SnapRounding.EnsureLength(ref _acts, members.Length);
        var count = 0;
        foreach (var member in members)
        {
            if (member >= districts)
            {
                _acts[count++] = tile.Land[member - districts];
            }
        }

        return _acts.AsSpan(0, count);
    }

    private PlanePoint PlaceOf(TileKey key, int set)
    {
        var edge = Sweep.FloorEdge[set];
        var low = Sweep.Low[edge];
        var high = Sweep.High[edge];
        return new(
            ((_noder.X[low] + (long)_noder.X[high]) / 2 + key.WestMm) / 1000.0,
            ((_noder.Y[low] + (long)_noder.Y[high]) / 2 + key.SouthMm) / 1000.0);
    }
}
