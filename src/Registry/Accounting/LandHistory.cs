using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Numerics;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Accounting;

/// <summary>Every approved version of every hazard and release, as known at one instant: from it the land as of any day.</summary>
/// <remarks>
/// As of a day a record stands in its newest version whose information date is not after the day (as in lists and on maps); a record of which the
/// first information is later stands in its earliest version, and the account cuts it by its own date. A hazard holds from the first
/// information about it on, so that a later version (more evidence, another outline) does not record its ground anew; a version that
/// confirms it keeps the day from which it was suspected. What another outline changed about an earlier balance is a correction.
/// Of disputed land it holds the dangerous side (<see cref="DisputedLand"/>).
/// </remarks>
public sealed class LandHistory
{
    private static readonly (string Type, LandKind Kind)[] s_releases =
    [
        ("cancelled-area", LandKind.Cancelled),
        ("reduced-area", LandKind.Reduced),
        ("cleared-area", LandKind.Cleared),
    ];

    private readonly List<(LandKind? Release, List<RecordRow> Versions)> _records = [];
    private readonly Dictionary<long, Geometry> _projected;
    private readonly IReadOnlyList<RecordRow> _disputedHazards;

    private LandHistory(Dictionary<long, Geometry> projected, IReadOnlyList<RecordRow> disputedHazards) => (_projected, _disputedHazards) = (projected, disputedHazards);

    /// <param name="query">Its <c>KnownAt</c> says as known when; its day is not asked.</param>
    /// <param name="other">A history of the same store: geometry of the versions that both hold is shared.</param>
    public static LandHistory Read(RegistryReader reader, RecordQuery query, LandHistory? other = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(query);
        var disputed = DisputedLand.Read(reader, query);
        var history = new LandHistory(other?._projected ?? [], disputed.FurtherHazards);
        var every = query with { AsOf = null, EveryVersion = true };
        history.Add(null, reader.List("hazard-area", every, cancellation));
        foreach (var (type, kind) in s_releases)
        {
            history.Add(kind, reader.List(type, every, cancellation).Where(row => !disputed.Holds(row)));
        }

        return history;
    }

    /// <summary>The land as of a day; null: the newest version of everything. In the order in which the journal learnt of the records.</summary>
    public IReadOnlyList<LandPolygon> AsOf(DateOnly? day, int workers = 1, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var standing = _records.ConvertAll(record => (record.Release, record.Versions, Row: StandingOn(record.Versions, day)));
        Project([.. standing.Select(record => record.Row).Concat(_disputedHazards).Where(row => !_projected.ContainsKey(row.Sequence))], workers, progress, cancellation);
        var land = new List<LandPolygon>(standing.Count);
        foreach (var (release, versions, row) in standing)
        {
            if (release is { } kind)
            {
                land.Add(ToLand(row, kind, (DateOnly)row["releasedOn"]!));
            }
            else
            {
                AddHazard(land, versions, row, day);
            }
        }

        land.AddRange(_disputedHazards.Select(row => ToLand(row, LandKind.Suspected, row.InformationDate) with { Id = DisputedLand.KeyOf(row) }));
        return land;
    }

    private void Add(LandKind? release, IEnumerable<RecordRow> rows)
    {
        var numberOf = new Dictionary<Guid, int>();
        foreach (var row in rows)
        {
            if (numberOf.TryAdd(row.RecordId, _records.Count))
            {
                _records.Add((release, []));
            }

            _records[numberOf[row.RecordId]].Versions.Add(row);
        }
    }

    // Versions come in the order of the journal: the last that holds is the best knowledge.
    private static RecordRow StandingOn(List<RecordRow> versions, DateOnly? day) =>
        day is null || versions.Count == 1
            ? versions[^1]
            : versions.FindLast(version => version.InformationDate <= day) ?? versions.MinBy(version => version.InformationDate)!;

    private void AddHazard(List<LandPolygon> land, List<RecordRow> versions, RecordRow row, DateOnly? day)
    {
        var first = versions.Min(version => version.InformationDate);
        if (!IsConfirmed(row))
        {
            land.Add(ToLand(row, LandKind.Suspected, first));
            return;
        }

        // Back through the days on which another version began to stand, as long as it was confirmed too.
        var confirmed = row.InformationDate;
        foreach (var change in versions.Select(version => version.InformationDate).Where(date => !(date > day)).Distinct().OrderDescending())
        {
            if (!IsConfirmed(StandingOn(versions, change)))
            {
                break;
            }

            confirmed = change;
        }

        land.Add(ToLand(row, LandKind.Confirmed, confirmed) with { SuspectedSince = first < confirmed ? first : null });
    }

    private static bool IsConfirmed(RecordRow row) => row["kind"] as string == "confirmed";

    private LandPolygon ToLand(RecordRow row, LandKind kind, DateOnly date) => new(row.Id, kind, date, _projected[row.Sequence])
    {
        Organisation = Optional(row, "organisation"),
        Method = Optional(row, "method"),
        Use = Optional(row, "landUse"),
    };

    private static string Optional(RecordRow row, string field) => row.Type.Ordinal(field) >= 0 ? row[field] as string ?? "" : "";

    private void Project(RecordRow[] rows, int workers, IProgress<int>? progress, CancellationToken cancellation)
    {
        var projected = new Geometry[rows.Length];
        RowLoop.Run(rows.Length, workers, new ProjectRows(rows, projected), progress, cancellation);
        for (var i = 0; i < rows.Length; i++)
        {
            _projected[rows[i].Sequence] = projected[i];
        }
    }

    private readonly struct ProjectRows(RecordRow[] rows, Geometry[] projected) : IRowOperation
    {
        public void Invoke(int row) => projected[row] = rows[row].Wkb is { } wkb
            ? PlaneProjection.Karabakh.Project(new WKBReader().Read(wkb))
            : Polygon.Empty;
    }
}
