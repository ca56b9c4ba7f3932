using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Importing;

/// <summary>Area of the union of a file's polygons in the account's plane: what the file covers, overlap once.</summary>
internal sealed class NetArea
{
    private readonly List<Geometry> _polygons = [];

    public void Add(Geometry lonLat) => _polygons.Add(PlaneProjection.Karabakh.Project(lonLat));

    /// <summary>Null if there was no polygon.</summary>
    public double? AreaM2()
    {
        if (_polygons.Count == 0)
        {
            return null;
        }

        // The whole set at once: folding one by one gives other bits in another order (INTEGRITY 1).
        return CascadedPolygonUnion.Union(_polygons).Area;
    }
}
