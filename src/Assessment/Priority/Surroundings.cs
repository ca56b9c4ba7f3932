using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Surefoot.Geodesy;
using Surefoot.Registry.Accidents;
using Surefoot.Registry.Community;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Returns;

namespace Surefoot.Assessment.Priority;

/// <param name="People">Living there.</param>
/// <param name="Returnees">Planned to return.</param>
/// <param name="Homes">Planned.</param>
/// <param name="Families">Planned and not yet returned.</param>
internal sealed record PlaceOfPeople(string Id, string District, Point At, long People, long Returnees, double Homes, double Families, bool OnPlan);

internal sealed record Casualties(Point At, int People);

/// <param name="At">Null: it only names areas.</param>
internal sealed record Wish(Geometry? At, IReadOnlyList<string> Areas);

internal sealed record ImpactScore(Geometry? At, IReadOnlyList<string> Areas, double Score);

/// <summary>The records about people that rankings look at, as of a day, in the account's plane.</summary>
internal sealed class Surroundings
{
    private const int YearsOfAccidents = 10;

    private readonly STRtree<PlaceOfPeople> _places = new();
    private readonly STRtree<Casualties> _casualties = new();

    private Surroundings(IReadOnlyList<PlaceOfPeople> places, IEnumerable<Casualties> casualties, IReadOnlyList<Wish> wishes, IReadOnlyList<ImpactScore> impacts, IReadOnlyList<Geometry> powerLines)
    {
        Places = places;
        Wishes = wishes;
        Impacts = impacts;
        PowerLines = powerLines;
        foreach (var place in places)
        {
            _places.Insert(place.At.EnvelopeInternal, place);
        }

        foreach (var one in casualties)
        {
            _casualties.Insert(one.At.EnvelopeInternal, one);
        }

        _places.Build();
        _casualties.Build();
    }

    public IReadOnlyList<PlaceOfPeople> Places { get; }

    public IReadOnlyList<Wish> Wishes { get; }

    public IReadOnlyList<ImpactScore> Impacts { get; }

    public IReadOnlyList<Geometry> PowerLines { get; }

    public IEnumerable<PlaceOfPeople> PlacesNear(OpenGround ground, double meters) => _places.Query(ground.Around(meters)).Where(place => ground.IsNear(place.At, meters));

    public int CasualtiesNear(OpenGround ground, double meters) => _casualties.Query(ground.Around(meters)).Where(one => ground.IsNear(one.At, meters)).Sum(one => one.People);

    public static Surroundings Read(RegistryReader reader, PriorityCriteria criteria, DateOnly asOf, CancellationToken cancellation = default)
    {
        var query = RecordQuery.Now with { AsOf = asOf };
        IEnumerable<RecordRow> Rows(string type) => reader.List(type, query, cancellation).OrderBy(row => row.Id, StringComparer.Ordinal);
        static Geometry? InPlane(RecordRow row) => row.ReadGeometry() is { IsEmpty: false } shape ? PlaneProjection.Karabakh.Project(shape) : null;

        var plans = Rows("settlement-plan").Select(row => row.As<SettlementPlan>()).GroupBy(plan => plan.Settlement, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        List<PlaceOfPeople> places = [];
        var placeOf = new Dictionary<string, Point>(StringComparer.Ordinal);

        // A place is there before its people were counted: what was first said of it stands for the time before.
        var settlements = Rows("settlement").ToDictionary(row => row.Id, StringComparer.Ordinal);
        foreach (var row in reader.List("settlement", RecordQuery.Now, cancellation))
        {
            settlements.TryAdd(row.Id, row);
        }

        foreach (var row in settlements.Values.OrderBy(row => row.Id, StringComparer.Ordinal))
        {
            if (InPlane(row) is not Point at)
            {
                continue;
            }

            placeOf[row.Id] = at;
            var plan = plans.GetValueOrDefault(row.Id) ?? [];
            places.Add(new(
                row.Id,
                row["district"] as string ?? "",
                at,
                row["people"] as long? ?? 0,
                row["plannedReturnees"] as long? ?? 0,
                plan.Sum(one => Math.Max(0, (one.HomesPlanned ?? 0) - (one.HomesBuilt ?? 0))),
                plan.Sum(one => Math.Max(0, (one.FamiliesPlanned ?? 0) - (one.FamiliesReturned ?? 0))),
                plan.Length > 0));
        }

        Geometry? Of(RecordRow row, string? settlement) => InPlane(row) ?? (settlement is null ? null : placeOf.GetValueOrDefault(settlement));
        var casualties = Rows("accident").Select(row => (Row: row, Accident: row.As<Accident>()))
            .Where(one => one.Accident.OccurredOn > asOf.AddYears(-YearsOfAccidents) && one.Accident.OccurredOn <= asOf)
            .Select(one => (At: InPlane(one.Row)?.Centroid, People: one.Accident.Killed + one.Accident.Injured))
            .Where(one => one.At is not null && one.People > 0).Select(one => new Casualties(one.At!, one.People));
        var wishes = Rows("stated-priority").Select(row => (Row: row, Wish: row.As<StatedPriority>())).Select(one => new Wish(Of(one.Row, one.Wish.Settlement), one.Wish.Subject is { } subject ? [subject] : [])).ToArray();
        var impacts = Rows("community-impact-survey").Select(row => (Row: row, Survey: row.As<CommunityImpactSurvey>()))
            .Select(one => new ImpactScore(Of(one.Row, one.Survey.Settlement), one.Survey.HazardAreas ?? [], criteria.Impact.Score(one.Survey))).ToArray();
        var power = Rows("corridor").Where(row => row["kind"] as string == "power").Select(InPlane).OfType<Geometry>().ToArray();
        return new(places, casualties, wishes, impacts, power);
    }
}
