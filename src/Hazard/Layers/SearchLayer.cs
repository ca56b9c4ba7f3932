using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Formulas;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Hazard.Layers;

/// <summary>What the searches of one cell leave: the chance that an item there was missed by all of them.</summary>
/// <param name="Miss">q of METHODS H5, passes of one method adding up, methods one after the other.</param>
/// <param name="Covered">Largest share of the cell inside the polygons of one search, not counting its inner share.</param>
/// <param name="Release">Released area that covers most of it.</param>
/// <param name="Labels">True if at least one of the searches may be learned from.</param>
internal readonly record struct SearchedCell(int Column, float Miss, float Covered, int Release, bool Labels);

/// <summary>Searched cells row by row, and the items found in them.</summary>
internal sealed class SearchLayer
{
    private readonly SearchedCell[][] _rows;

    private SearchLayer(SearchedCell[][] rows) => _rows = rows;

    public ReadOnlySpan<SearchedCell> InRow(int row) => _rows[row];

    public static SearchLayer Make(HazardEvidence evidence, int workers)
    {
        var searches = evidence.Searches;
        var footprints = PatchLayer.Make(searches.Length, evidence.Grid.Rows, workers, i => PolygonCoverage.Of(evidence.Grid, searches[i].Rings));
        var misses = searches.Select(s => evidence.Methods[s.Method].Miss(s.Passes)).ToArray();
        var rows = new SearchedCell[evidence.Grid.Rows][];
        RowLoop.Run(rows.Length, workers, new JoinRow(evidence, footprints, misses, rows));
        return new SearchLayer(rows);
    }

    private readonly struct JoinRow(HazardEvidence evidence, PatchLayer footprints, double[] misses, SearchedCell[][] rows) : IRowOperation
    {
        public void Invoke(int row)
        {
            var claims = footprints.InRow(row);
            if (claims.IsEmpty)
            {
                rows[row] = [];
                return;
            }

            var entries = new List<(int Column, int Search, float Share)>();
            foreach (var claim in claims)
            {
                var patch = footprints.Patches[claim];
                var values = patch.Row(row);
                for (var i = 0; i < values.Length; i++)
                {
                    if (values[i] > 0)
                    {
                        entries.Add((patch.FirstColumn + i, claim, values[i]));
                    }
                }
            }

            entries.Sort();
            var cells = new List<SearchedCell>();
            for (var i = 0; i < entries.Count;)
            {
                var to = i + 1;
                while (to < entries.Count && entries[to].Column == entries[i].Column)
                {
                    to++;
                }

                cells.Add(Join(entries, i, to));
                i = to;
            }

            rows[row] = [.. cells];
        }

        private SearchedCell Join(List<(int Column, int Search, float Share)> entries, int from, int to)
        {
            var labels = false;
            float most = 0;
            var release = -1;
            var miss = 1.0;
            for (var i = from; i < to; i++)
            {
                var search = evidence.Searches[entries[i].Search];
                labels |= search.Labels;
                if (entries[i].Share > most)
                {
                    most = entries[i].Share;
                    release = search.Release;
                }

                miss *= Factor(entries, from, to, i, search);
            }

            return new SearchedCell(entries[from].Column, (float)miss, most, release, labels);
        }

        // A method's searches of one cell count once, where its first one stands: their passes add up over the larger share (correlated misses).
        private double Factor(List<(int Column, int Search, float Share)> entries, int from, int to, int at, SearchClaim search)
        {
            var passes = 0;
            var share = 0.0;
            var alone = true;
            for (var i = from; i < to; i++)
            {
                var other = evidence.Searches[entries[i].Search];
                if (other.Method != search.Method)
                {
                    continue;
                }

                if (i < at)
                {
                    return 1.0;
                }

                alone &= i == at;
                passes += other.Passes;
                share = Math.Max(share, Math.Min(1.0, entries[i].Share) * other.Share);
            }

            return alone
                ? 1.0 - share + (share * misses[entries[at].Search])
                : SearchMiss.SamePart(share, passes, evidence.Methods[search.Method]);
        }
    }
}
