using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Geodesy;
using Surefoot.Journal;
using Surefoot.Registry.Cases;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Land;

/// <param name="Area">Id of the released area over whose ground it is.</param>
/// <param name="Case">Id of the case that it answers.</param>
/// <param name="RadiusM">Round the place of the case; null for the whole released area, or <paramref name="GeoJson"/>.</param>
/// <param name="GeoJson">A polygon in longitude and latitude.</param>
/// <param name="DryRun">Says what would be proposed; nothing is written.</param>
public sealed record ReopenRequest(string Area, string Case, string Reason, string Actor, double? RadiusM = null, string? GeoJson = null, bool DryRun = false);

/// <param name="HazardArea">Id of the hazard proposed, to be approved by another person.</param>
public sealed record Reopened(string HazardArea, string Batch, double AreaM2, DateOnly Since);

public sealed record ReopenOutcome(Reopened? Result, Declined? Declined);

/// <summary>Proposes that released ground is suspected again: a hazard area of its own that cites the case. The release stays as it was decided.</summary>
/// <remarks>It holds from the day of the accident, find or polygon that opened the case; from then on the land account opens the ground again.</remarks>
public sealed class ReopenLand(JournalStore store, RecordTypes types, Policy policy)
{
    private const int Corners = 64;
    private const double LargestRadiusM = 50_000;

    private static readonly string[] s_releases = ["cancelled-area", "reduced-area", "cleared-area"];

    public ReopenOutcome Handle(ReopenRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (person, declined) = policy.Ask(request.Actor, Verbs.Submit);
        if (person is null)
        {
            return new(null, declined);
        }

        var reader = new RegistryReader(store, types);
        var seen = reader.For(policy.Viewer(request.Actor, Verbs.Read));
        var release = s_releases.Select(type => seen.Find(type, request.Area)).OfType<RecordRow>().FirstOrDefault();
        if (release is null)
        {
            return Decline("land.not-released", $"There is no released area {request.Area}.", request.Area, "the id of an approved cancelled, reduced or cleared area");
        }

        if (new ListCases(reader).Find(request.Case) is not { } one || CaseSight.Of(seen, types, one) is null)
        {
            return Decline("case.unknown", $"There is no case {request.Case}.", request.Case, "surefoot cases lists them");
        }

        if (!one.Subjects.Contains(request.Area, StringComparer.Ordinal))
        {
            return Decline("case.other-land", $"{request.Case} is not about {request.Area}.", request.Case, "one of " + string.Join(", ", one.Subjects));
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return Decline("land.reason", "Land is opened again with a reason.", request.Area, "why, in your words");
        }

        if (policy.Ask(request.Actor, Verbs.Submit, new Subject(types.Get("hazard-area"), person.Organisation, release["district"] as string, null)).Declined is { } outside)
        {
            return new(null, outside);
        }

        var (shape, fault) = Shape(request, one, release);
        if (shape is null)
        {
            return Decline("land.shape", fault!, request.Area, "--radius in metres, or a GeoJSON polygon");
        }

        return Propose(request, person, one, release, shape);
    }

    private ReopenOutcome Propose(ReopenRequest request, Actor person, CaseListing one, RecordRow release, Geometry shape)
    {
        var id = "RE-" + request.Case;
        var entry = OwnRecord.Make(
            types.Get("hazard-area"),
            id,
            one.Since,
            new Dictionary<string, object?>
            {
                ["organisation"] = person.Organisation,
                ["synthetic"] = DataFolderStamp.Read(store) ?? false,
                ["kind"] = "suspected",
                ["district"] = release["district"],
                ["basis"] = one.Kind == "accident-in-released-land" ? "accident" : "survey",
                ["status"] = "open",
                ["evidence"] = Evidence(one),
                ["case"] = request.Case,
            },
            new WKTWriter { PrecisionModel = new PrecisionModel(1e9) }.Write(shape),
            NewEntry.LatestVersion);
        var batch = "reopen-" + request.Case;
        if (!request.DryRun)
        {
            store.Append(new WriteContext(person.Name, person.Organisation, batch, request.Reason), [entry], null, CancellationToken.None);
        }

        return new(new(id, batch, Math.Round(PlaneProjection.Karabakh.Project(shape).Area, 1), one.Since), null);
    }

    private static string[] Evidence(CaseListing one) => one.Kind switch
    {
        "accident-in-released-land" => [new EvidenceItem("accident", one.Subjects[0]).ToString()],
        "find-in-released-land" => [new EvidenceItem("found-item", one.Subjects[0]).ToString()],
        _ => [],
    };

    private static (Geometry? Shape, string? Fault) Shape(ReopenRequest request, CaseListing one, RecordRow release)
    {
        if (request.GeoJson is { } text)
        {
            var entered = EnteredGeometry.Parse(System.Text.Encoding.UTF8.GetBytes(text));
            return entered.Geometry is Polygon or MultiPolygon && entered.Geometry.IsValid ? (entered.Geometry, null) : (null, entered.Fault?.Message ?? "The file holds no valid polygon.");
        }

        if (request.RadiusM is not { } radiusM)
        {
            return (release.ReadGeometry(), null);
        }

        return radiusM is > 0 and <= LargestRadiusM && double.IsFinite(one.LongitudeDeg)
            ? (Around(new(one.LongitudeDeg, one.LatitudeDeg), radiusM), null)
            : (null, string.Create(CultureInfo.InvariantCulture, $"A radius of {radiusM} m is not possible here."));
    }

    // The corners stand outside the circle, so that every edge stays outside it: what is opened is never less than what was said.
    private static Polygon Around(GeoPoint centre, double radiusM)
    {
        var middle = EqualAreaPlane.Karabakh.Forward(centre);
        var outerM = (radiusM / Math.Cos(Math.PI / Corners)) + 0.05;
        var ring = new Coordinate[Corners + 1];
        for (var i = 0; i < Corners; i++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * i / Corners);
            var at = EqualAreaPlane.Karabakh.Inverse(new(middle.EastingM + (outerM * cosine), middle.NorthingM + (outerM * sine)));
            ring[i] = new(Math.Round(at.LongitudeDeg, 9), Math.Round(at.LatitudeDeg, 9));
        }

        ring[Corners] = ring[0].Copy();
        return new Polygon(new LinearRing(ring));
    }

    private static ReopenOutcome Decline(string code, string message, string where, string hint) => new(null, new Declined(code, message, where, hint));
}
