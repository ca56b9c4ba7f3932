namespace Surefoot.Geodesy.Registration;

/// <summary>A point of an image and where it lies.</summary>
/// <param name="Column">Pixels from the left edge.</param>
/// <param name="Row">Pixels from the top edge.</param>
/// <param name="Ground">In a plane of metres.</param>
public sealed record ControlPoint(string Name, double Column, double Row, PlanePoint Ground);

/// <summary>How far the fit puts a control point from where it was said to be.</summary>
/// <param name="WithoutSelfM">How far the other points alone would put it; null where they are too few to say.</param>
public sealed record ControlResidual(string Name, double EastM, double NorthM, double? WithoutSelfM)
{
    public double LengthM => Math.Sqrt((EastM * EastM) + (NorthM * NorthM));
}

public enum ImageFitKind
{
    /// <summary>Shift, turn and one scale: four numbers.</summary>
    Similarity,

    /// <summary>Also a scale for each axis and a shear: six numbers.</summary>
    Affine,
}

/// <summary>An image laid on a plane: east = East[0] + East[1]·column + East[2]·row, north likewise.</summary>
/// <param name="RootMeanSquareM">Root of the summed squared residuals over the degrees of freedom per axis; NaN where none is left.</param>
/// <param name="Warnings">What makes the fit weak: too few points, nearly on one line, in one corner, one point that the others contradict.</param>
public sealed record ImageFit(ImageFitKind Kind, double[] East, double[] North, IReadOnlyList<ControlResidual> Residuals, double RootMeanSquareM, IReadOnlyList<string> Warnings)
{
    public PlanePoint Place(double column, double row) => new(East[0] + (East[1] * column) + (East[2] * row), North[0] + (North[1] * column) + (North[2] * row));

    /// <summary>The pixel of a place.</summary>
    public (double Column, double Row) Pixel(PlanePoint place)
    {
        double e = place.EastingM - East[0], n = place.NorthingM - North[0], determinant = (East[1] * North[2]) - (East[2] * North[1]);
        return (((e * North[2]) - (n * East[2])) / determinant, ((n * East[1]) - (e * North[1])) / determinant);
    }

    /// <summary>Side of a square of the same area as a pixel.</summary>
    public double PixelM => Math.Sqrt(Math.Abs((East[1] * North[2]) - (East[2] * North[1])));

    /// <summary>The image is a mirror image of the ground: control points are mixed up, for no scan is.</summary>
    public bool IsMirrored => (East[1] * North[2]) - (East[2] * North[1]) > 0;
}

/// <summary>Lays an image on the ground by control points, by least squares. The residuals are the answer, not a by-product.</summary>
/// <remarks>
/// Similarity: a + ib = Σ conj(z)w / Σ|z|² over centred pixels z = column − i·row and places w. Affine: normal equations of the centred pixels, one pair of them an axis.
/// All points weigh the same. Not supported: curved paper, folds (several scans, or more points of one part).
/// </remarks>
public static class FitImage
{
    public const int FewestForSimilarity = 2;
    public const int FewestForAffine = 3;

    // With four points an affine has two numbers left to check itself.
    private const int UsualForAffine = 4;

    // Width of the points across their line over their length along it.
    private const double NearlyOneLine = 0.05;
    private const double OneCorner = 0.25;
    private const double Contradicts = 3;

    /// <param name="kind">Null: affine from four points on.</param>
    /// <param name="columns">Of the image, to see whether the points cover it; 0 if not known.</param>
    /// <returns>Null with the reason where the points do not say where the image lies.</returns>
    public static (ImageFit? Fit, string? Reason) Run(IReadOnlyList<ControlPoint> points, ImageFitKind? kind = null, int columns = 0, int rows = 0)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < FewestForSimilarity)
        {
            return (null, points.Count == 0 ? "There are no control points." : "One control point cannot turn an image; two are the fewest.");
        }

        var chosen = kind ?? (points.Count >= UsualForAffine ? ImageFitKind.Affine : ImageFitKind.Similarity);
        if (chosen == ImageFitKind.Affine && points.Count < FewestForAffine)
        {
            return (null, "Two control points cannot shear an image; three are the fewest for an affine fit.");
        }

        if (Solve(points, chosen) is not { } solved)
        {
            return (null, "The control points lie on one another or on one line.");
        }

        ControlResidual[] residuals = [.. points.Select((point, i) =>
        {
            var (e, n) = Off(solved, point);
            return new ControlResidual(point.Name, e, n, WithoutSelf(points, i, chosen));
        })];
        var free = (2 * points.Count) - (chosen == ImageFitKind.Affine ? 6 : 4);
        var rms = free > 0 ? Math.Sqrt(residuals.Sum(one => one.LengthM * one.LengthM) * 2 / free) : double.NaN;
        var fit = new ImageFit(chosen, solved.East, solved.North, residuals, rms, []);
        return (fit with { Warnings = [.. Warn(points, fit, columns, rows)] }, null);
    }

    private static IEnumerable<string> Warn(IReadOnlyList<ControlPoint> points, ImageFit fit, int columns, int rows)
    {
        if (double.IsNaN(fit.RootMeanSquareM))
        {
            yield return "No point is left over: a slip in one of them cannot show. Add another.";
        }

        if (fit.IsMirrored)
        {
            yield return "The fit is a mirror image: two points are mixed up, or eastings and northings are.";
        }

        if (points.Count > 2 && Slenderness(points) < NearlyOneLine)
        {
            yield return "The points lie nearly on one line: off it the image may tilt freely. Add one far from that line.";
        }

        if (columns > 0 && rows > 0 && Extent(points, point => point.Column) < OneCorner * columns && Extent(points, point => point.Row) < OneCorner * rows)
        {
            yield return "The points lie in one corner of the image: elsewhere the fit is a guess. Spread them.";
        }

        // Without it the others agree: then it is the one.
        var suspect = Enumerable.Range(0, points.Count).MaxBy(i => fit.Residuals[i].WithoutSelfM ?? 0);
        if (points.Count > UsualForAffine && fit.Residuals[suspect].WithoutSelfM is { } worst && RmsWithout(points, suspect, fit.Kind) is { } rest && worst > Contradicts * Math.Max(rest, fit.PixelM))
        {
            yield return FormattableString.Invariant($"{points[suspect].Name} lies {worst:0} m from where the others put it: look at it again.");
        }
    }

    private static double? RmsWithout(IReadOnlyList<ControlPoint> points, int left, ImageFitKind kind)
    {
        ControlPoint[] others = [.. points.Where((_, i) => i != left)];
        var free = (2 * others.Length) - (kind == ImageFitKind.Affine ? 6 : 4);
        return free > 0 && Solve(others, kind) is { } solved
            ? Math.Sqrt(others.Select(point => Off(solved, point)).Sum(off => (off.East * off.East) + (off.North * off.North)) * 2 / free)
            : null;
    }

    private static double Extent(IReadOnlyList<ControlPoint> points, Func<ControlPoint, double> of) => points.Max(of) - points.Min(of);

    private static double? WithoutSelf(IReadOnlyList<ControlPoint> points, int self, ImageFitKind kind)
    {
        ControlPoint[] others = [.. points.Where((_, i) => i != self)];
        if (others.Length < (kind == ImageFitKind.Affine ? FewestForAffine : FewestForSimilarity) || Solve(others, kind) is not { } solved)
        {
            return null;
        }

        var (e, n) = Off(solved, points[self]);
        return Math.Sqrt((e * e) + (n * n));
    }

    private static (double East, double North) Off((double[] East, double[] North) fit, ControlPoint point) => (
        fit.East[0] + (fit.East[1] * point.Column) + (fit.East[2] * point.Row) - point.Ground.EastingM,
        fit.North[0] + (fit.North[1] * point.Column) + (fit.North[2] * point.Row) - point.Ground.NorthingM);

    private static (double[] East, double[] North)? Solve(IReadOnlyList<ControlPoint> points, ImageFitKind kind) => kind == ImageFitKind.Affine ? Affine(points) : Similarity(points);

    // Pixels count downward, north upward: the turn is that of (column, −row).
    private static (double[] East, double[] North)? Similarity(IReadOnlyList<ControlPoint> points)
    {
        var (c0, r0, e0, n0) = Means(points);
        double a = 0, b = 0, size = 0;
        foreach (var point in points)
        {
            double x = point.Column - c0, y = r0 - point.Row, e = point.Ground.EastingM - e0, n = point.Ground.NorthingM - n0;
            a += (x * e) + (y * n);
            b += (x * n) - (y * e);
            size += (x * x) + (y * y);
        }

        if (size < 1e-9)
        {
            return null;
        }

        (a, b) = (a / size, b / size);
        return ([e0 - (a * c0) - (b * r0), a, b], [n0 - (b * c0) + (a * r0), b, -a]);
    }

    private static (double[] East, double[] North)? Affine(IReadOnlyList<ControlPoint> points)
    {
        var (c0, r0, e0, n0) = Means(points);
        double cc = 0, cr = 0, rr = 0, ce = 0, re = 0, cn = 0, rn = 0;
        foreach (var point in points)
        {
            double c = point.Column - c0, r = point.Row - r0, e = point.Ground.EastingM - e0, n = point.Ground.NorthingM - n0;
            (cc, cr, rr) = (cc + (c * c), cr + (c * r), rr + (r * r));
            (ce, re, cn, rn) = (ce + (c * e), re + (r * e), cn + (c * n), rn + (r * n));
        }

        var determinant = (cc * rr) - (cr * cr);
        if (determinant < 1e-9 * Math.Max(1, cc * rr))
        {
            return null;
        }

        double[] One(double first, double second, double mean)
        {
            var byColumn = ((rr * first) - (cr * second)) / determinant;
            var byRow = ((cc * second) - (cr * first)) / determinant;
            return [mean - (byColumn * c0) - (byRow * r0), byColumn, byRow];
        }

        return (One(ce, re, e0), One(cn, rn, n0));
    }

    // Square root of the ratio of the two eigenvalues of the scatter of the pixels: 0 on a line, 1 for a cross.
    private static double Slenderness(IReadOnlyList<ControlPoint> points)
    {
        var (c0, r0, _, _) = Means(points);
        double cc = 0, cr = 0, rr = 0;
        foreach (var point in points)
        {
            double c = point.Column - c0, r = point.Row - r0;
            (cc, cr, rr) = (cc + (c * c), cr + (c * r), rr + (r * r));
        }

        double half = (cc + rr) / 2, root = Math.Sqrt(Math.Max(0, (half * half) - (cc * rr) + (cr * cr)));
        return half + root <= 0 ? 0 : Math.Sqrt(Math.Max(0, half - root) / (half + root));
    }

    private static (double Column, double Row, double East, double North) Means(IReadOnlyList<ControlPoint> points) =>
        (points.Average(p => p.Column), points.Average(p => p.Row), points.Average(p => p.Ground.EastingM), points.Average(p => p.Ground.NorthingM));
}
