using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Numerics;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Accounting;

/// <summary>Takes the approved hazard and release polygons out of the registry into the account's plane.</summary>
/// <remarks>Of disputed land the dangerous side: all standing versions of a hazard, none of a release (<see cref="DisputedLand"/>).</remarks>
public static class ReadLand
{
    private static readonly (string Type, LandKind Kind)[] Releases =
    [
        ("cancelled-area", LandKind.Cancelled),
        ("reduced-area", LandKind.Reduced),
        ("cleared-area", LandKind.Cleared),
    ];

    /// <param name="query">Which versions hold; <c>KnownAt</c> gives the land as it was known then. All dates are taken: the account cuts by date itself.</param>
    public static IReadOnlyList<LandPolygon> Handle(RegistryReader reader, RecordQuery query, int workers, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var disputed = DisputedLand.Read(reader, query);
        var rows = reader.List("hazard-area", query, cancellation)
            .Select(row => (Row: row, Kind: row["kind"] as string == "confirmed" ? LandKind.Confirmed : LandKind.Suspected, Key: row.Id))
            .Concat(disputed.FurtherHazards.Select(row => (Row: row, Kind: LandKind.Suspected, Key: DisputedLand.KeyOf(row))))
            .Concat(Releases.SelectMany(release => reader.List(release.Type, query, cancellation).Where(row => !disputed.Holds(row)).Select(row => (Row: row, release.Kind, Key: row.Id))))
            .ToArray();
        var polygons = new LandPolygon[rows.Length];
        RowLoop.Run(rows.Length, workers, new Project(rows, polygons), progress, cancellation);
        return polygons;
    }

    private readonly struct Project((RecordRow Row, LandKind Kind, string Key)[] rows, LandPolygon[] polygons) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (record, kind, key) = rows[row];
            var geometry = record.Wkb is { } wkb
                ? PlaneProjection.Karabakh.Project(new WKBReader().Read(wkb))
                : Polygon.Empty;
            polygons[row] = new LandPolygon(key, kind, DateOf(record, kind), geometry)
            {
                Organisation = record["organisation"] as string ?? "",
                Method = Optional(record, "method"),
                Use = Optional(record, "landUse"),
            };
        }

        // A hazard holds from when it was known in the field, a release from the day it was signed.
        private static DateOnly DateOf(RecordRow record, LandKind kind) =>
            kind is LandKind.Suspected or LandKind.Confirmed ? record.InformationDate : (DateOnly)record["releasedOn"]!;

        private static string Optional(RecordRow record, string field) =>
            record.Type.Ordinal(field) >= 0 ? record[field] as string ?? "" : "";
    }
}
