using System.Text.Json;
using Surefoot.Journal;

namespace Surefoot.Faults;

/// <summary>What is written while things break: every kind of write there is, each told to whoever listens once the journal has acknowledged it.</summary>
internal sealed class Work(JournalStore store, string folder, int seed, Action<string> acknowledge)
{
    private static readonly WriteContext Writer = new("writer", "ORG-1", "", "faults");
    private static readonly WriteContext Approver = new("approver", "ORG-2", "approvals", "faults");

    private readonly Random _random = new(seed);
    private readonly List<Guid> _people = [];
    private int _done;

    public static JournalStore Open(string folder, string? url)
    {
        PostgresPlace? server = null;
        if (url is not null && !PostgresPlace.TryParse(url, out server, out var fault))
        {
            throw new ArgumentException(fault);
        }

        return JournalStore.Open(new JournalPlace(folder, server), new Projector(), TimeProvider.System, new RandomKeySource());
    }

    /// <summary>One write, and a line about it when it is acknowledged. The name of a batch says how many entries it must have, or none at all.</summary>
    public void Next()
    {
        var n = _done++;
        var name = FormattableString.Invariant($"b-{seed}-{n}");
        switch (n % 8)
        {
            case 5:
                Decide(store.ApproveBatch(Approver, Batch(n - 1)), "approve");
                break;
            case 6 when _people.Count > 0 && n % 3 == 0:
                var person = _people[^1];
                _people.RemoveAt(_people.Count - 1);
                if (store.DestroyKey(person, Approver) is Decided)
                {
                    acknowledge($"forget {person}");
                }

                break;
            case 6:
                acknowledge($"blob {store.KeepBlob(Content(n))}");
                break;
            case 7:
                var file = Path.Combine(folder, name + ".head");
                var head = store.Checkpoint(file);
                acknowledge(FormattableString.Invariant($"checkpoint {head.Sequence} {head.Hash}"));
                break;
            default:
                var entries = Enumerable.Range(0, Size(n)).Select(i => Entry(FormattableString.Invariant($"{name}-{i}"), n)).ToList();
                var receipt = store.Append(Writer with { Batch = Batch(n) }, entries, null, CancellationToken.None);
                acknowledge(FormattableString.Invariant($"append {receipt.Batch} {receipt.FirstSequence} {receipt.LastSequence}"));
                _people.AddRange(store.Read(receipt.FirstSequence).Where(entry => entry.Tier == Tier.Personal).Select(entry => entry.RecordId));
                break;
        }
    }

    private static int Size(int n) => n % 8 == 3 ? 40 : 1 + (n % 5);

    private string Batch(int n) => FormattableString.Invariant($"b-{seed}-{n}-{Size(n)}");

    private byte[] Content(int n)
    {
        var content = new byte[1000 + (n * 100 % 20_000)];
        _random.NextBytes(content);
        return content;
    }

    private void Decide(DecisionResult result, string action)
    {
        if (result is Decided decided)
        {
            acknowledge(FormattableString.Invariant($"{action} {decided.Sequence} {decided.BoundHash}"));
        }
    }

    private static NewEntry Entry(string key, int n)
    {
        var person = n % 3 == 1;
        return new()
        {
            RecordType = person ? "casualty" : "found-item",
            Schema = person ? "casualty@1" : "found-item@1",
            ClientKey = key,
            InformationDate = new DateOnly(2025, 1, 1),
            State = EntryState.Submitted,
            Tier = person ? Tier.Personal : Tier.Restricted,
            Payload = CanonicalJson.Object(("key", key), ("note", new string('x', n * 37 % 900))),
            Geometry = person ? default : new byte[21],
        };
    }

    private sealed class Projector : IProjector
    {
        public IReadOnlyList<ProjectionTable> Tables { get; } =
        [
            new("found-item", "found_item", 1, [new("key", ColumnType.Text, Indexed: true)], HasGeometry: true),
            new("casualty", "casualty", 1, [new("key", ColumnType.Text)], HasGeometry: false),
        ];

        public ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload)
        {
            if (payload.IsEmpty)
            {
                return new([null], null, 0, 0, 0, 0);
            }

            using var json = JsonDocument.Parse(payload);
            return new([json.RootElement.GetProperty("key").GetString()], entry.Geometry.IsEmpty ? null : entry.Geometry.ToArray(), 46, 39, 46, 39);
        }
    }
}
