using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Geodesy.Written;

namespace Surefoot.Exchange.Reading;

/// <summary>Points by name, out of any file of points: a column <c>name</c> (else <c>id</c>), and <c>sigmaM</c> if it is known how good they are.</summary>
public static class KnownPoints
{
    public static IReadOnlyDictionary<string, NamedPoint> Read(string path, ReferenceAreas areas, FindingList findings)
    {
        var points = new Dictionary<string, NamedPoint>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in SourceReader.Read(path, new ReadOptions(), areas, findings))
        {
            if ((row.Fields.GetValueOrDefault("name") ?? row.Fields.GetValueOrDefault("id"))?.Trim() is not { Length: > 0 } name || row.Geometry is not Point point)
            {
                findings.Add(new(Verdict.Reject, row.Row, "name", null, "points.row", string.Create(CultureInfo.InvariantCulture, $"Row {row.Row} is no point with a name."), "A name, lon and lat in each row."));
                continue;
            }

            double? sigmaM = double.TryParse(row.Fields.GetValueOrDefault("sigmaM"), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
            if (!points.TryAdd(name, new(name, new(point.X, point.Y), sigmaM)))
            {
                findings.Add(new(Verdict.Reject, row.Row, "name", Text.Cut(name), "points.twice", $"Two points are named '{Text.Cut(name, 60)}'.", "Give each its own name."));
            }
        }

        return points;
    }
}
