using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Rights;

/// <summary>Somebody with the grants they have for one verb: the one check, on a record at hand or as a condition on rows (<see cref="Reading.VisibleRows"/>).</summary>
public sealed class Viewer
{
    private readonly IReadOnlyList<Grant> _grants;

    internal Viewer(Actor actor, IReadOnlyList<Grant> grants)
    {
        Actor = actor;
        _grants = grants;
    }

    /// <summary>Engines, the account, and checks that must see everything. What it reads leaves only as an aggregate, or to somebody who was asked about it.</summary>
    public static Viewer System { get; } = new(new Actor("system", "system", "system", Synthetic: false), [new Grant(Verbs.Read, [RightScope.All], Tier.Legal, null)]);

    /// <summary>Nobody: sees what is not there.</summary>
    public static Viewer Nobody { get; } = new(new Actor("nobody", "nobody", "nobody", Synthetic: false), []);

    public Actor Actor { get; }

    /// <summary>Whether any record of the type may be among what this person sees; a type without is as if it had no records.</summary>
    public bool MaySee(RecordDescriptor type) => GrantsFor(type).Any();

    /// <summary>Whether every record of the type is seen, whoever's and wherever.</summary>
    public bool SeesAll(RecordDescriptor type) => GrantsFor(type).Any(grant => grant.IsForAll);

    /// <summary>Whether places of this type are told by their cell only. A row may come under any of the grants, so the coarsest holds, unless one shows all of the type exactly.</summary>
    public bool SeesInCells(RecordDescriptor type) => GrantsFor(type).Any(grant => grant.InCells) && !GrantsFor(type).Any(grant => grant is { IsForAll: true, InCells: false });

    /// <summary>A right to whatever there is, also of types that come later.</summary>
    internal bool HasNoBounds => _grants.Any(grant => grant is { IsForAll: true, Types: null });

    public bool Sees(Subject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return GrantsFor(subject.Type).Any(grant => grant.Scopes.All(scope => Holds(scope, subject)));
    }

    /// <summary>The type as this person sees it: fields of a higher tier than theirs are not there.</summary>
    public RecordDescriptor View(RecordDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.Fields.Any(field => field.TierIn(type) > type.Tier))
        {
            return type;
        }

        // A row may come under any of these grants, so only what all of them allow is shown.
        var tier = GrantsFor(type).Select(grant => grant.Tier).DefaultIfEmpty(Tier.Public).Min();
        return type.Only(field => field.TierIn(type) <= tier || field.TierIn(type) <= type.Tier);
    }

    internal IEnumerable<Grant> GrantsFor(RecordDescriptor type) => _grants.Where(grant => grant.Covers(type));

    private bool Holds(RightScope scope, Subject subject) => scope switch
    {
        RightScope.All => true,
        RightScope.OwnOrganisation => subject.Organisation is { } organisation && organisation == Actor.Organisation,
        RightScope.District => subject.District is { } district && Actor.Districts.Contains(district),
        RightScope.Task => subject.Task is { } task && Actor.Tasks.Contains(task),
        _ => false,
    };
}
