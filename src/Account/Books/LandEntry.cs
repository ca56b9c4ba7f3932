using Surefoot.Account.Arrangement;

namespace Surefoot.Account.Books;

/// <summary>A land polygon made ready: on the grid, and comparable in the order in which polygons act.</summary>
/// <remarks>A suspected hazard that was confirmed later acts twice: as what it was recorded, and by its <see cref="Confirmation"/>.</remarks>
internal sealed class LandEntry : IComparable<LandEntry>
{
    internal LandEntry(LandPolygon polygon)
    {
        Land = polygon;
        Grid = GridPolygon.From(polygon.Id, polygon.Polygon);
        Kind = polygon.Kind;
        Date = polygon.Date;
        Main = this;
        if (polygon.SuspectedSince is { } since)
        {
            if (polygon.Kind != LandKind.Confirmed || since >= polygon.Date)
            {
                throw new ArgumentException($"{polygon.Id}: only a confirmed hazard was suspected before, and not after {polygon.Date:yyyy-MM-dd}.", nameof(polygon));
            }

            Kind = LandKind.Suspected;
            Date = since;
            Confirmation = new LandEntry(this);
        }
    }

    private LandEntry(LandEntry main)
    {
        Land = main.Land;
        Grid = main.Grid;
        Kind = LandKind.Confirmed;
        Date = main.Land.Date;
        Main = main;
    }

    internal LandPolygon Land { get; }

    internal GridPolygon Grid { get; }

    internal LandKind Kind { get; }

    internal DateOnly Date { get; }

    /// <summary>Of a confirmation the recording of the same hazard, otherwise this one.</summary>
    internal LandEntry Main { get; }

    internal LandEntry? Confirmation { get; }

    internal bool IsConfirmation => !ReferenceEquals(Main, this);

    /// <summary>By day; on one day recorded, confirmed, cancelled, reduced, cleared; then by id. Total, so the order of input cannot matter.</summary>
    public int CompareTo(LandEntry? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byDate = Date.CompareTo(other.Date);
        if (byDate != 0)
        {
            return byDate;
        }

        return Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Land.Id, other.Land.Id);
    }
}
