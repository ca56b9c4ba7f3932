using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Surefoot.Geodesy.OneWay;

/// <summary>A polygon with its edges moved out (or in) in parallel: corners stay corners, so the result does not tell by how much it was moved.</summary>
/// <remarks>Both ways within what the buffer computes to; who promises one way checks it on the result, as the public danger zones do by distance.</remarks>
public static class ParallelEdges
{
    // Corners sharper than 60° are cut at this multiple of the distance instead of running far out.
    private const double MitreLimit = 2;

    private static readonly BufferParameters Mitred = new(8, EndCapStyle.Flat, JoinStyle.Mitre, MitreLimit);

    /// <param name="inPlane">In metres.</param>
    /// <param name="distanceM">Outward; negative inward, where nothing may be left.</param>
    public static Geometry Move(Geometry inPlane, double distanceM) => BufferOp.Buffer(inPlane, distanceM, Mitred);
}
