using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Importing;

/// <summary>Area of the union of a file's polygons in the account's plane: what the file covers, overlap once.</summary>
internal sealed class NetArea
{
    private readonly List<Geometry> _polygons = [];

    public void Add(Geometry lonLat) => _polygons.Add(PlaneProjection.Karabakh.Project(lonLat));

    /// <summary>Null if there was no polygon.</summary>
    public double? AreaM2(int workers, CancellationToken cancellation) =>
        _polygons.Count == 0 ? null : (double)LandUnion.Measure(_polygons, workers, cancellation: cancellation).Net.M2;
}
