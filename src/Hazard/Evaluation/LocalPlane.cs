using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>A plain local plane in kilometres for evaluating point tables: good to a few per cent over a country, never used for land.</summary>
public static class LocalPlane
{
    private const double KmPerDegree = 110.57;
    private const double EquatorKmPerDegree = 111.32;

    /// <summary>The published recipe of METHODS: x = lon·110.57·cos φ, y = lat·110.57, with φ = 5.9° near there, else the mean latitude.</summary>
    /// <remarks>φ is held at 5.9° within ten degrees of it so that figures from different files of the same country are made in one plane (scale error below 4 %).</remarks>
    public static (double[] XKm, double[] YKm) OfCells(double[] longitude, double[] latitude, double meanLatitude)
    {
        var reference = Math.Abs(meanLatitude - 5.9) <= 10 ? 5.9 : meanLatitude;
        var scale = KmPerDegree * Cosine(reference);
        return (Array.ConvertAll(longitude, v => v * scale), Array.ConvertAll(latitude, v => v * KmPerDegree));
    }

    /// <summary>For events: x = (lon − west)·111.32·cos φ, y = (lat − south)·110.57, φ the mean latitude rounded down to half a degree.</summary>
    public static (double[] XKm, double[] YKm) OfEvents(double[] longitude, double[] latitude)
    {
        var west = longitude.Min();
        var south = latitude.Min();
        var reference = Math.Floor(LaneSum.Of(latitude) / latitude.Length * 2) / 2;
        var scale = EquatorKmPerDegree * Cosine(reference);
        return (Array.ConvertAll(longitude, v => (v - west) * scale), Array.ConvertAll(latitude, v => (v - south) * KmPerDegree));
    }

    private static double Cosine(double degrees) => Math.Cos(degrees * Math.PI / 180.0);
}
