using Surefoot.Raster;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Events as plain arrays: year, type code, place in a local plane (km from the south-west corner of all events).</summary>
public sealed record EventSeries(int[] Year, int[] Type, double[] XKm, double[] YKm)
{
    public int Count => Year.Length;
}

/// <summary>Events counted in square cells, inside a mask of all cells within a distance of any event.</summary>
public sealed class EventGrid
{
    private readonly int[] _cell;

    public EventGrid(EventSeries events, double cellKm, double maskKm)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cellKm);
        ArgumentOutOfRangeException.ThrowIfLessThan(events.Count, 1);
        Events = events;
        CellKm = cellKm;
        // The border holds the mask and six of the widest kernels' tails that matter.
        var border = (int)Math.Ceiling(maskKm / cellKm) + 8;
        var columns = Array.ConvertAll(events.XKm, v => (int)Math.Floor(v / cellKm));
        var rows = Array.ConvertAll(events.YKm, v => (int)Math.Floor(v / cellKm));
        var west = columns.Min() - border;
        var south = rows.Min() - border;
        Columns = columns.Max() - west + border + 1;
        Rows = rows.Max() - south + border + 1;
        _cell = new int[events.Count];
        var any = new bool[Columns * Rows];
        for (var i = 0; i < events.Count; i++)
        {
            _cell[i] = ((rows[i] - south) * Columns) + columns[i] - west;
            any[_cell[i]] = true;
        }

        var distance = DistanceTransform.Cells(any, Columns, Rows);
        Mask = Enumerable.Range(0, any.Length).Where(c => distance[c] * cellKm <= maskKm).ToArray();
    }

    public EventSeries Events { get; }

    public double CellKm { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Cell numbers inside the mask, ascending.</summary>
    public int[] Mask { get; }

    /// <summary>Weighted number of events per cell of the whole raster.</summary>
    public double[] Count(Func<int, double> weightOfEvent)
    {
        var counts = new double[Columns * Rows];
        for (var i = 0; i < _cell.Length; i++)
        {
            counts[_cell[i]] += weightOfEvent(i);
        }

        return counts;
    }

    /// <summary>Values of the mask's cells.</summary>
    public double[] InMask(double[] raster) => Array.ConvertAll(Mask, c => raster[c]);

    /// <summary>Gaussian kernel intensity with a bandwidth in km, at the mask's cells; mass 1 per event.</summary>
    public double[] Kernel(double[] counts, double bandwidthKm, int workers = 1) =>
        InMask(GaussianBlur.Apply(counts, Columns, Rows, bandwidthKm / CellKm, workers: workers));

    /// <summary>Square blocks of the mask's cells, for the bootstrap.</summary>
    public int[] Blocks(double blockKm) => SpatialBlocks.Of(
        Array.ConvertAll(Mask, c => (c % Columns) * CellKm), Array.ConvertAll(Mask, c => (c / Columns) * CellKm), blockKm);
}
