using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Surefoot.Geodesy;
using Surefoot.Numerics;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Integrity;

/// <summary>What one look at every approved point says.</summary>
internal sealed class PointScan
{
    /// <summary>A find this near to the border of land lies in it: hand-held receivers are no better.</summary>
    public const double NearM = 10;

    private PointScan(IReadOnlyList<ScannedPoint> points) => Points = points;

    /// <summary>Those with something to say, by type, then id.</summary>
    public IReadOnlyList<ScannedPoint> Points { get; }

    /// <summary>Two decimals of a degree or fewer: a cell of a kilometre, no point.</summary>
    public static bool IsCoarse(double longitudeDeg, double latitudeDeg) => IsShort(longitudeDeg) && IsShort(latitudeDeg);

    public static PointScan Run(CheckData data)
    {
        List<Row> rows = [];
        foreach (var type in data.Types.All.Where(type => type.Shape == ShapeKind.Point && type.Code != "case"))
        {
            var district = type.Ordinal("district") >= 0 ? "t.f_district" : "NULL";
            var release = type.Code == "found-item" ? "t.f_released_area" : "NULL";
            Dictionary<string, string> names = new(StringComparer.Ordinal);
            string? Once(string? name) => name is null ? null : names.TryGetValue(name, out var one) ? one : names[name] = name;
            rows.AddRange(data.Rows(
                $"SELECT t.client_key, {district}, {release}, t.geometry FROM {type.Table} t WHERE t.is_current = 1 AND t.geometry IS NOT NULL ORDER BY t.client_key",
                row =>
                {
                    var wkb = row.GetFieldValue<byte[]>(3);
                    return new Row(
                        type.Code, row.GetString(0), Once(row.IsDBNull(1) ? null : row.GetString(1)), Once(row.IsDBNull(2) ? null : row.GetString(2)),
                        new(BitConverter.ToDouble(wkb, 5), BitConverter.ToDouble(wkb, 13)));
                }));
        }

        var tree = new STRtree<LandShape>();
        foreach (var land in data.Land.Where(land => land.LonLat is not null))
        {
            tree.Insert(land.LonLat!.EnvelopeInternal, land);
        }

        tree.Build();
        data.Districts.Prepare();
        var releases = data.Land.Where(land => land.IsRelease).GroupBy(land => land.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var points = new ScannedPoint?[rows.Count];
        RowLoop.Run(rows.Count, data.Workers, new Scan(rows, data.Districts, tree, releases, points), null, data.Cancellation);
        return new([.. points.OfType<ScannedPoint>()]);
    }

    private static bool IsShort(double degrees)
    {
        var cents = degrees * 100;
        return Math.Abs(cents - Math.Round(cents)) < 1e-7;
    }

    private sealed record Row(string Type, string Id, string? District, string? Release, Coordinate At);

    private readonly struct Scan(List<Row> rows, DistrictIndex districts, STRtree<LandShape> land, Dictionary<string, LandShape> releases, ScannedPoint?[] points) : IRowOperation
    {
        public void Invoke(int i)
        {
            var row = rows[i];
            var notIn = row.District is { } code && districts.Knows(code) && !districts.Covers(code, row.At.X, row.At.Y) ? code : null;
            var coarse = IsCoarse(row.At.X, row.At.Y);
            var outside = row.Type == "found-item" && !InLand(row.At);
            var notInRelease = row.Release is { } id && releases.TryGetValue(id, out var release) && !IsNear(release, row.At) ? id : null;
            points[i] = notIn is null && !coarse && !outside && notInRelease is null ? null : new(row.Type, row.Id, coarse, notIn, outside, notInRelease, new GeoPoint(row.At.X, row.At.Y));
        }

        private bool InLand(Coordinate at)
        {
            var box = new Envelope(at);
            foreach (var candidate in land.Query(box))
            {
                if (candidate.Covers(at))
                {
                    return true;
                }
            }

            box.ExpandBy(NearM / 80_000);
            return land.Query(box).Any(candidate => IsNear(candidate, at));
        }

        // 80 km is the least that a degree is long here, so the test in degrees errs towards near.
        private static bool IsNear(LandShape shape, Coordinate at) =>
            shape.Covers(at) || shape.LonLat is { } lonLat && lonLat.IsWithinDistance(lonLat.Factory.CreatePoint(at), NearM / 80_000);
    }
}

/// <param name="NotIn">The district that it says it lies in and does not.</param>
/// <param name="OutsideLand">A find in no recorded hazard and no released land.</param>
/// <param name="NotInRelease">The released area that a find names and does not lie in.</param>
internal sealed record ScannedPoint(string Type, string Id, bool Coarse, string? NotIn, bool OutsideLand, string? NotInRelease, GeoPoint At);
