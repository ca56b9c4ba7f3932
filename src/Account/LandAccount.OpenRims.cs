using Surefoot.Account.Books;
using Surefoot.Numerics;

namespace Surefoot.Account;

/// <summary>A straight piece of a rim in the account's plane, metres.</summary>
public readonly record struct RimPiece(double FromX, double FromY, double ToX, double ToY);

/// <summary>The ground of one hazard polygon that is still open.</summary>
/// <param name="Id">The polygon's.</param>
/// <param name="Rim">Its rim in pieces, in no direction and no order of a ring, with the seams of the tiles twice: enough for whoever asks what is in, on or near it.</param>
public sealed record OpenRim(string Id, IReadOnlyList<RimPiece> Rim);

public sealed partial class LandAccount
{
    /// <summary>Every hazard of which some ground is open at the end of a day, by id; ground of several hazards belongs to each of them.</summary>
    /// <remarks>Arranges every tile anew, as <see cref="Faces"/> does, but links no rings.</remarks>
    public IReadOnlyList<OpenRim> OpenRims(DateOnly asOf, int workers = 1, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var parts = Parts.Select(part => part.Content).OrderBy(part => part.Key.WestMm).ThenBy(part => part.Key.SouthMm).ToArray();
        var found = new Dictionary<LandEntry, List<RimPiece>>[parts.Length];
        RowLoop.Run(parts.Length, workers, new CollectOpen(this, parts, found, asOf), progress, cancellation);
        var rims = new Dictionary<LandEntry, List<RimPiece>>();
        foreach (var (entry, pieces) in found.SelectMany(part => part))
        {
            (rims.TryGetValue(entry, out var list) ? list : rims[entry] = []).AddRange(pieces);
        }

        return [.. rims.OrderBy(pair => pair.Key.Land.Id, StringComparer.Ordinal).Select(pair => new OpenRim(pair.Key.Land.Id, pair.Value))];
    }

    private readonly struct CollectOpen(LandAccount account, TileContent[] parts, Dictionary<LandEntry, List<RimPiece>>[] found, DateOnly asOf) : IRowOperation
    {
        [ThreadStatic]
        private static TileWork? t_work;

        public void Invoke(int row)
        {
            var work = t_work ??= new TileWork();
            var part = parts[row];
            work.Arrange(part, account._districtGrids);
            var sweep = work.Sweep;
            var open = new LandEntry[sweep.Sets.Count][];
            for (var set = 0; set < open.Length; set++)
            {
                open[set] = Open(work.ActsOf(part, set, out _), asOf);
            }

            var rims = found[row] = [];
            for (var edge = 0; edge < sweep.EdgeCount; edge++)
            {
                var (above, below) = (open[sweep.Above[edge]], open[sweep.Below[edge]]);
                if (above.Length == 0 && below.Length == 0)
                {
                    continue;
                }

                var (low, high) = (sweep.Low[edge], sweep.High[edge]);
                var piece = new RimPiece(
                    (work.Noder.X[low] + part.Key.WestMm) / 1000.0,
                    (work.Noder.Y[low] + part.Key.SouthMm) / 1000.0,
                    (work.Noder.X[high] + part.Key.WestMm) / 1000.0,
                    (work.Noder.Y[high] + part.Key.SouthMm) / 1000.0);
                Add(rims, above, below, piece);
                Add(rims, below, above, piece);
            }
        }

        private static void Add(Dictionary<LandEntry, List<RimPiece>> rims, LandEntry[] here, LandEntry[] there, RimPiece piece)
        {
            foreach (var hazard in here)
            {
                if (Array.IndexOf(there, hazard) < 0)
                {
                    (rims.TryGetValue(hazard, out var list) ? list : rims[hazard] = []).Add(piece);
                }
            }
        }

        private static LandEntry[] Open(ReadOnlySpan<LandEntry> acts, DateOnly asOf)
        {
            if (LandStates.At(acts, asOf) is not (LandKind.Suspected or LandKind.Confirmed))
            {
                return [];
            }

            var hazards = new List<LandEntry>(acts.Length);
            foreach (var act in acts)
            {
                if (!act.Land.IsRelease && !act.IsConfirmation && act.Date <= asOf)
                {
                    hazards.Add(act);
                }
            }

            return [.. hazards];
        }
    }
}
