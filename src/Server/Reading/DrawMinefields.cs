using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;
using Surefoot.Assessment.Minefields;
using Surefoot.Geodesy;
using Surefoot.Hazard.Records;
using Surefoot.Journal;
using Surefoot.Registry.Minefields;
using Surefoot.Registry.Reading;
using Surefoot.Server.Content;

namespace Surefoot.Server.Reading;

/// <summary>Minefield records with what follows from them, and drawings of one record over finds and searched ground.</summary>
/// <param name="reader">Of the person who looks: finds and searches that they may not see are not drawn.</param>
/// <param name="match">Null where none is kept or this person may not see predictions.</param>
public sealed class DrawMinefields(JournalStore journal, RegistryReader reader, MinefieldMatch? match)
{
    private const int MostFinds = 3000;
    private const double AroundM = 120;
    private const double LeastHalfM = 250;
    private const double MostHalfM = 2500;
    private const double CorridorSigmas = 1.96;

    public MinefieldSource Source() => new(List, Find);

    private bool Stale => match is not null && MatchRuns.IsStale(match, journal);

    private MinefieldList List()
    {
        List<MinefieldLine> lines = [];
        foreach (var row in reader.List("minefield-record", RecordQuery.Now with { Order = RecordOrder.Id }))
        {
            var record = row.As<MinefieldRecord>();
            lines.Add(new(row.Id, record.Sheet, record.AuthorUnit, record.LaidOn, record.Category, JudgeCompleteness.Handle(record, row.Wkb is not null), match?.Find(row.Id)));
        }

        var seen = lines.Select(line => line.Sheet).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<MatchedSheet> sheets = [.. (match?.Sheets ?? []).Where(sheet => seen.Contains(sheet.Sheet)).OrderBy(sheet => sheet.Sheet, StringComparer.Ordinal)];
        // Counts behind a trust are of the records that this person sees.
        var bySheet = lines.Where(line => line.Match is not null).ToLookup(line => line.Sheet, line => line.Match!, StringComparer.Ordinal);
        var byUnit = lines.Where(line => line is { Match: not null, Unit: not null }).ToLookup(line => line.Unit!, line => line.Match!, StringComparer.Ordinal);
        return new(match is not null, Stale, sheets, lines)
        {
            SheetTrust = [.. sheets.Select(sheet => TrustLine.Of(sheet.Sheet, bySheet[sheet.Sheet], sheet.Trust))],
            Units = [.. (match?.Units ?? []).Where(unit => byUnit.Contains(unit.Unit)).OrderBy(unit => unit.Unit, StringComparer.Ordinal).Select(unit => TrustLine.Of(unit.Unit, byUnit[unit.Unit], unit.Trust))],
            Prior = match?.MeanTrust,
        };
    }

    private List<TrustLine> TrustOf(MatchedRecord matched)
    {
        List<TrustLine> lines = [TrustLine.Of("this record", [matched], new(matched.Trust, double.NaN, double.NaN))];
        var seen = reader.Ids("minefield-record").ToHashSet(StringComparer.Ordinal);
        var others = match!.Records.Where(record => seen.Contains(record.Id)).ToList();
        if (match.Sheet(matched.Sheet) is { } sheet)
        {
            lines.Add(TrustLine.Of("sheet " + sheet.Sheet, others.Where(record => record.Sheet == sheet.Sheet), sheet.Trust));
        }

        if (match.Units.FirstOrDefault(unit => unit.Unit == matched.Unit) is { } author)
        {
            lines.Add(TrustLine.Of("unit " + author.Unit, others.Where(record => record.Unit == author.Unit), author.Trust));
        }

        return lines;
    }

    private MinefieldDetail? Find(string id)
    {
        if (DescribeMinefield.Handle(journal, reader, id) is not { } described)
        {
            return null;
        }

        var matched = match?.Find(id);
        var sheet = matched is { OffSheet: false } ? match!.Sheet(matched.Sheet) : null;
        if (described.Rows is not { } rows)
        {
            return new(described, matched, sheet, Stale, null, null) { Trust = matched is null ? [] : TrustOf(matched) };
        }

        var shell = PredictRows.LargestShell(described.Row.ReadGeometry()) ?? [];
        List<(double X, double Y)> extent = [.. shell.Chunk(2).Select(at => (at[0], at[1]))];
        foreach (var band in rows.Bands)
        {
            extent.AddRange(Corners(band, band.HalfLengthM, band.HalfWidthM));
        }

        // A sheet that is not resolved has corridors as wide as what is open: they may leave the drawing, the drawing stays with the record.
        extent.AddRange((matched?.Rows ?? []).SelectMany(row => sheet is { Resolved: true } ? row.Corridor : row.Line).Select(Plane));
        double west = extent.Min(p => p.X), east = extent.Max(p => p.X), south = extent.Min(p => p.Y), north = extent.Max(p => p.Y);
        var half = Math.Clamp((Math.Max(east - west, north - south) / 2) + AroundM, LeastHalfM, MostHalfM);
        var frame = new Frame(((west + east) / 2) - half, ((south + north) / 2) + half, 2 * half);
        var (searched, finds, few) = Ground(frame, described.Record.Category);
        var points = described.Points.Points.Select(point => { var at = EqualAreaPlane.Karabakh.Forward(point.Wgs84); return frame.Point(at.EastingM, at.NorthingM, !point.ByLegs, point.Name); }).ToList();
        var outline = shell.Length == 0 ? [] : (IReadOnlyList<string>)[frame.Path(shell.Chunk(2).Select(at => (at[0], at[1])))];
        var drawn = new MinefieldScene(frame.SideM, searched, finds, outline, [.. rows.Bands.Select((band, i) => Row(frame, band, rows.Names[i], rows.SigmaM))], points, few);
        var moved = matched is null ? null : drawn with { Outline = [], Points = [], Rows = [.. matched.Rows.Select(row => Row(frame, row))] };
        return new(described, matched, sheet, Stale, drawn, moved) { Trust = matched is null ? [] : TrustOf(matched) };
    }

    private (List<string> Searched, List<ScenePoint> Finds, bool Few) Ground(Frame frame, string? category)
    {
        var (a, b) = (frame.Geo(0, 0), frame.Geo(frame.SideM, frame.SideM));
        var query = RecordQuery.Now with { Box = new(Math.Min(a.LongitudeDeg, b.LongitudeDeg), Math.Min(a.LatitudeDeg, b.LatitudeDeg), Math.Max(a.LongitudeDeg, b.LongitudeDeg), Math.Max(a.LatitudeDeg, b.LatitudeDeg)) };
        List<string> searched = [];
        foreach (var row in reader.List("search-coverage", query))
        {
            if (row.ReadGeometry() is { } shape)
            {
                searched.Add(string.Concat(Polygons(shape).SelectMany(part => (IEnumerable<LineString>)[part.Shell, .. part.Holes]).Select(ring => frame.Path(PredictRows.Ring(ring).Chunk(2).Select(at => (at[0], at[1]))))));
            }
        }

        List<ScenePoint> finds = [];
        foreach (var find in reader.ListFoundItemPoints(query).Take(MostFinds + 1))
        {
            var at = EqualAreaPlane.Karabakh.Forward(new GeoPoint(find.LongitudeDeg, find.LatitudeDeg));
            finds.Add(frame.Point(at.EastingM, at.NorthingM, category is null || find.Category == category));
        }

        return (searched, [.. finds.Take(MostFinds)], finds.Count > MostFinds);
    }

    private static SceneRow Row(Frame frame, in RecordBand band, string name, double sigmaM)
    {
        double w = band.HalfWidthM + (CorridorSigmas * sigmaM), l = band.HalfLengthM + (CorridorSigmas * sigmaM);
        var (a, b) = (frame.Point(band.XM - (band.HalfLengthM * band.AlongX), band.YM - (band.HalfLengthM * band.AlongY), true), frame.Point(band.XM + (band.HalfLengthM * band.AlongX), band.YM + (band.HalfLengthM * band.AlongY), true));
        return new(name, frame.Path(Corners(band, l, w)), a.X, a.Y, b.X, b.Y, "drawn");
    }

    private static SceneRow Row(Frame frame, MatchedRow row)
    {
        var (first, last) = (Plane(row.Line[0]), Plane(row.Line[1]));
        var (a, b) = (frame.Point(first.X, first.Y, true), frame.Point(last.X, last.Y, true));
        return new(row.Name, frame.Path(row.Corridor.SkipLast(1).Select(Plane)), a.X, a.Y, b.X, b.Y, row.State);
    }

    private static (double X, double Y)[] Corners(RecordBand band, double l, double w)
    {
        return [At(-l, -w), At(l, -w), At(l, w), At(-l, w)];

        (double X, double Y) At(double t, double s) => (band.XM + (t * band.AlongX) - (s * band.AlongY), band.YM + (t * band.AlongY) + (s * band.AlongX));
    }

    private static (double X, double Y) Plane(double[] place)
    {
        var at = EqualAreaPlane.Karabakh.Forward(new GeoPoint(place[0], place[1]));
        return (at.EastingM, at.NorthingM);
    }

    private static IEnumerable<Polygon> Polygons(Geometry shape) => Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>().Where(part => !part.IsEmpty);

    // Metres from the north-west corner, y downward as drawings have it.
    private readonly record struct Frame(double WestM, double NorthM, double SideM)
    {
        public ScenePoint Point(double x, double y, bool same, string? name = null) => new(Math.Round(x - WestM, 1), Math.Round(NorthM - y, 1), same, name);

        public GeoPoint Geo(double x, double y) => EqualAreaPlane.Karabakh.Inverse(new PlanePoint(WestM + x, NorthM - y));

        public string Path(IEnumerable<(double X, double Y)> ring)
        {
            var text = new StringBuilder();
            foreach (var (x, y) in ring)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? 'M' : 'L')}{x - WestM:0.#} {NorthM - y:0.#}");
            }

            return text.Append('Z').ToString();
        }
    }
}
