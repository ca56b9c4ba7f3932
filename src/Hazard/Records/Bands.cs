using Surefoot.Numerics;

namespace Surefoot.Hazard.Records;

/// <summary>Bands out of outlines and rows, and how far a place belongs to one.</summary>
public static class Bands
{
    // A logistic edge of this steepness follows the Gaussian's integral to 1 %.
    private const double LogisticPerSigma = 1.702;

    /// <summary>The field as one band: the longest axis of the outline (principal axis of its area's second moments), and the smallest box along it.</summary>
    /// <param name="outline">x, y alternating, closed or not, at least three corners.</param>
    public static RecordBand OfOutline(ReadOnlySpan<double> outline)
    {
        var n = outline.Length / 2;
        if (n < 3)
        {
            throw new ArgumentException("An outline has three corners at least.", nameof(outline));
        }

        // Second moments of the area by its edges, about the first corner so that large coordinates lose no digits.
        double x0 = outline[0], y0 = outline[1], area = 0, mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < n; i++)
        {
            var j = (i + 1) % n;
            double ax = outline[2 * i] - x0, ay = outline[(2 * i) + 1] - y0, bx = outline[2 * j] - x0, by = outline[(2 * j) + 1] - y0;
            var cross = (ax * by) - (bx * ay);
            area += cross / 2;
            mx += (ax + bx) * cross / 6;
            my += (ay + by) * cross / 6;
            xx += ((ax * ax) + (ax * bx) + (bx * bx)) * cross / 12;
            yy += ((ay * ay) + (ay * by) + (by * by)) * cross / 12;
            xy += ((ax * ((2 * ay) + by)) + (bx * (ay + (2 * by)))) * cross / 24;
        }

        if (Math.Abs(area) < 1e-6)
        {
            throw new ArgumentException("The outline has no area.", nameof(outline));
        }

        (mx, my) = (mx / area, my / area);
        (xx, yy, xy) = ((xx / area) - (mx * mx), (yy / area) - (my * my), (xy / area) - (mx * my));
        var (sin, cos) = Math.SinCos(0.5 * Math.Atan2(2 * xy, xx - yy));
        double lowT = double.MaxValue, highT = double.MinValue, lowS = double.MaxValue, highS = double.MinValue;
        for (var i = 0; i < n; i++)
        {
            double x = outline[2 * i] - x0, y = outline[(2 * i) + 1] - y0;
            double t = (x * cos) + (y * sin), s = (y * cos) - (x * sin);
            (lowT, highT, lowS, highS) = (Math.Min(lowT, t), Math.Max(highT, t), Math.Min(lowS, s), Math.Max(highS, s));
        }

        double midT = (lowT + highT) / 2, midS = (lowS + highS) / 2;
        return new(x0 + (midT * cos) - (midS * sin), y0 + (midT * sin) + (midS * cos), cos, sin, (highT - lowT) / 2, (highS - lowS) / 2);
    }

    /// <summary>A row from one point to another.</summary>
    public static RecordBand OfRow(double fromX, double fromY, double toX, double toY, double halfWidthM)
    {
        double dx = toX - fromX, dy = toY - fromY, length = Math.Sqrt((dx * dx) + (dy * dy));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfWidthM);
        return length < 1e-9
            ? new((fromX + toX) / 2, (fromY + toY) / 2, 1, 0, halfWidthM, halfWidthM)
            : new((fromX + toX) / 2, (fromY + toY) / 2, dx / length, dy / length, (length / 2) + halfWidthM, halfWidthM);
    }

    /// <summary>Rows where only their number and the outline are known: evenly over the width, each as wide as its share of it.</summary>
    /// <remarks>A guess about the drawing, not about the ground: only how many rows there are comes from the record.</remarks>
    public static RecordBand[] Rows(RecordBand field, int rows)
    {
        var count = Math.Clamp(rows, 1, 50);
        var made = new RecordBand[count];
        var half = field.HalfWidthM / count;
        for (var i = 0; i < count; i++)
        {
            var across = -field.HalfWidthM + (((2 * i) + 1) * half);
            made[i] = field with { XM = field.XM - (across * field.AlongY), YM = field.YM + (across * field.AlongX), HalfWidthM = half };
        }

        return made;
    }

    /// <summary>The share of the band's mass that lies at a place, 0 to 1: 1 inside, falling at the edges as σ says (METHODS H4).</summary>
    public static double Membership(in RecordBand band, double xM, double yM, double sigmaM)
    {
        double dx = xM - band.XM, dy = yM - band.YM;
        var along = (dx * band.AlongX) + (dy * band.AlongY);
        var across = (dy * band.AlongX) - (dx * band.AlongY);
        return Within(along, band.HalfLengthM, sigmaM) * Within(across, band.HalfWidthM, sigmaM);
    }

    /// <summary>The band moved with its sheet.</summary>
    public static RecordBand Move(in RecordBand band, in SheetPose pose)
    {
        var (x, y) = pose.Apply(band.XM, band.YM);
        var (sin, cos) = Math.SinCos(pose.TurnRad);
        return band with { XM = x, YM = y, AlongX = (band.AlongX * cos) - (band.AlongY * sin), AlongY = (band.AlongX * sin) + (band.AlongY * cos) };
    }

    private static double Within(double offset, double half, double sigmaM) =>
        ExpLog.Logistic(LogisticPerSigma * (half - offset) / sigmaM) + ExpLog.Logistic(LogisticPerSigma * (half + offset) / sigmaM) - 1;
}

/// <summary>What moves a sheet to where its records should lie: turned about its middle, then shifted.</summary>
/// <param name="MiddleXM">About which it turns: the middle of the sheet's records.</param>
/// <param name="TurnRad">Counter-clockwise.</param>
public readonly record struct SheetPose(double MiddleXM, double MiddleYM, double EastM, double NorthM, double TurnRad)
{
    public double TurnDeg => double.RadiansToDegrees(TurnRad);

    public (double XM, double YM) Apply(double xM, double yM)
    {
        var (sin, cos) = Math.SinCos(TurnRad);
        double dx = xM - MiddleXM, dy = yM - MiddleYM;
        return (MiddleXM + EastM + (dx * cos) - (dy * sin), MiddleYM + NorthM + (dx * sin) + (dy * cos));
    }
}
