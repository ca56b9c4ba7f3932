using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Surefoot.Account;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Priority;

/// <param name="Class">confirmed, suspected, or any (the nearer of the two).</param>
/// <param name="People">Living there.</param>
/// <param name="Returnees">Planned to return.</param>
public sealed record PeopleAtRisk(string District, string Class, double WithinM, long People, long Returnees, int Settlements);

/// <summary>How many live, or will return, within a distance of ground that is still recorded as hazardous.</summary>
/// <remarks>Distance from the settlement's point to the nearest open ground (net of every release by that day), so the figure is of places, not of houses.</remarks>
public static class CountPeopleAtRisk
{
    private static readonly (string Name, LandKind[] Kinds)[] s_classes = [("confirmed", [LandKind.Confirmed]), ("suspected", [LandKind.Suspected]), ("any", [LandKind.Confirmed, LandKind.Suspected])];

    /// <summary>By district (code order, <c>all</c> last), class and distance; districts add up to all.</summary>
    public static IReadOnlyList<PeopleAtRisk> Handle(RegistryReader reader, LandAccount account, DateOnly asOf, IReadOnlyList<double> withinM, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(withinM);
        var farthest = withinM.Max();
        var places = Surroundings.Read(reader, PriorityCriteria.BuiltIn, asOf, cancellation).Places;
        var ground = new STRtree<(LandKind State, Polygon Shape)>();
        foreach (var face in account.Faces(asOf, byDistrict: false, workers, null, cancellation).Where(face => face.State is LandKind.Confirmed or LandKind.Suspected))
        {
            ground.Insert(face.Polygon.EnvelopeInternal, (face.State, face.Polygon));
        }

        ground.Build();
        var nearest = places.Select(place => Nearest(ground, place, farthest)).ToArray();
        List<PeopleAtRisk> rows = [];
        foreach (var district in places.Select(place => place.District).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Append("all"))
        {
            foreach (var (name, kinds) in s_classes)
            {
                foreach (var within in withinM)
                {
                    var near = places.Where((place, i) => (district == "all" || place.District == district) && kinds.Min(kind => nearest[i][kind == LandKind.Confirmed ? 0 : 1]) <= within).ToArray();
                    rows.Add(new(district.Length == 0 ? AccountStatement.Unassigned : district, name, within, near.Sum(place => place.People), near.Sum(place => place.Returnees), near.Length));
                }
            }
        }

        return rows;
    }

    private static double[] Nearest(STRtree<(LandKind State, Polygon Shape)> ground, PlaceOfPeople place, double farthestM)
    {
        double[] nearest = [double.PositiveInfinity, double.PositiveInfinity];
        var box = place.At.EnvelopeInternal.Copy();
        box.ExpandBy(farthestM);
        foreach (var (state, shape) in ground.Query(box))
        {
            ref var least = ref nearest[state == LandKind.Confirmed ? 0 : 1];
            least = Math.Min(least, shape.EnvelopeInternal.Distance(place.At.EnvelopeInternal) < least ? shape.Distance(place.At) : double.PositiveInfinity);
        }

        return nearest;
    }
}
