using System.Collections.Concurrent;
using Surefoot.Account.Arrangement;
using Surefoot.Account.Books;
using Surefoot.Numerics;

namespace Surefoot.Account;

/// <summary>The land account: every square metre of recorded hazard in exactly one state at any date, from geometry alone.</summary>
/// <remarks>
/// One arrangement of fixed 5 km tiles, in quarters where they are crowded, each noded from the original polygons (DESIGN 5). Areas are whole numbers, so they do not depend on the order of input,
/// the number of workers, or whether polygons came at once or one after the other. Immutable: a change gives a new account that shares the untouched tiles.
/// Not supported: land that grows back by itself, confirmed land that becomes suspected again, polygons larger than the plane.
/// </remarks>
public sealed partial class LandAccount
{
    private readonly Dictionary<string, LandEntry> _land;
    private readonly LandDistrict[] _districts;
    private readonly GridPolygon[] _districtGrids;
    private readonly Dictionary<TileKey, Tile> _tiles;

    private LandAccount(
        Dictionary<string, LandEntry> land, LandDistrict[] districts, GridPolygon[] districtGrids, Dictionary<TileKey, Tile> tiles)
    {
        _land = land;
        _districts = districts;
        _districtGrids = districtGrids;
        _tiles = tiles;
    }

    /// <summary>Number of hazard and release polygons.</summary>
    public int Polygons => _land.Count;

    /// <summary>Number of 5 km tiles with land in them.</summary>
    public int Tiles => _tiles.Count;

    /// <param name="polygons">In any order.</param>
    /// <param name="districts">In any order; may be empty, then all ground is unassigned.</param>
    /// <param name="workers">Threads; the result does not depend on it.</param>
    /// <param name="progress">Told the number of tiles (or parts of crowded ones) done, from any thread.</param>
    /// <exception cref="ArgumentException">Two polygons or two districts of one id, or a geometry that is no polygon of the plane.</exception>
    public static LandAccount Compute(
        IEnumerable<LandPolygon> polygons,
        IEnumerable<LandDistrict> districts,
        int workers = 1,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(polygons);
        ArgumentNullException.ThrowIfNull(districts);
        var sorted = districts.OrderBy(district => district.Code, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Code == sorted[i - 1].Code)
            {
                throw new ArgumentException($"Two districts have the code {sorted[i].Code}.", nameof(districts));
            }
        }

        var grids = Array.ConvertAll(sorted, district => GridPolygon.From(district.Code, district.Polygon));
        var empty = new LandAccount([], sorted, grids, []);
        return empty.With(polygons, [], workers, progress, cancellation);
    }

    /// <summary>The account with some polygons added and some taken out; only what they touch of their tiles is arranged anew, with the bits of a full run.</summary>
    /// <exception cref="ArgumentException">An added id is there already (and not taken out), or a removed id is not there.</exception>
    public LandAccount With(
        IEnumerable<LandPolygon> added,
        IEnumerable<string> removedIds,
        int workers = 1,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(removedIds);
        var land = new Dictionary<string, LandEntry>(_land, StringComparer.Ordinal);
        var changed = new Dictionary<TileKey, List<LandEntry>>();
        foreach (var id in removedIds)
        {
            if (!land.Remove(id, out var entry))
            {
                throw new ArgumentException($"The account has no polygon {id}.", nameof(removedIds));
            }

            foreach (var key in TileKey.Of(entry.Grid))
            {
                LandOf(key, changed).RemoveAll(other => other.Main == entry);
            }
        }

        foreach (var polygon in added)
        {
            var entry = new LandEntry(polygon);
            if (!land.TryAdd(polygon.Id, entry))
            {
                throw new ArgumentException($"Two polygons have the id {polygon.Id}.", nameof(added));
            }

            foreach (var key in TileKey.Of(entry.Grid))
            {
                var list = LandOf(key, changed);
                list.Add(entry);
                if (entry.Confirmation is { } confirmation)
                {
                    list.Add(confirmation);
                }
            }
        }

        return new(land, _districts, _districtGrids, Arrange(changed, workers, progress, cancellation));
    }

    /// <summary>The last day on which anything was recorded or released; null for no land.</summary>
    public DateOnly? LastDay => _land.Count == 0 ? null : _land.Values.Max(land => land.Land.Date);

    /// <summary>The polygon of this id, or null.</summary>
    public LandPolygon? FindPolygon(string id) => _land.GetValueOrDefault(id)?.Land;

    private List<LandEntry> LandOf(TileKey key, Dictionary<TileKey, List<LandEntry>> changed)
    {
        if (!changed.TryGetValue(key, out var list))
        {
            changed[key] = list = _tiles.TryGetValue(key, out var tile) ? [.. tile.Content.Land] : [];
        }

        return list;
    }

    private IEnumerable<TilePart> Parts => _tiles.Values.SelectMany(tile => tile.Parts);

    private Dictionary<TileKey, Tile> Arrange(
        Dictionary<TileKey, List<LandEntry>> changed, int workers, IProgress<int>? progress, CancellationToken cancellation)
    {
        var districtsOf = DistrictsOf(changed);
        var tiles = new Dictionary<TileKey, Tile>(_tiles);
        List<(TilePart[] Parts, int Number, TileContent Content)> work = [];
        foreach (var (key, list) in changed)
        {
            if (list.Count == 0)
            {
                tiles.Remove(key);
                continue;
            }

            list.Sort();
            var content = new TileContent(key, [.. districtsOf[key]], [.. list]);
            var known = _tiles.TryGetValue(key, out var before) ? before.Parts.ToDictionary(part => part.Content.Key) : [];
            var places = TileParts.Of(key, content.Land, entry => entry.Grid).ToArray();
            var parts = new TilePart[places.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                var (place, land) = places[i];
                if (known.TryGetValue(place, out var same) && same.Content.Land.AsSpan().SequenceEqual(land))
                {
                    parts[i] = same;
                    continue;
                }

                work.Add((parts, i, new(place, Array.FindAll(content.Districts, district => place.Touches(_districtGrids[district])), land)));
            }

            tiles[key] = new(content, parts);
        }

        var contents = work.Select(one => one.Content).ToArray();
        var books = new TileBooks[contents.Length];
        RowLoop.Run(contents.Length, workers, new TileLoop(contents, _districtGrids, books, new ConcurrentBag<TileWork>()), progress, cancellation);
        for (var i = 0; i < books.Length; i++)
        {
            work[i].Parts[work[i].Number] = new(contents[i], books[i]);
        }

        return tiles;
    }

    private Dictionary<TileKey, List<int>> DistrictsOf(Dictionary<TileKey, List<LandEntry>> changed)
    {
        var result = changed.Keys.ToDictionary(key => key, _ => new List<int>());
        for (var district = 0; district < _districts.Length; district++)
        {
            foreach (var key in TileKey.Of(_districtGrids[district]))
            {
                if (result.TryGetValue(key, out var list))
                {
                    list.Add(district);
                }
            }
        }

        return result;
    }
}
