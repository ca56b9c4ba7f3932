using Surefoot.Account.Arrangement;

namespace Surefoot.Account.Books;

/// <summary>A land polygon made ready: on the grid, and comparable in the order in which polygons act.</summary>
internal sealed class LandEntry(LandPolygon polygon) : IComparable<LandEntry>
{
    internal LandPolygon Land { get; } = polygon;

    internal GridPolygon Grid { get; } = GridPolygon.From(polygon.Id, polygon.Polygon);

    internal LandKind Kind => Land.Kind;

    internal DateOnly Date => Land.Date;

    /// <summary>By day; on one day recorded, confirmed, cancelled, reduced, cleared; then by id. Total, so the order of input cannot matter.</summary>
    public int CompareTo(LandEntry? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byDate = Land.Date.CompareTo(other.Land.Date);
        if (byDate != 0)
        {
            return byDate;
        }

        return Land.Kind != other.Land.Kind ? Land.Kind.CompareTo(other.Land.Kind) : string.CompareOrdinal(Land.Id, other.Land.Id);
    }
}
