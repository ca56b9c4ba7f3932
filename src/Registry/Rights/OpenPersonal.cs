using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Rights;

/// <summary>The door to records about persons: asks for the right and for a reason, and writes the line before anything is shown.</summary>
public sealed class OpenPersonal(JournalStore store, Policy policy, TimeProvider clock)
{
    private const int LeastReason = 3;

    /// <param name="door">What the reader uses.</param>
    /// <param name="type">Of the records opened.</param>
    /// <param name="opened">One record's id, or <see cref="PersonalRead.AllRecords"/>.</param>
    /// <returns>Null if it is open; the line is on the disk then.</returns>
    public Declined? Handle(string actor, string door, string type, string opened, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var (person, declined) = policy.Ask(actor, Verbs.ReadPersonal);
        if (person is null)
        {
            return declined;
        }

        if (reason.Trim().Length is > 0 and < LeastReason)
        {
            return new Declined("reason.too-short", FormattableString.Invariant($"{LeastReason} letters at least: whoever looks through the list of openings has to understand it."), door, "--reason TEXT");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Declined("reason.required", "Records about persons are opened for a reason, which is kept with the name of who opened them.", door, "--reason TEXT");
        }

        var written = RecordDescriptor.Of(typeof(PersonalRead));
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        Dictionary<string, string?> fields = new(StringComparer.Ordinal)
        {
            ["id"] = Guid.NewGuid().ToString("D"),
            ["informationDate"] = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["organisation"] = person.Organisation,
            ["synthetic"] = DataFolderStamp.Read(store) == true ? "true" : "false",
            ["reader"] = person.Name,
            ["door"] = door,
            ["openedType"] = type,
            ["opened"] = opened,
            ["reason"] = reason.Trim(),
        };
        List<Breach> breaches = [];
        var row = new RowCheck(written, CodeListCatalogue.BuiltIn, CheckSettings.Today(clock)).Check(fields, decimalComma: false, breaches);
        if (breaches.Find(breach => breach.Refused) is { } wrong)
        {
            return new Declined("reason.required", wrong.Message, wrong.Field);
        }

        var entry = new NewEntry
        {
            RecordType = written.Code,
            Schema = written.Schema,
            ClientKey = row.Id,
            InformationDate = row.InformationDate,
            State = EntryState.Submitted,
            Tier = written.Tier,
            Payload = new PayloadWriter(written).Write(row, null),
        };
        store.Append(new WriteContext(person.Name, person.Organisation, PersonalRead.Code, reason.Trim()), [entry], null, CancellationToken.None);
        return null;
    }

    /// <summary>Who opened what, oldest first; of one record also the times when all were opened.</summary>
    public static IEnumerable<(DateTimeOffset At, PersonalRead Read)> List(JournalStore store, RecordTypes types, string? of) =>
        from row in new RegistryReader(store, types).ListVersions(PersonalRead.Code)
        let read = row.As<PersonalRead>()
        where of is null || read.Opened == of || read.Opened == PersonalRead.AllRecords
        select (row.RecordedAt, read);
}
