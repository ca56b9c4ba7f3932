using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Numerics;

namespace Surefoot.Registry.Cases;

/// <summary>Finds what has to become a case among pieces of ground and events. Pure: no store, no clock.</summary>
/// <remarks>
/// Ground is compared by the land account itself (exact, in its plane), so a case and a finding of the account say the same. An event lies in
/// released land if the last thing that was said about its place before it was a release: what was recorded as hazard again is no case.
/// </remarks>
internal static class FindCases
{
    public static List<FoundCase> Handle(
        IReadOnlyList<GroundPiece> ground,
        IReadOnlySet<string>? fresh,
        IReadOnlyList<GroundEvent> events,
        double thresholdM2,
        int workers,
        CancellationToken cancellation)
    {
        List<FoundCase> found = [];
        if (!ground.Any(piece => piece.IsRelease))
        {
            return found;
        }

        if (fresh is not { Count: 0 })
        {
            AddCommonGround(ground, fresh, thresholdM2, workers, found, cancellation);
        }

        AddEvents(ground, events, workers, found, cancellation);
        return found;
    }

    private static void AddCommonGround(IReadOnlyList<GroundPiece> ground, IReadOnlySet<string>? fresh, double thresholdM2, int workers, List<FoundCase> found, CancellationToken cancellation)
    {
        var polygons = new LandPolygon[ground.Count];
        var byKey = new Dictionary<string, GroundPiece>(ground.Count, StringComparer.Ordinal);
        for (var i = 0; i < ground.Count; i++)
        {
            // The ground that a later version adds stands beside its hazard under a key of its own.
            var key = ground[i].Key;
            while (!byKey.TryAdd(key, ground[i]))
            {
                key += "+";
            }

            polygons[i] = new LandPolygon(key, ground[i].Kind, ground[i].Date, Polygon.Empty) { Organisation = ground[i].Organisation };
        }

        RowLoop.Run(polygons.Length, workers, new Project(ground, polygons), null, cancellation);
        var account = LandAccount.Compute(polygons, [], workers, null, cancellation);
        foreach (var finding in account.Findings(DateOnly.MaxValue, ExactArea.FromM2((decimal)thresholdM2)))
        {
            if (finding.OtherId is null)
            {
                continue;
            }

            var (later, earlier) = (byKey[finding.PolygonId], byKey[finding.OtherId]);
            if ((fresh is not null && !fresh.Contains(later.Key) && !fresh.Contains(earlier.Key)) || later.ByCase)
            {
                continue;
            }

            var place = EqualAreaPlane.Karabakh.Inverse(finding.Place);
            var kind = finding.Rule == LandFindingRule.HazardOverReleased ? "hazard-over-released"
                : later.Organisation == earlier.Organisation ? "same-ground-again" : "same-ground-two-organisations";
            found.Add(new(kind, [later.Id, earlier.Id], finding.Date, Told(later.Organisation, earlier.Organisation), place.LongitudeDeg, place.LatitudeDeg, (double)finding.Area.M2));
        }
    }

    private static void AddEvents(IReadOnlyList<GroundPiece> ground, IReadOnlyList<GroundEvent> events, int workers, List<FoundCase> found, CancellationToken cancellation)
    {
        if (events.Count == 0)
        {
            return;
        }

        var tree = new STRtree<Located>();
        foreach (var piece in ground)
        {
            tree.Insert(piece.LonLat.EnvelopeInternal, new Located(piece));
        }

        tree.Build();
        var release = new GroundPiece?[events.Count];
        RowLoop.Run(events.Count, workers, new Locate(tree, events, release), null, cancellation);
        for (var i = 0; i < events.Count; i++)
        {
            if (release[i] is { } land)
            {
                var what = events[i];
                var kind = what.Type == "accident" ? "accident-in-released-land" : "find-in-released-land";
                found.Add(new(kind, [what.Id, land.Id], what.Day, Told(what.Organisation, land.Organisation), what.LongitudeDeg, what.LatitudeDeg));
            }
        }
    }

    private static string[] Told(string one, string other) => [.. new[] { one, other }.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private readonly struct Project(IReadOnlyList<GroundPiece> ground, LandPolygon[] polygons) : IRowOperation
    {
        public void Invoke(int row) => polygons[row] = polygons[row] with { Polygon = PlaneProjection.Karabakh.Project(ground[row].LonLat) };
    }

    /// <summary>The release in which an event lies, or null.</summary>
    private readonly struct Locate(STRtree<Located> tree, IReadOnlyList<GroundEvent> events, GroundPiece?[] release) : IRowOperation
    {
        public void Invoke(int row)
        {
            var what = events[row];
            var at = new Coordinate(what.LongitudeDeg, what.LatitudeDeg);
            Located? last = null;
            foreach (var candidate in tree.Query(new Envelope(at)))
            {
                if (IsBefore(candidate.Piece, what) && (last is null || IsLater(candidate.Piece, last.Piece)) && candidate.Covers(at))
                {
                    last = candidate;
                }
            }

            release[row] = last is { Piece.IsRelease: true } ? last.Piece : null;
        }

        // What is found on the last day of the work is what the work found; an accident on the day of release is after it.
        private static bool IsBefore(GroundPiece piece, GroundEvent what) => piece.IsRelease && what.Type == "found-item" ? piece.Date < what.Day : piece.Date <= what.Day;

        // The order in which the land account lets polygons of one day act.
        private static bool IsLater(GroundPiece a, GroundPiece b) =>
            a.Date != b.Date ? a.Date > b.Date : a.Kind != b.Kind ? a.Kind > b.Kind : string.CompareOrdinal(a.Id, b.Id) > 0;
    }

    /// <summary>A piece that can say whether a point lies in it; its index is made when it is first asked.</summary>
    private sealed class Located(GroundPiece piece)
    {
        // Asked once here, for its index is made on the first question.
        private readonly Lazy<IndexedPointInAreaLocator> _locator = new(() =>
        {
            var locator = new IndexedPointInAreaLocator(piece.LonLat);
            locator.Locate(piece.LonLat.Coordinate);
            return locator;
        });

        public GroundPiece Piece => piece;

        public bool Covers(Coordinate at) => _locator.Value.Locate(at) != Location.Exterior;
    }
}
