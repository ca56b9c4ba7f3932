using System.Globalization;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Cases;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Integrity;

/// <summary>Checks of what waits for a person, and of clocks.</summary>
internal static class JournalChecks
{
    private const int LongestWaitDays = 30;
    private const int LongestDraftDays = 90;
    private const double ClockToleranceDays = 1;

    public static IEnumerable<IntegrityCheck> All { get; } =
    [
        new("journal.unapproved", "Handed in more than 30 days ago and not decided", "What nobody decides stays out of the account and off the maps.",
            Owners.Operations, CheckSeverity.Warning, "surefoot approve ID or return ID --reason T", data => Waiting(data, "submitted", LongestWaitDays)),
        new("journal.returned", "Returned more than 30 days ago and not handed in again", "Knowledge that stopped on the way.",
            Owners.Information, CheckSeverity.Warning, "hand the record in again, or surefoot withdraw ID --reason T", data => Waiting(data, "returned", LongestWaitDays)),
        new("journal.draft", "Draft for more than 90 days", "Knowledge that was never handed in.",
            Owners.Information, CheckSeverity.Warning, "surefoot submit ID, or withdraw it", data => Waiting(data, "draft", LongestDraftDays)),
        new("journal.overtaken", "Waits although a later version is approved", "An approval is refused where the later version holds on every day; for the days before it, it would still count.",
            Owners.Operations, CheckSeverity.Error, "surefoot return ID --version N --reason T with the version that the finding names, or hand it in anew from the version that holds", Overtaken),
        new("journal.withdrawal-proposed", "Somebody asked to take approved hazard back and nobody has answered", "It stays on the map until another organisation says the same; one of them thinks that it is wrong.",
            Owners.Operations, CheckSeverity.Warning, "surefoot withdraw ID --reason T or undo BATCH --reason T by another organisation; or tell whoever asked why it stays", WithdrawalProposed),
        new("journal.hazard-taken-alone", "Approved hazard was taken back by one organisation alone", "Hazard may only grow without a second look.",
            Owners.Operations, CheckSeverity.Error, "look at the withdrawal in surefoot history; if the ground may be dangerous, hand the hazard in again", TakenAlone),
        new("journal.conflict", "Versions contradict each other", "Until somebody decides, the union of them counts as hazard.",
            Owners.Operations, CheckSeverity.Error, "surefoot conflicts shows them; save a version that settles them", data =>
                new ListConflicts(data.Store).Handle().Select(conflict => new CheckFinding(conflict.Type, conflict.Id, $"versions {string.Join(", ", conflict.Competing.Select(version => version.Version.ToString(CultureInfo.InvariantCulture)))}"))),
        new("journal.stale-approval", "Approved on evidence or criteria that changed since", "The decision no longer rests on what it was bound to.",
            Owners.Operations, CheckSeverity.Error, "look at the decision again and approve a new version, or withdraw it", Stale),
        new("journal.information-late", "Information dated after the day it was recorded", "What was true cannot be learnt before it was true: one of the clocks is wrong.",
            Owners.Information, CheckSeverity.Error, "correct informationDate in a new version", data => OfEachType(data, type =>
                $"SELECT t.client_key, t.information_date FROM {type.Table} t WHERE t.is_current = 1 AND t.information_date > substr(t.recorded_at, 1, 10) ORDER BY t.client_key")),
        new("journal.device-clock", "The device's clock was more than a day ahead of the server's", "Its dates are not to be trusted.",
            Owners.Information, CheckSeverity.Warning, "set the device's clock; check the dates of what it sent", AheadOfServer),
        new("journal.store-weak", "The store keeps the journal less safely than it could", "A fault of the disk, the network or a person could go unnoticed.",
            Owners.Administrator, CheckSeverity.Warning, "what each finding says; then surefoot verify", data =>
                data.Store.Weaknesses.Select(weakness => new CheckFinding("store", data.Store.Kind == Journal.StoreKind.Sqlite ? "sqlite" : "postgres", weakness))),
        new("case.open", "Case open for more than 30 days", "Somebody may be walking on land that is in doubt.",
            Owners.Operations, CheckSeverity.Error, "surefoot land reopen AREA --case ID --reason T, or surefoot case close ID --resolution T --reason T", data =>
                new ListCases(data.Reader).Handle(null, onlyOpen: true).Where(one => one.OpenedOn < data.Today.AddDays(-LongestWaitDays)).Select(one => new CheckFinding("case", one.Id, $"{one.Kind}, told {string.Join(", ", one.Told)}"))),
        new("case.unseen", "Released land is contradicted and no case is open", "Cases are opened by every approval; one that is missing was never told to anybody.",
            Owners.Operations, CheckSeverity.Error, "surefoot doctor opens it (without --dry-run)", data =>
                new OpenCases(data.Store, data.Types).Missing(data.Workers, data.Cancellation).Select(id => new CheckFinding("case", id))),
    ];

    internal static IEnumerable<CheckFinding> OfEachType(CheckData data, Func<RecordDescriptor, string?> sql, params (string Name, object? Value)[] parameters) =>
        data.Types.All.Select(type => (type, text: sql(type))).Where(pair => pair.text is not null).SelectMany(pair => data.Query(pair.type.Code, pair.text!, parameters));

    // A case is decided in its own way; the others wait for an act of the journal.
    private static IEnumerable<CheckFinding> Waiting(CheckData data, string state, int days) =>
        OfEachType(
            data,
            type => type.Code == "case" ? null : $"""
                SELECT t.client_key, substr(coalesce(t.decided_at, t.recorded_at), 1, 10) FROM {type.Table} t
                WHERE t.state = '{state}' AND substr(coalesce(t.decided_at, t.recorded_at), 1, 10) < @since ORDER BY t.client_key
                """,
            ("@since", CheckData.Text(data.Today.AddDays(-days))));

    private static IEnumerable<CheckFinding> Overtaken(CheckData data) => OfEachType(data, type => type.Code == "case" ? null : $"""
        SELECT t.client_key, 'version ' || t.version FROM {type.Table} t WHERE t.state = 'submitted'
        AND EXISTS (SELECT 1 FROM {type.Table} n WHERE n.record_id = t.record_id AND n.is_current = 1 AND n.version > t.version) ORDER BY t.client_key
        """);

    // The decision about a batch names it, the one about a version its entry.
    private static List<CheckFinding> WithdrawalProposed(CheckData data) => data.Rows(
        """
        SELECT coalesce(e.record_type, 'batch'), coalesce(e.client_key, p.target_batch), p.actor, p.organisation FROM decision p
        LEFT JOIN entry e ON e.sequence = p.target_sequence
        WHERE p.action = 'propose-withdrawal' AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.action IN ('withdraw', 'undo') AND d.bound_hash = p.bound_hash AND d.sequence > p.sequence) ORDER BY p.sequence
        """,
        row => new CheckFinding(row.GetString(0), row.GetString(1), $"asked for by {row.GetString(2)} of {row.GetString(3)}"));

    private static IEnumerable<CheckFinding> TakenAlone(CheckData data) => data.Rules.OrganisationsToShrink < 2 ? [] : data.Query(
        "hazard-area",
        """
        SELECT t.client_key, d.actor FROM hazard_area t JOIN decision d ON d.sequence = t.withdrawn_sequence
        WHERE t.state = 'withdrawn' AND t.approved_sequence IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM decision p WHERE p.action = 'propose-withdrawal' AND p.bound_hash = d.bound_hash AND p.organisation <> d.organisation AND p.sequence < d.sequence) ORDER BY t.client_key
        """);

    private static IEnumerable<CheckFinding> Stale(CheckData data)
    {
        // Only what cites a record with a second version, or a withdrawn one, can have gone stale; of tens of thousands these are few.
        var changed = data.Kinds.All.SelectMany(kind => kind.RecordTypes).Append("release-criteria").Distinct(StringComparer.Ordinal)
            .SelectMany(code => data.Rows($"SELECT DISTINCT client_key FROM {data.Types.Get(code).Table} WHERE (version > 1 AND approved_at IS NOT NULL) OR withdrawn_at IS NOT NULL", row => row.GetString(0)))
            .ToHashSet(StringComparer.Ordinal);
        return changed.Count == 0 ? [] : new StaleApprovals(data.Store, data.Types).Handle(changed, data.Cancellation)
            .Select(stale => new CheckFinding(stale.Type, stale.Id, string.Join(", ", stale.Changes.Select(change => change.Reference))));
    }

    private static IEnumerable<CheckFinding> AheadOfServer(CheckData data) =>
        data.Rows("SELECT record_type, client_key, device_time, recorded_at FROM entry WHERE device_time IS NOT NULL ORDER BY sequence", row => (Type: row.GetString(0), Id: row.GetString(1), Device: Time(row.GetString(2)), Server: Time(row.GetString(3))))
            .Where(entry => (entry.Device - entry.Server).TotalDays > ClockToleranceDays)
            .Select(entry => new CheckFinding(entry.Type, entry.Id, string.Create(CultureInfo.InvariantCulture, $"{entry.Device:yyyy-MM-dd HH:mm} on the device, {entry.Server:yyyy-MM-dd HH:mm} here")));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
