using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Cases;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Land;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>What the rules of land add to an act: a look before an approval, cases after every act that changes what holds.</summary>
internal sealed class LandActs(JournalStore store, ActTarget target, string id)
{
    private const int Listed = 20;

    private IReadOnlyList<LandFlag> _flags = [];

    /// <summary>Null if the approval may be given as far as land is concerned.</summary>
    public Declined? Refuse(string organisation, int? version)
    {
        var gates = new LandGates(store, RecordTypes.BuiltIn);
        var flags = target.Batch is { } batch ? gates.CheckBatch(batch, organisation) : gates.CheckRecord(target.RecordId, organisation, version);
        var refused = flags.Where(flag => flag.Refused).ToList();
        if (refused.Count == 0)
        {
            _flags = flags;
            return null;
        }

        var rows = refused.Take(Listed).Select(flag => $"{flag.Id}: {flag.Message}");
        var more = refused.Count > Listed ? string.Create(CultureInfo.InvariantCulture, $" and {refused.Count - Listed} more.") : "";
        return new Declined(refused[0].Rule, string.Join(" ", rows) + more, string.Join(", ", refused.Select(flag => flag.Id).Distinct(StringComparer.Ordinal).Take(Listed)), $"Wanted for {id}: {refused[0].Hint}.");
    }

    /// <summary>The types of which nobody takes an approved version off the map alone: while the rules of land ask for two organisations to shrink hazard, hazard.</summary>
    /// <param name="version">Of a record; null for the latest.</param>
    public IReadOnlySet<string> Guarded(int? version)
    {
        if (LandRules.InForce(new RegistryReader(store, RecordTypes.BuiltIn), DateOnly.FromDateTime(store.Read(store.LastSequence).Single().RecordedAt.UtcDateTime)).OrganisationsToShrink < 2)
        {
            return new HashSet<string>();
        }

        _flags = [.. StandingHazards(version).Take(Listed).Select(hazard => new LandFlag(
            false, "hazard-stands", "hazard-area", hazard, "Approved hazard stays on the map until two organisations take it back.", "somebody of another organisation gives the same command, with a reason"))];
        return new HashSet<string>(["hazard-area"]);
    }

    /// <summary>Whether what <see cref="Guarded"/> was asked about holds approved hazard.</summary>
    public bool StandingHazard => _flags.Count > 0;

    private List<string> StandingHazards(int? version)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT t.client_key FROM hazard_area t WHERE t.state = 'approved' AND "
            + (target.Batch is null ? "t.record_id = @target AND t.version = " + (version is { } one ? string.Create(CultureInfo.InvariantCulture, $"{one}") : "(SELECT max(n.version) FROM hazard_area n WHERE n.record_id = t.record_id)") : "t.batch = @target")
            + " ORDER BY t.client_key";
        command.Add("@target", target.Batch ?? target.RecordId.ToString("D"));
        List<string> hazards = [];
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            hazards.Add(row.GetString(0));
        }

        return hazards;
    }

    /// <summary>The outcome with the flags of the approval and the cases that the act opened.</summary>
    public ActOutcome After(ActOutcome outcome, bool openCases = true)
    {
        if (outcome.Result is not { } result)
        {
            return outcome;
        }

        var open = new OpenCases(store, RecordTypes.BuiltIn);
        var opened = !openCases ? OpenedCases.None : target.Batch is { } batch ? open.AfterBatch(batch) : open.AfterRecord(target.RecordId);
        return outcome with
        {
            Result = result with { Flags = _flags.Count == 0 || TookBack(result) ? null : _flags, Cases = opened.Opened.Count == 0 ? null : opened.Opened },
        };
    }

    // What two organisations took back is off the map: what was said to the first of them holds no more.
    private static bool TookBack(ActResult result) => result.State == StateNames.Of(EntryState.Withdrawn);
}
