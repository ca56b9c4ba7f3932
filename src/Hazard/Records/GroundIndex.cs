namespace Surefoot.Hazard.Records;

/// <summary>Finds and searched ground by place, so that each record looks only at its own surroundings.</summary>
internal sealed class GroundIndex
{
    private const double BucketM = 500;

    private readonly Dictionary<(int, int), List<RecordFind>> _finds = [];
    private readonly (double West, double South, double East, double North, SearchedGround Ground)[] _searched;

    public GroundIndex(SheetEvidence evidence)
    {
        foreach (var find in evidence.Finds)
        {
            var key = ((int)Math.Floor(find.XM / BucketM), (int)Math.Floor(find.YM / BucketM));
            if (!_finds.TryGetValue(key, out var list))
            {
                _finds.Add(key, list = []);
            }

            list.Add(find);
        }

        _searched = Array.ConvertAll(evidence.Searched, Boxed);
    }

    /// <summary>Finds of one category (−1: of all) inside a square; in the order of buckets, which is the order of places.</summary>
    public List<RecordFind> FindsWithin(double xM, double yM, double halfM, int category)
    {
        List<RecordFind> found = [];
        for (var row = (int)Math.Floor((yM - halfM) / BucketM); row <= (int)Math.Floor((yM + halfM) / BucketM); row++)
        {
            for (var column = (int)Math.Floor((xM - halfM) / BucketM); column <= (int)Math.Floor((xM + halfM) / BucketM); column++)
            {
                if (_finds.TryGetValue((column, row), out var list))
                {
                    found.AddRange(list.Where(find => (category < 0 || find.Category == category) && Math.Abs(find.XM - xM) <= halfM && Math.Abs(find.YM - yM) <= halfM));
                }
            }
        }

        return found;
    }

    /// <summary>Chance of detection on a raster round a place.</summary>
    public DetectionRaster DetectionAround(double xM, double yM, double halfM, double cellM)
    {
        var raster = new DetectionRaster(xM - halfM, yM - halfM, cellM, (int)Math.Ceiling(2 * halfM / cellM));
        foreach (var (west, south, east, north, ground) in _searched)
        {
            if (west < xM + halfM && east > xM - halfM && south < yM + halfM && north > yM - halfM)
            {
                raster.Add(ground);
            }
        }

        return raster;
    }

    private static (double, double, double, double, SearchedGround) Boxed(SearchedGround ground)
    {
        double west = double.MaxValue, south = double.MaxValue, east = double.MinValue, north = double.MinValue;
        var outline = ground.Rings[0];
        for (var i = 0; i + 1 < outline.Length; i += 2)
        {
            (west, east) = (Math.Min(west, outline[i]), Math.Max(east, outline[i]));
            (south, north) = (Math.Min(south, outline[i + 1]), Math.Max(north, outline[i + 1]));
        }

        return (west, south, east, north, ground);
    }
}

/// <summary>Chance that an item would have been found, per square cell; row 0 in the south. Searches of one cell are taken as independent.</summary>
internal sealed class DetectionRaster(double westM, double southM, double cellM, int side)
{
    private readonly float[] _detection = new float[side * side];

    public double Sum { get; private set; }

    public double CellM => cellM;

    public float At(double xM, double yM)
    {
        int column = (int)Math.Floor((xM - westM) / cellM), row = (int)Math.Floor((yM - southM) / cellM);
        return column >= 0 && row >= 0 && column < side && row < side ? _detection[(row * side) + column] : 0;
    }

    // Even-odd by the centres of the cells: searched polygons are many cells wide.
    public void Add(SearchedGround ground)
    {
        List<double> crossings = [];
        for (var row = 0; row < side; row++)
        {
            var y = southM + ((row + 0.5) * cellM);
            crossings.Clear();
            foreach (var ring in ground.Rings)
            {
                var n = ring.Length / 2;
                for (var i = 0; i < n; i++)
                {
                    var j = (i + 1) % n;
                    double ay = ring[(2 * i) + 1], by = ring[(2 * j) + 1];
                    if (ay > y != by > y)
                    {
                        crossings.Add(ring[2 * i] + ((y - ay) / (by - ay) * (ring[2 * j] - ring[2 * i])));
                    }
                }
            }

            crossings.Sort();
            for (var k = 0; k + 1 < crossings.Count; k += 2)
            {
                var from = Math.Max(0, (int)Math.Ceiling(((crossings[k] - westM) / cellM) - 0.5));
                var to = Math.Min(side - 1, (int)Math.Floor(((crossings[k + 1] - westM) / cellM) - 0.5));
                for (var column = from; column <= to; column++)
                {
                    ref var cell = ref _detection[(row * side) + column];
                    var after = 1 - ((1 - cell) * (1 - (float)ground.Detection));
                    Sum += after - cell;
                    cell = after;
                }
            }
        }
    }
}
