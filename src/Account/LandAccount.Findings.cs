using System.Runtime.InteropServices;
using Surefoot.Account.Books;
using Surefoot.Geodesy;

namespace Surefoot.Account;

public sealed partial class LandAccount
{
    /// <summary>An intersection up to this is no case (INTEGRITY 4, rule 7; the national authority sets it).</summary>
    public static readonly ExactArea CaseThreshold = ExactArea.FromM2(1);

    /// <summary>Overlapping releases, releases outside hazard and hazards over released ground up to a day, each larger than <paramref name="threshold"/>.</summary>
    public IReadOnlyList<LandFinding> Findings(DateOnly asOf, ExactArea? threshold = null)
    {
        var pieces = new Dictionary<(LandFindingRule Rule, LandEntry Later, LandEntry? Earlier), (long Sum, long Largest, PlanePoint Place)>();
        foreach (var (_, books) in _tiles.Values)
        {
            foreach (ref readonly var clash in books.Clashes.AsSpan())
            {
                Add(LandFindingRule.ReleasesOverlap, clash.Second, clash.First, clash.TwiceAreaMm2, clash.Place);
            }

            foreach (ref readonly var idle in books.IdleReleases.AsSpan())
            {
                if (idle.Kind is null)
                {
                    Add(LandFindingRule.ReleaseOutsideHazard, idle.Release, null, idle.TwiceAreaMm2, idle.Place);
                }
            }

            foreach (ref readonly var spell in books.Spells.AsSpan())
            {
                if (spell.ReleasedBefore is not null)
                {
                    Add(LandFindingRule.HazardOverReleased, spell.Recorded, spell.ReleasedBefore, spell.TwiceAreaMm2, spell.Place);
                }
            }
        }

        var least = threshold ?? CaseThreshold;
        return [.. pieces
            .Where(piece => piece.Value.Sum > least.TwiceMm2)
            .Select(piece => new LandFinding(
                piece.Key.Rule, piece.Key.Later.Land.Id, piece.Key.Earlier?.Land.Id, piece.Key.Later.Date, new(piece.Value.Sum), piece.Value.Place))
            .OrderBy(finding => finding.Date)
            .ThenBy(finding => finding.Rule)
            .ThenBy(finding => finding.PolygonId, StringComparer.Ordinal)
            .ThenBy(finding => finding.OtherId, StringComparer.Ordinal)];

        void Add(LandFindingRule rule, LandEntry later, LandEntry? earlier, long area, PlanePoint place)
        {
            if (later.Date > asOf)
            {
                return;
            }

            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(pieces, (rule, later, earlier), out _);
            sum.Sum += area;
            if (area > sum.Largest || (area == sum.Largest && (place.EastingM, place.NorthingM).CompareTo((sum.Place.EastingM, sum.Place.NorthingM)) < 0))
            {
                sum.Largest = area;
                sum.Place = place;
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

        foreach (var (_, books) in _tiles.Values)
        {
            foreach (ref readonly var share in books.Shares.AsSpan())
            {
                Of(share.Land).Gross += share.TwiceAreaMm2;
            }

            foreach (ref readonly var idle in books.IdleReleases.AsSpan())
            {
                var release = Of(idle.Release);
                if (idle.Kind is null)
                {
                    release.OutsideHazard += idle.TwiceAreaMm2;
                }
                else
                {
                    release.Rework += idle.TwiceAreaMm2;
                }
            }

            foreach (ref readonly var spell in books.Spells.AsSpan())
            {
                var hazard = Of(spell.Recorded);
                hazard.Net += spell.TwiceAreaMm2;
                hazard.NetConfirmed += spell.Recorded.Kind == LandKind.Confirmed ? spell.TwiceAreaMm2 : 0;
                if (spell.Released is null || spell.Released.Date > asOf)
                {
                    hazard.Open += spell.TwiceAreaMm2;
                    continue;
                }

                var release = Of(spell.Released);
                release.Net += spell.TwiceAreaMm2;
                release.NetConfirmed += spell.KindAtEnd == LandKind.Confirmed ? spell.TwiceAreaMm2 : 0;
            }
        }

        return [.. sums
            .Select(pair => new PolygonBalance(
                pair.Key.Land, new(pair.Value.Gross), new(pair.Value.Net), new(pair.Value.NetConfirmed), new(pair.Value.Rework), new(pair.Value.OutsideHazard), new(pair.Value.Open)))
            .OrderBy(balance => balance.Land.Id, StringComparer.Ordinal)];

        // A polygon of a later day has no line; what it does is dropped.
        Sums Of(LandEntry entry) => sums.GetValueOrDefault(entry, later);
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
