using Surefoot.Account;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Accounting;

/// <summary>Whose and which land an account may count for a person. What is not counted is as if it were not there.</summary>
/// <remarks>
/// Totals (nation, district, method, use, kind, month, year) follow the scope of <c>land.read</c>: with <c>all</c> everything is counted, so that a villager reads the nation's
/// balance; with a district or an organisation only its records are. Single areas, organisations and outlines tell records apart, so they also need <c>record.read</c>
/// on all four types of land, and are drawn from no more than what it reaches.
/// </remarks>
public static class AccountReach
{
    private static readonly string[] s_land = ["hazard-area", "cancelled-area", "reduced-area", "cleared-area"];

    /// <summary>Whether a key tells single records or their holders apart.</summary>
    public static bool IsDetail(AccountKey by) => by is AccountKey.HazardArea or AccountKey.Organisation;

    /// <param name="system">Reads everything.</param>
    /// <param name="detail">By area or organisation, or with outlines.</param>
    /// <returns>What to draw the account from; null if the person may not have such an account at all.</returns>
    public static RegistryReader? ReaderFor(RegistryReader system, Policy policy, string actor, bool detail)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Find(actor) is not { } person || policy.GrantsOf(person, Verbs.ReadAccount).ToList() is not { Count: > 0 } totals)
        {
            return null;
        }

        // A total is not the record: its grant says where, not up to which tier of the records behind it.
        IReadOnlyList<Grant> grants = [.. totals.Select(grant => grant with { Tier = Tier.Restricted })];
        if (detail)
        {
            grants = [.. policy.GrantsOf(person, Verbs.Read).SelectMany(read => grants.Select(total => Both(read, total)).OfType<Grant>())];
        }

        var viewer = new Viewer(person, grants);
        var types = s_land.Select(system.Types.Get).ToList();
        return types.TrueForAll(viewer.SeesAll) ? system : types.TrueForAll(type => CanReach(viewer, type)) ? system.For(viewer) : null;
    }

    // A right within a task reaches no land: it names no task. An account of nothing would look like a country without hazards.
    private static bool CanReach(Viewer viewer, RecordDescriptor type) => viewer.GrantsFor(type).Any(grant => grant.Scopes.All(scope => scope switch
    {
        RightScope.District => type.Ordinal(ScopeFields.District) >= 0,
        RightScope.Task => type.Ordinal(ScopeFields.Task) >= 0,
        _ => true,
    }));

    private static Grant? Both(Grant read, Grant total)
    {
        IReadOnlyList<RightScope> scopes = [.. read.Scopes.Concat(total.Scopes).Where(scope => scope != RightScope.All).Distinct()];
        IReadOnlyList<string>? types = read.Types is null ? total.Types : total.Types is null ? read.Types : [.. read.Types.Intersect(total.Types, StringComparer.Ordinal)];
        return types is [] ? null : read with { Scopes = scopes.Count == 0 ? [RightScope.All] : scopes, Types = types };
    }
}
