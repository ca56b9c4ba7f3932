using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Land;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Cases;

/// <param name="Case">As it stands now; null if declined.</param>
public sealed record CloseOutcome(CaseListing? Case, Declined? Declined);

/// <summary>Closes a case: what was decided about it, by whom and why. It takes the right to approve.</summary>
public sealed class CloseCase(JournalStore store, RecordTypes types, Policy policy, TimeProvider clock)
{
    public CloseOutcome Handle(string id, string resolution, string reason, string actor, bool dryRun = false)
    {
        var (person, declined) = policy.Ask(actor, Verbs.Approve);
        if (person is null)
        {
            return new(null, declined);
        }

        var cases = new ListCases(new RegistryReader(store, types));
        if (cases.Find(id) is not { } one || CaseSight.Of(new RegistryReader(store, types, policy.Viewer(actor, Verbs.Approve)), types, one) is null)
        {
            return Decline("case.unknown", $"There is no case {id}.", "surefoot cases lists them");
        }

        if (one.State != "open")
        {
            return Decline("case.closed", $"{id} was closed on {one.ClosedOn:yyyy-MM-dd} by {one.DecidedBy}.", "an open case");
        }

        if (one.Told.Contains(person.Organisation, StringComparer.Ordinal) && !policy.Viewer(actor, Verbs.Approve).SeesAll(types.Get("case")))
        {
            return Decline("case.own-ground", $"{id} is about records of {person.Organisation}; nobody closes a case about their own.", "somebody of another organisation, or who is responsible for all of the country");
        }

        var resolutions = CodeListCatalogue.BuiltIn.Get("case-resolution");
        if (!resolutions.Has(resolution))
        {
            return Decline("case.resolution", $"{resolution} is no resolution.", string.Join(", ", resolutions.Codes.Select(code => code.Code)));
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Decline("case.reason", "A case is closed with a reason.", "why, in your words");
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var entry = OwnRecord.Make(
            types.Get("case"),
            id,
            today,
            new Dictionary<string, object?>
            {
                ["organisation"] = OpenCases.Actor,
                ["synthetic"] = DataFolderStamp.Read(store) ?? false,
                ["kind"] = one.Kind,
                ["subjects"] = one.Subjects.ToArray(),
                ["since"] = one.Since,
                ["told"] = one.Told.ToArray(),
                ["commonAreaM2"] = one.CommonAreaM2,
                ["openedOn"] = one.OpenedOn,
                ["state"] = "closed",
                ["resolution"] = resolution,
                ["reason"] = reason,
                ["decidedBy"] = person.Name,
                ["closedOn"] = today,
            },
            double.IsNaN(one.LongitudeDeg) ? null : string.Create(CultureInfo.InvariantCulture, $"POINT({one.LongitudeDeg} {one.LatitudeDeg})"),
            one.Version);
        if (dryRun)
        {
            return new(Sight(one) with { State = "closed", Resolution = resolution, Reason = reason, DecidedBy = person.Name, ClosedOn = today }, null);
        }

        store.Append(new WriteContext(person.Name, person.Organisation, $"close-{id}", reason), [entry], null, CancellationToken.None);
        return new(Sight(cases.Find(id)!), null);

        CaseListing Sight(CaseListing whole) => CaseSight.Of(new RegistryReader(store, types, policy.Viewer(actor, Verbs.Read)), types, whole) ?? whole with { Subjects = [], LongitudeDeg = double.NaN, LatitudeDeg = double.NaN };

        CloseOutcome Decline(string code, string message, string hint) => new(null, new Declined(code, message, id, hint));
    }
}
