using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.CustomFields;

/// <param name="Ids">Of the definitions, as proposed.</param>
/// <param name="Batch">What to approve or return; null if all were there already.</param>
public sealed record ProposedDefinitions(IReadOnlyList<string> Ids, long New, long Changed, long Unchanged, string? Batch, string? State);

/// <param name="Proposed">Null if nothing was written.</param>
/// <param name="Breaches">What is wrong with each definition, by its place, counted from 1.</param>
/// <param name="Declined">Why the actor may not, or why the approval was not given.</param>
public sealed record DefinitionOutcome(ProposedDefinitions? Proposed, IReadOnlyList<(int Row, Breach Breach)> Breaches, Declined? Declined);

/// <summary>Proposes custom fields or code lists: all or none, as entries of the journal that another person approves.</summary>
/// <param name="types">Of the open journal, with what is approved already.</param>
public sealed class ProposeDefinitions(JournalStore store, RecordTypes types, CodeListCatalogue lists, Policy policy, TimeProvider clock)
{
    /// <param name="code"><see cref="CustomField.Code"/> or <see cref="NationalCodeList.Code"/>.</param>
    /// <param name="rows">Field name to text, groups as JSON. Who says so, when, and the id are filled in where they are missing.</param>
    /// <param name="actor">Who proposes.</param>
    /// <param name="approveAs">Another person who approves at once; null leaves them proposed.</param>
    /// <param name="dryRun">Only says what would happen.</param>
    public DefinitionOutcome Handle(string code, IReadOnlyList<IReadOnlyDictionary<string, string?>> rows, string actor, string? approveAs = null, bool dryRun = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (person, declined) = policy.Ask(actor, Verbs.Import);
        if (person is null || (declined = DeclineApproval(actor, approveAs)) is not null)
        {
            return new(null, [], declined);
        }

        var type = types.Get(code);
        if (!policy.Viewer(actor, Verbs.Import).SeesAll(type))
        {
            // A definition is the whole country's.
            return new(null, [], Policy.OutOfScope(actor, Verbs.Import));
        }

        var settings = CheckSettings.Today(clock);
        var check = new RowCheck(type, lists, settings);
        var definitions = new DefinitionCheck(type, types, lists);
        var writer = new PayloadWriter(type);
        List<(int, Breach)> breaches = [];
        List<NewEntry> entries = [];
        for (var i = 0; i < rows.Count; i++)
        {
            List<Breach> own = [];
            var row = check.Check(Filled(code, rows[i], person, settings.DataDate), decimalComma: false, own);
            definitions.Check(row, own);
            breaches.AddRange(own.Select(breach => (i + 1, breach)));
            entries.Add(Entry(type, row, writer));
        }

        if (breaches.Exists(breach => breach.Item2.Refused))
        {
            return new(null, breaches, null);
        }

        return dryRun ? new(Foresee(type, entries), breaches, null) : Write(type, entries, person, approveAs, breaches);
    }

    private Declined? DeclineApproval(string actor, string? approveAs) =>
        approveAs is null ? null
        : approveAs == actor ? new Declined("same-actor-may-not-approve", $"{approveAs} proposes this and may not approve it.", approveAs, "another person for --approve-as")
        : policy.Ask(approveAs, Verbs.Approve).Declined;

    private Dictionary<string, string?> Filled(string code, IReadOnlyDictionary<string, string?> given, Actor person, DateOnly today)
    {
        var row = new Dictionary<string, string?>(given, StringComparer.Ordinal);
        Fill("informationDate", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Fill("effective", row["informationDate"]);
        Fill("organisation", person.Organisation);
        Fill("synthetic", DataFolderStamp.Read(store) switch { true => "true", false => "false", null => null });
        if (code == CustomField.Code)
        {
            Fill("id", CustomFieldNames.Id(given.GetValueOrDefault("recordType") ?? "", given.GetValueOrDefault("name") ?? ""));
        }
        else if (given.GetValueOrDefault("list") is { } list)
        {
            Fill("id", list);
            var known = lists.TryGet(list, out var newest) ? newest : null;
            Fill("version", ((known?.Version ?? 0) + 1).ToString(CultureInfo.InvariantCulture));

            // The same version proposed again says what it said.
            var same = types.Definitions.Lists.LastOrDefault(defined => defined.Definition.List == list && row["version"] == defined.Definition.Version.ToString(CultureInfo.InvariantCulture));
            Fill("mode", same?.Definition.Mode ?? (known is null ? "replace" : "extend"));
        }

        return row;

        void Fill(string name, string? value)
        {
            if (string.IsNullOrWhiteSpace(row.GetValueOrDefault(name)))
            {
                row[name] = value;
            }
        }
    }

    private static NewEntry Entry(RecordDescriptor type, CheckedRow row, PayloadWriter writer) => new()
    {
        RecordType = type.Code,
        Schema = type.Schema,
        ClientKey = row.Id,
        BaseVersion = NewEntry.LatestVersion,
        InformationDate = row.InformationDate,
        State = EntryState.Submitted,
        Tier = type.Tier,
        Payload = writer.Write(row, null),
    };

    private ProposedDefinitions Foresee(RecordDescriptor type, List<NewEntry> entries)
    {
        var standing = new StandingVersions(store, type);
        var known = standing.Find([.. entries.Select(entry => entry.ClientKey).Distinct(StringComparer.Ordinal)]);
        var outcomes = entries.ConvertAll(entry => standing.Outcome(entry, known.GetValueOrDefault(entry.ClientKey)));
        return new([.. entries.Select(entry => entry.ClientKey)], Count(AppendOutcome.New), Count(AppendOutcome.Changed), Count(AppendOutcome.Unchanged), null, null);

        long Count(AppendOutcome outcome) => outcomes.Count(one => one == outcome);
    }

    private DefinitionOutcome Write(RecordDescriptor type, List<NewEntry> entries, Actor person, string? approveAs, List<(int, Breach)> breaches)
    {
        var foreseen = Foresee(type, entries);
        if (foreseen.New + foreseen.Changed == 0)
        {
            return new(foreseen, breaches, null);
        }

        var batch = BatchOf(type.Code, entries);
        var counts = store.Append(new WriteContext(person.Name, person.Organisation, batch, "definition"), (IEnumerable<NewEntry>)entries, null, CancellationToken.None);
        var declined = approveAs is null ? null : new ApproveRecords(store, policy).Handle(batch, approveAs, "approved with the proposal").Declined;
        var state = new RegistryReader(store, types).StateOfBatch(batch);
        return new(new([.. entries.Select(entry => entry.ClientKey)], counts.New, counts.Changed, counts.Unchanged, batch, state is { } known ? StateNames.Of(known) : null), breaches, declined);
    }

    // Named by what is said and by how much was said before, so that the same words after a withdrawal are another batch.
    private string BatchOf(string code, List<NewEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{code} after {store.LastSequence}\n")));
        foreach (var entry in entries)
        {
            hash.AppendData(entry.Payload.Span);
        }

        return "def-" + Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
