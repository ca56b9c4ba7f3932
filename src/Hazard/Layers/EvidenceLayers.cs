using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Formulas;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Hazard.Layers;

/// <summary>Everything about the evidence that does not depend on what was found: footprints and smooth quantities.</summary>
internal sealed class EvidenceLayers
{
    // A record may lie a few hundred metres off even where its sheet is right.
    private const double RecordNearM = 250;

    // Half of the positions' peak: one position at the kernel's centre gives ln 3.
    private const double PlacesForOne = 0.5;

    // P(accident report within its footprint | items there) against the share of land such footprints cover.
    private const double AccidentLikelihoodRatio = 60;

    private EvidenceLayers(HazardEvidence evidence, int workers)
    {
        Evidence = evidence;
        var grid = evidence.Grid;
        var areas = evidence.HazardAreas;
        var confirmed = Enumerable.Range(0, areas.Length).Where(i => areas[i].Confirmed).ToArray();
        var suspected = Enumerable.Range(0, areas.Length).Where(i => !areas[i].Confirmed).ToArray();
        ConfirmedClaims = confirmed;
        SuspectedClaims = suspected;
        Confirmed = PatchLayer.Make(confirmed.Length, grid.Rows, workers, i => PolygonCoverage.Of(grid, areas[confirmed[i]].Rings));
        Suspected = PatchLayer.Make(suspected.Length, grid.Rows, workers, i => PolygonCoverage.Of(grid, areas[suspected[i]].Rings));
        Cancelled = PatchLayer.Make(evidence.Cancelled.Length, grid.Rows, workers, i => PolygonCoverage.Of(grid, evidence.Cancelled[i].Rings));
        Records = PatchLayer.Make(evidence.MinefieldRecords.Length, grid.Rows, workers, i => Footprint(grid, evidence.MinefieldRecords[i], evidence.MinefieldRecords[i].PositionSigmaM));
        RecordsNear = PatchLayer.Make(evidence.MinefieldRecords.Length, grid.Rows, workers, i => Footprint(grid, evidence.MinefieldRecords[i], RecordNearM));
        Testimonies = PatchLayer.Make(evidence.Testimonies.Length, grid.Rows, workers, i => Disc(grid, evidence.Testimonies[i]));
        Accidents = PatchLayer.Make(evidence.Accidents.Length, grid.Rows, workers, i => Accident(grid, evidence.Accidents[i]));
        Searches = SearchLayer.Make(evidence, workers);
        Finds = FindLayer.Make(evidence);
    }

    public HazardEvidence Evidence { get; }

    public int[] ConfirmedClaims { get; }

    public int[] SuspectedClaims { get; }

    public PatchLayer Confirmed { get; }

    public PatchLayer Suspected { get; }

    public PatchLayer Cancelled { get; }

    /// <summary>Membership by the drawn position error.</summary>
    public PatchLayer Records { get; }

    /// <summary>Membership by an error of a few hundred metres.</summary>
    public PatchLayer RecordsNear { get; }

    /// <summary>ln LR of each testimony, of either kind; see <see cref="HazardEvidence.Testimonies"/> for the kind.</summary>
    public PatchLayer Testimonies { get; }

    /// <summary>ln LR of each accident.</summary>
    public PatchLayer Accidents { get; }

    public SearchLayer Searches { get; }

    public FindLayer Finds { get; }

    public static EvidenceLayers Prepare(HazardEvidence evidence, int workers)
    {
        if (evidence.Mask.Length != evidence.Grid.Cells)
        {
            throw new ArgumentException("The mask does not fill the grid.", nameof(evidence));
        }

        if (evidence.Searches.Any(s => s.Method < 0 || s.Method >= evidence.Methods.Length || s.Passes < 1 || !(s.Share > 0 && s.Share <= 1)))
        {
            throw new ArgumentException("A search names no known method, no pass or no share.", nameof(evidence));
        }

        return new EvidenceLayers(evidence, workers);
    }

    /// <summary>Smooth feature by its number, except the find rates.</summary>
    public Field Smooth(int feature, int workers)
    {
        var sigma = Features.All[feature].SigmaM;
        var level = Field.LevelFor(Evidence.Grid, sigma);
        switch (feature)
        {
            case Features.ConfirmedNear:
                var share = Sum(Confirmed, workers).AtLevel(level, workers).Kernel(sigma, workers);
                // Kernel sum over cells of the grid: scaled to the share of the kernel's area that is confirmed.
                var area = 2.0 * Math.PI * sigma * sigma / Evidence.Grid.CellAreaM2;
                Map(share, v => (float)Math.Min(1.0, v / area), workers);
                return share;
            case Features.Position300 or Features.Position1000 or Features.Position4000:
                return Density(Points(Evidence.MilitaryPositions), sigma, level, PlacesForOne, workers);
            case Features.Settlement700 or Features.Settlement3000:
                return Density(Points(Evidence.Settlements), sigma, level, PlacesForOne, workers);
            case Features.Road300:
                // One hundred metres of road in the kernel count as one.
                return Density(RoadLength(), sigma, level, 1.0, workers);
            default:
                throw new ArgumentOutOfRangeException(nameof(feature), feature, "This feature is not smooth.");
        }
    }

    /// <summary>Row of the cell-by-cell features that need no trust; targets start at 0.</summary>
    public void HazardAreaRow(int row, Span<float> confirmed, Span<float> outside)
    {
        Confirmed.AddRow(row, 1f, confirmed);
        Suspected.AddRow(row, 1f, outside);
        RowMath.AddScaled(confirmed, 1f, outside);
        RowMath.Hold(confirmed, 0f, 1f);
        RowMath.Hold(outside, 0f, 1f);
        for (var x = 0; x < outside.Length; x++)
        {
            outside[x] = 1f - outside[x];
        }
    }

    public void TestimonyRow(int row, Span<float> items, Span<float> used)
    {
        foreach (var claim in Testimonies.InRow(row))
        {
            var patch = Testimonies.Patches[claim];
            RowMath.AddScaled(patch.Row(row), 1f, (Evidence.Testimonies[claim].SaysUsed ? used : items).Slice(patch.FirstColumn, patch.Columns));
        }

        RowMath.Hold(items, (float)-Claims.LogClip, (float)Claims.LogClip);
        RowMath.Hold(used, (float)-Claims.LogClip, (float)Claims.LogClip);
    }

    private static Patch Footprint(GridSpec grid, MinefieldRecordClaim record, double sigmaM)
    {
        var sigma = sigmaM / grid.CellM;
        var patch = PolygonCoverage.Of(grid, record.Rings, PatchBlur.Margin(sigma));
        PatchBlur.Apply(patch, sigma);
        return patch;
    }

    private static Patch Disc(GridSpec grid, TestimonyClaim testimony)
    {
        var patch = PatchBlur.Disc(grid, testimony.XM, testimony.YM, testimony.RadiusM, grid.CellM);
        // Right with its reliability, else unrelated; a right one of n cells points at a cell with items among them.
        var cells = Math.PI * testimony.RadiusM * testimony.RadiusM / grid.CellAreaM2;
        var background = 0.02;
        var hit = Math.Min(1.0, 1.0 / Math.Max(1.0, cells * 0.25));
        var ratio = testimony.SaysUsed
            ? 1.0 / Claims.LikelihoodRatio(testimony.Reliability, 0.5, 0.05, 0.2)
            : Claims.LikelihoodRatio(testimony.Reliability, hit, 0.01, background);
        for (var i = 0; i < patch.Values.Length; i++)
        {
            patch.Values[i] = (float)Claims.SoftLog(Math.Min(1f, patch.Values[i]), ratio);
        }

        return patch;
    }

    private static Patch Accident(GridSpec grid, PlaceClaim accident)
    {
        // Where the error is wide, the accident's one cell is spread thin: membership of a cell is its share of the kernel.
        var sigma = Math.Max(accident.SigmaM, 0.3 * grid.CellM);
        var half = 0.5 * grid.CellM;
        var patch = PolygonCoverage.Of(
            grid,
            [[accident.XM - half, accident.YM - half, accident.XM + half, accident.YM - half, accident.XM + half, accident.YM + half, accident.XM - half, accident.YM + half]],
            PatchBlur.Margin(sigma / grid.CellM));
        PatchBlur.Apply(patch, sigma / grid.CellM);
        for (var i = 0; i < patch.Values.Length; i++)
        {
            patch.Values[i] = (float)Claims.SoftLog(Math.Min(1f, patch.Values[i]), AccidentLikelihoodRatio);
        }

        return patch;
    }

    private Field Points(PlaceClaim[] places)
    {
        var field = new Field(Evidence.Grid, 1);
        foreach (var place in places)
        {
            Drop(field, place.XM, place.YM, 1f);
        }

        return field;
    }

    private Field RoadLength()
    {
        var field = new Field(Evidence.Grid, 1);
        foreach (var road in Evidence.Roads)
        {
            for (var i = 2; i + 1 < road.Length; i += 2)
            {
                double dx = road[i] - road[i - 2], dy = road[i + 1] - road[i - 1];
                var length = Math.Sqrt((dx * dx) + (dy * dy));
                var pieces = Math.Max(1, (int)Math.Ceiling(length / 50));
                for (var k = 0; k < pieces; k++)
                {
                    var t = (k + 0.5) / pieces;
                    Drop(field, road[i - 2] + (t * dx), road[i - 1] + (t * dy), (float)(length / pieces / 100.0));
                }
            }
        }

        return field;
    }

    private void Drop(Field field, double xM, double yM, float mass)
    {
        if (Evidence.Grid.TryCell(xM, yM, out var column, out var row))
        {
            field.Values[((row >> 1) * field.Columns) + (column >> 1)] += mass;
        }
    }

    private Field Sum(PatchLayer layer, int workers)
    {
        var field = new Field(Evidence.Grid, 1);
        RowLoop.Run(field.Rows, workers, new SumPatches(layer, field));
        return field;
    }

    private static Field Density(Field source, double sigma, int level, double forOne, int workers)
    {
        var field = source.AtLevel(level, workers).Kernel(sigma, workers);
        Map(field, v => (float)ExpLog.Log1P(v / forOne), workers);
        return field;
    }

    internal static void Map(Field field, Func<float, float> map, int workers) => RowLoop.Run(field.Rows, workers, new MapRow(field, map));

    private readonly struct MapRow(Field field, Func<float, float> map) : IRowOperation
    {
        public void Invoke(int row)
        {
            foreach (ref var value in field.Values.AsSpan(row * field.Columns, field.Columns))
            {
                value = map(value);
            }
        }
    }

    private readonly struct SumPatches(PatchLayer layer, Field field) : IRowOperation
    {
        public void Invoke(int row)
        {
            var target = field.Values.AsSpan(row * field.Columns, field.Columns);
            for (var fine = 2 * row; fine < Math.Min(field.Grid.Rows, (2 * row) + 2); fine++)
            {
                foreach (var claim in layer.InRow(fine))
                {
                    var patch = layer.Patches[claim];
                    var values = patch.Row(fine);
                    for (var i = 0; i < values.Length; i++)
                    {
                        target[(patch.FirstColumn + i) >> 1] += values[i];
                    }
                }
            }
        }
    }
}
