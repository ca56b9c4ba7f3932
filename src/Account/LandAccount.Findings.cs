using Surefoot.Account.Arrangement;
using Surefoot.Account.Books;
using Surefoot.Geodesy;

namespace Surefoot.Account;

public sealed partial class LandAccount
{
    /// <summary>An intersection up to this is no case (INTEGRITY 4, rule 7; the national authority sets it).</summary>
    public static readonly ExactArea CaseThreshold = ExactArea.FromM2(1);

    /// <summary>Overlapping releases, releases outside hazard and hazards over released ground up to a day, each larger than <paramref name="threshold"/>.</summary>
    /// <param name="about">Only findings in which one of these polygons has a part; they are looked for in its tiles alone, so a few cost little. Null: all.</param>
    /// <exception cref="ArgumentException">The account has no polygon of an id in <paramref name="about"/>.</exception>
    public IReadOnlyList<LandFinding> Findings(DateOnly asOf, ExactArea? threshold = null, IReadOnlyCollection<string>? about = null)
    {
        var of = about?.Select(id => _land.TryGetValue(id, out var entry) ? entry : throw new ArgumentException($"The account has no polygon {id}.", nameof(about))).ToHashSet();
        var parts = of is null ? Parts : of.SelectMany(entry => TileKey.Of(entry.Grid)).Distinct().SelectMany(key => _tiles[key].Parts);
        var pieces = new Pieces<(LandFindingRule Rule, LandEntry Later, LandEntry? Earlier)>();
        foreach (var (_, books) in parts)
        {
            foreach (var (clash, area, place) in books.Clashes)
            {
                Add(LandFindingRule.ReleasesOverlap, clash.Second, clash.First, area, place);
            }

            foreach (var (idle, area, place) in books.IdleReleases)
            {
                if (idle.Kind is null)
                {
                    Add(LandFindingRule.ReleaseOutsideHazard, idle.Release, null, area, place);
                }
            }

            foreach (var (spell, area, place) in books.Spells)
            {
                if (spell.ReleasedBefore is not null)
                {
                    Add(LandFindingRule.HazardOverReleased, spell.Recorded, spell.ReleasedBefore, area, place);
                }
            }
        }

        var least = threshold ?? CaseThreshold;
        return [.. pieces
            .Select((piece, area, place) => new LandFinding(piece.Rule, piece.Later.Land, piece.Earlier?.Land, piece.Later.Date, new(area), place))
            .Where(finding => finding.Area > least)
            .OrderBy(finding => finding.Date)
            .ThenBy(finding => finding.Rule)
            .ThenBy(finding => finding.PolygonId, StringComparer.Ordinal)
            .ThenBy(finding => finding.OtherId, StringComparer.Ordinal)];

        void Add(LandFindingRule rule, LandEntry later, LandEntry? earlier, long area, PlanePoint place)
        {
            if (later.Date <= asOf && (of is null || of.Contains(later.Main) || (earlier is not null && of.Contains(earlier.Main))))
            {
                pieces.Add((rule, later, earlier), area, place);
            }
        }
    }

    /// <summary>What each polygon dated up to a day did: who gained what. Ordered by id.</summary>
    public IReadOnlyList<PolygonBalance> PolygonBalances(DateOnly asOf)
    {
        var sums = new Dictionary<LandEntry, Sums>();
        var later = new Sums();
        foreach (var entry in _land.Values)
        {
            if (entry.Date <= asOf)
            {
                sums.Add(entry, new());
            }
        }

        foreach (var (_, books) in Parts)
        {
            foreach (var (share, area, _) in books.Shares)
            {
                Of(share.Land).Gross += area;
            }

            foreach (var (idle, area, _) in books.IdleReleases)
            {
                var release = Of(idle.Release);
                release.OutsideHazard += idle.Kind is null ? area : 0;
                release.Rework += idle.Kind is null ? 0 : area;
            }

            foreach (var (spell, area, _) in books.Spells)
            {
                var hazard = Of(spell.Recorded);
                hazard.Net += area;
                hazard.NetConfirmed += spell.Recorded.Kind == LandKind.Confirmed ? area : 0;
                if (spell.Released is null || spell.Released.Date > asOf)
                {
                    hazard.Open += area;
                    continue;
                }

                var release = Of(spell.Released);
                release.Net += area;
                release.NetConfirmed += spell.KindAtEnd == LandKind.Confirmed ? area : 0;
            }
        }

        return [.. sums
            .Select(pair => new PolygonBalance(
                pair.Key.Land, new(pair.Value.Gross), new(pair.Value.Net), new(pair.Value.NetConfirmed), new(pair.Value.Rework), new(pair.Value.OutsideHazard), new(pair.Value.Open)))
            .OrderBy(balance => balance.Land.Id, StringComparer.Ordinal)];

        // A polygon of a later day has no line; what it does is dropped.
        Sums Of(LandEntry entry) => entry.Date <= asOf ? sums[entry.Main] : later;
    }

    private sealed class Sums
    {
        internal long Gross;
        internal long Net;
        internal long NetConfirmed;
        internal long Rework;
        internal long OutsideHazard;
        internal long Open;
    }
}
