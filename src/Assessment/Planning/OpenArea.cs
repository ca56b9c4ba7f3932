using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Planning;

/// <summary>A hazard area with ground still open, as the account and the records give it.</summary>
/// <param name="Id">Of the hazard area.</param>
/// <param name="District">Code, or <see cref="AccountStatement.Unassigned"/>.</param>
/// <param name="OpenM2">Net of overlap and of every release.</param>
/// <param name="Middle">In the account's plane, metres.</param>
/// <param name="Position">Longitude and latitude of the middle.</param>
internal sealed record OpenArea(
    string Id,
    string District,
    bool IsConfirmed,
    bool HasMines,
    bool IsRecordedField,
    IReadOnlyList<string> Blocks,
    double OpenM2,
    Coordinate Middle,
    Coordinate Position)
{
    /// <summary>A strip along a mined road outside every hazard area: all of it is searched at depth.</summary>
    public bool IsStrip { get; init; }

    /// <summary>Share of its open ground that is still its own after pieces were cut out; its expected items shrink with it.</summary>
    public double KeptShare { get; init; } = 1;
}

internal static class ReadOpenAreas
{
    // Less than a room is a sliver of rounding, not work.
    private const double SliverM2 = 10;

    public static List<OpenArea> Handle(RegistryReader reader, LandAccount account, DateOnly asOf, CancellationToken cancellation)
    {
        var balances = account.PolygonBalances(asOf)
            .Where(balance => !balance.Land.IsRelease && (double)balance.Open.M2 >= SliverM2)
            .ToDictionary(balance => balance.Land.Id, StringComparer.Ordinal);
        var areas = new List<OpenArea>();
        foreach (var (id, row) in Standing(reader, cancellation))
        {
            if (row.ReadGeometry() is not { } shape || !balances.TryGetValue(id, out var balance))
            {
                continue;
            }

            areas.Add(Describe(id, row, (double)balance.Open.M2, balance.Land.Polygon, shape));
        }

        // By id, so that the plan does not depend on the order in which records came.
        areas.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return areas;
    }

    /// <summary>One hazard area by its record; null if there is none.</summary>
    public static OpenArea? Describe(RegistryReader reader, string id, double openM2, Geometry inPlane) =>
        (reader.Find("hazard-area", id) ?? DisputedLand.Read(reader, RecordQuery.Now).FurtherHazards.FirstOrDefault(row => DisputedLand.KeyOf(row) == id)) is { } row
            && row.ReadGeometry() is { } shape ? Describe(id, row, openM2, inPlane, shape) : null;

    // As the account counts them: ground that only a competing version claims is work too.
    private static IEnumerable<(string Id, RecordRow Row)> Standing(RegistryReader reader, CancellationToken cancellation) =>
        reader.List("hazard-area", RecordQuery.Now, cancellation).Select(row => (row.Id, row))
            .Concat(DisputedLand.Read(reader, RecordQuery.Now).FurtherHazards.Select(row => (DisputedLand.KeyOf(row), row)));

    /// <summary>Mined roads that a corridor needs and no hazard area covers.</summary>
    public static IEnumerable<OpenArea> Strips(RegistryReader reader, IReadOnlyList<BlockingGround> roads)
    {
        foreach (var road in roads.OrderBy(road => road.Id, StringComparer.Ordinal))
        {
            if (reader.Find("road-blockage", road.Id) is { } row && row.ReadGeometry() is { } shape)
            {
                yield return new OpenArea(
                    road.Id, row["district"] as string ?? AccountStatement.Unassigned, true, true, false, ["road"], road.AreaM2,
                    PlaneProjection.Karabakh.Project(shape).Centroid.Coordinate, shape.Centroid.Coordinate)
                { IsStrip = true };
            }
        }
    }

    private static OpenArea Describe(string id, RecordRow row, double openM2, Geometry inPlane, Geometry shape)
    {
        var categories = Codes(row, "categories");
        return new OpenArea(
            id,
            row["district"] as string ?? AccountStatement.Unassigned,
            row["kind"] as string == "confirmed",
            categories.Count == 0 || categories.Contains("ap-mine") || categories.Contains("at-mine"),
            row["basis"] as string == "minefield-record",
            Codes(row, "blocks"),
            openM2,
            inPlane.Centroid.Coordinate,
            shape.Centroid.Coordinate);
    }

    private static IReadOnlyList<string> Codes(RecordRow row, string field) => row[field] switch
    {
        IReadOnlyList<string> many => many,
        string text when text.Length > 0 => text.Split(';'),
        _ => [],
    };
}
