using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.IO;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Numerics;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Accounting;

/// <summary>Says to which key of the account the items found in a period belong.</summary>
/// <remarks>
/// By district, area and kind: the ground on which a find lies. By organisation, method and use: the release that the find names; if it names none, the first
/// release over the place that is not earlier than the find; if there is none, ground that is open hazard is <c>open</c>, as its area is; if it is no
/// hazard, the search over the place on the day of the find. What is left belongs to no key and is told as <c>not-attributed</c>, never dropped.
/// </remarks>
internal sealed class AttributeFinds(LandAccount account, RegistryReader reader, RecordQuery query, AccountKey by, DateOnly asOf)
{
    private STRtree<Search>? _searches;

    /// <summary>Counts by key of the finds from a day (null: the beginning) to the account's last day.</summary>
    public Dictionary<string, FindCounts> Count(DateOnly? from, int workers, CancellationToken cancellation)
    {
        var finds = reader.ListFoundItemPoints(query, cancellation).Where(find => find.FoundOn <= asOf && !(find.FoundOn < from)).ToArray();
        var keys = new string?[finds.Length];
        RowLoop.Run(finds.Length, workers, new FindKeys(this, finds, keys), null, cancellation);
        var counts = new Dictionary<string, FindCounts>(StringComparer.Ordinal);
        for (var i = 0; i < finds.Length; i++)
        {
            var key = keys[i] ?? SearchKey(finds[i], cancellation) ?? AccountStatement.NotAttributed;
            counts[key] = counts.GetValueOrDefault(key) + FindCounts.Of(finds[i].Category, finds[i].Count);
        }

        return counts;
    }

    private static PlanePoint PlaceOf(in FoundItemPoint find) => EqualAreaPlane.Karabakh.Forward(new(find.LongitudeDeg, find.LatitudeDeg));

    // Null: ask the searches.
    private string? GroundKey(in FoundItemPoint find)
    {
        switch (by)
        {
            case AccountKey.Nation:
                return AccountStatement.Nation;
            case AccountKey.Year or AccountKey.Month:
                return AccountKeys.Period(find.FoundOn, by);
        }

        var ground = account.GroundAt(PlaceOf(find));
        return by switch
        {
            AccountKey.District => ground.District,
            AccountKey.HazardArea => SpellOf(find, ground)?.Recorded.RecordId ?? AccountStatement.NotAttributed,
            AccountKey.Kind => SpellOf(find, ground) is { } spell ? AccountKeys.Of(spell.KindOn(find.FoundOn)) : AccountStatement.NotAttributed,
            _ => ReleaseKey(find, ground),
        };
    }

    private string? ReleaseKey(in FoundItemPoint find, GroundHistory ground)
    {
        var day = find.FoundOn;
        var release = (find.ReleasedArea is { } named && account.FindPolygon(named) is { IsRelease: true } known ? known : null)
            ?? ground.Acts.FirstOrDefault(act => act.IsRelease && act.Date >= day);
        if (release is not null)
        {
            return AccountKeys.Of(release.Date <= asOf ? release : null, by);
        }

        return SpellOf(find, ground) is null ? null : AccountStatement.Open;
    }

    private static GroundSpell? SpellOf(in FoundItemPoint find, GroundHistory ground)
    {
        var (named, day) = (find.ReleasedArea, find.FoundOn);
        return (named is null ? null : ground.Spells.FirstOrDefault(spell => spell.Released?.RecordId == named))
            ?? ground.Spells.FirstOrDefault(spell => spell.Released is null || spell.Released.Date >= day);
    }

    private string? SearchKey(in FoundItemPoint find, CancellationToken cancellation)
    {
        var place = PlaceOf(find);
        var point = new Point(place.EastingM, place.NorthingM);
        var day = find.FoundOn;
        return (_searches ??= ReadSearches(cancellation)).Query(point.EnvelopeInternal)
            .Where(search => search.From <= day && day <= search.To && search.Ground.Covers(point))
            .OrderBy(search => search.To).ThenBy(search => search.Id, StringComparer.Ordinal)
            .FirstOrDefault()?.Key;
    }

    private STRtree<Search> ReadSearches(CancellationToken cancellation)
    {
        var tree = new STRtree<Search>();
        foreach (var row in reader.List("search-coverage", query, cancellation))
        {
            if (row.Wkb is { } wkb && KeyOf(row) is { Length: > 0 } key)
            {
                var ground = PlaneProjection.Karabakh.Project(new WKBReader().Read(wkb));
                tree.Insert(ground.EnvelopeInternal, new(row.Id, (DateOnly)row["from"]!, (DateOnly)row["to"]!, key, PreparedGeometryFactory.Prepare(ground)));
            }
        }

        tree.Build();
        return tree;
    }

    private string? KeyOf(RecordRow search) => by switch
    {
        AccountKey.Organisation => search["organisation"] as string,
        AccountKey.Method => search["method"] as string,
        _ => search["releasedArea"] is string id ? account.FindPolygon(id)?.Use : null,
    };

    private sealed record Search(string Id, DateOnly From, DateOnly To, string Key, IPreparedGeometry Ground);

    private readonly struct FindKeys(AttributeFinds attribute, FoundItemPoint[] finds, string?[] keys) : IRowOperation
    {
        public void Invoke(int row) => keys[row] = attribute.GroundKey(finds[row]);
    }
}
