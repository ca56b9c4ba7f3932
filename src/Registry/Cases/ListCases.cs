using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Cases;

/// <param name="Version">Of the record, for whoever writes the next one.</param>
public sealed record CaseListing(
    string Id,
    string Kind,
    string State,
    DateOnly Since,
    DateOnly OpenedOn,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> Told,
    double? CommonAreaM2,
    string? Resolution,
    string? Reason,
    string? DecidedBy,
    DateOnly? ClosedOn,
    double LongitudeDeg,
    double LatitudeDeg,
    int Version);

/// <summary>The cases, newest event first. A case counts as it was last written, for nobody has to approve that it is there.</summary>
public sealed class ListCases(RegistryReader reader)
{
    /// <param name="organisation">Only those that this organisation is told of; null for all.</param>
    public IReadOnlyList<CaseListing> Handle(string? organisation, bool onlyOpen)
    {
        var query = RecordQuery.Now with { ApprovedOnly = false, Where = onlyOpen ? new Dictionary<string, string> { ["state"] = "open" } : null };
        return
        [
            .. reader.List("case", query).Select(Listing)
                .Where(one => organisation is null || one.Told.Contains(organisation, StringComparer.Ordinal))
                .OrderByDescending(one => one.Since)
                .ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The case of this id, or null.</summary>
    public CaseListing? Find(string id) => reader.Find("case", id, RecordQuery.Now with { ApprovedOnly = false }) is { } row ? Listing(row) : null;

    private static CaseListing Listing(RecordRow row)
    {
        var record = row.As<LandCase>();
        var place = row.ReadGeometry()?.Coordinate;
        return new(
            row.Id, record.Kind, record.State, record.Since, record.OpenedOn, record.Subjects, record.Told, record.CommonAreaM2, record.Resolution, record.Reason, record.DecidedBy, record.ClosedOn,
            place?.X ?? double.NaN, place?.Y ?? double.NaN, row.Version);
    }
}
