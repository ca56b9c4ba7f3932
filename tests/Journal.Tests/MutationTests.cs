using System.Globalization;
using System.Text;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>Ten thousand ways of changing what was written, each found and named, and the outside verifier says the same of a share of them.</summary>
/// <remarks>SUREFOOT_MUTATIONS sets another number; the live files of both stores are changed in <see cref="TamperTests"/>.</remarks>
public sealed class MutationTests : IDisposable
{
    private const int Seed = 20260131;
    private const int AlsoOutside = 250;

    private static readonly int Mutations = int.TryParse(Environment.GetEnvironmentVariable("SUREFOOT_MUTATIONS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 10_000;

    private readonly TestJournal _journal = new(StoreKind.Sqlite);
    private readonly byte[] _export;
    private readonly ExportFile _entries;
    private readonly List<int> _starts = [];
    private readonly string _early;
    private readonly string _late;

    public MutationTests()
    {
        _journal.Fill();
        for (var i = 0; i < 12; i++)
        {
            _journal.Clock.Advance(TimeSpan.FromHours(1));
            var batch = Writer with { Batch = $"more-{i % 3}" };
            _journal.Append(batch, Find($"M-{i}", i) with { State = i % 2 == 0 ? EntryState.Submitted : EntryState.Draft }, Area($"M-{i}", 46 + (i / 100.0), 39), Person($"M-{i}", "injured"));
        }

        var store = _journal.Store;
        store.SubmitBatch(Writer with { Actor = "editor" }, "more-0").ShouldBeOfType<Decided>();
        store.ApproveBatch(Approver, "more-0").ShouldBeOfType<Decided>();
        _early = Path.Combine(_journal.Folder, "early.json");
        store.Checkpoint(_early);
        store.ReturnBatch(Approver, "more-1").ShouldBeOfType<Decided>();
        store.Submit(Writer, store.Read().First(e => e.ClientKey == "M-1").RecordId).ShouldBeOfType<Decided>();
        store.DestroyKey(store.Read().First(e => e.Tier == Tier.Personal).RecordId, Approver).ShouldBeOfType<Decided>();
        _journal.Append(Writer with { Batch = "last" }, Find("F-1", 9) with { BaseVersion = 2 }, Find("F-2", 9) with { BaseVersion = 1 });
        store.Approve(Approver, store.Read(1).First().RecordId).ShouldBeOfType<Decided>();
        store.WithdrawBatch(Approver, "batch-2").ShouldBeOfType<Decided>();
        store.UndoBatch(Approver, "more-0", new HashSet<string>(["hazard-area"])).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Approved, "one of two signatures");
        store.UndoBatch(Writer, "last").ShouldBeOfType<Decided>();
        _late = Path.Combine(_journal.Folder, "late.json");
        store.Checkpoint(_late);
        var file = Path.Combine(_journal.Folder, "journal.bin");
        store.Export(file);
        _export = File.ReadAllBytes(file);
        _entries = ExportFile.Parse(_export);
        var at = 19;
        foreach (var entry in _entries.Entries)
        {
            _starts.Add(at);
            at += 4 + entry.Preimage().Length + 32;
        }

        _starts.Add(at);
    }

    private int Last => _entries.Entries.Count;

    [Fact]
    public void Every_one_of_ten_thousand_mutations_is_found_and_the_first_bad_entry_named()
    {
        Check(_export, null).ShouldBeNull();
        Check(_export, _early).ShouldBeNull();
        Check(_export, _late).ShouldBeNull();
        var random = new Random(Seed);
        List<(string File, long Named, string What)> outside = [];
        var byKind = new int[Kinds.Length];
        for (var i = 0; i < Mutations; i++)
        {
            var kind = i % Kinds.Length;
            if (Kinds[kind](this, random) is not { } mutation)
            {
                continue;
            }

            byKind[kind]++;
            var bad = Check(mutation.Bytes, mutation.Checkpoint).ShouldNotBeNull($"not found: {mutation.What} (mutation {i})");
            bad.Sequence.ShouldBeInRange(mutation.From, mutation.To, $"{mutation.What}: {bad.Reason} (mutation {i})");
            if (mutation.Checkpoint is null && outside.Count < AlsoOutside && i % (Mutations / AlsoOutside / 2) <= Kinds.Length)
            {
                var file = Path.Combine(_journal.Folder, $"mutant-{i}.bin");
                File.WriteAllBytes(file, mutation.Bytes);
                outside.Add((file, bad.Sequence, mutation.What));
            }
        }

        byKind.Min().ShouldBeGreaterThan(Mutations / Kinds.Length / 2);
        var said = OutsideVerifier.RunAll(outside.Select(one => one.File));
        said.Count.ShouldBe(outside.Count);
        outside.Count.ShouldBe(AlsoOutside);
        for (var i = 0; i < said.Count; i++)
        {
            said[i].Ok.ShouldBeFalse(outside[i].What);

            // Both call the magic's place by their own name: entry 0 or the first.
            Math.Max(1, said[i].Entry).ShouldBe(Math.Max(1, outside[i].Named), outside[i].What);
        }
    }

    [Fact]
    public void The_outside_verifier_finds_forks_and_rollbacks_against_a_checkpoint()
    {
        var random = new Random(Seed);
        var file = Path.Combine(_journal.Folder, "mutant.bin");
        File.WriteAllBytes(file, _export);
        var key = Path.Combine(_journal.Folder, "public.pem");
        File.WriteAllText(key, $"-----BEGIN PUBLIC KEY-----\n{Surefoot.Journal.Checkpoint.Read(_late).PublicKey}\n-----END PUBLIC KEY-----\n");
        OutsideVerifier.Run(file, key, _early, _late).ShouldBe((true, Last, $"ok: {Last} entries, head {Surefoot.Journal.Checkpoint.Read(_late).Hash}"));
        foreach (var kind in new[] { Fork, Rollback, Rewrite, ConsistentRetarget })
        {
            var mutation = kind(this, random)!;
            File.WriteAllBytes(file, mutation.Bytes);
            var verdict = OutsideVerifier.Run(file, mutation.Checkpoint!);
            verdict.Ok.ShouldBeFalse(mutation.What);
            verdict.Entry.ShouldBeInRange(mutation.From, mutation.To, mutation.What + ": " + verdict.Said);
        }

        using var other = new TestJournal(StoreKind.Sqlite);
        var otherHead = Path.Combine(other.Folder, "head.json");
        other.Store.Checkpoint(otherHead);
        File.WriteAllBytes(file, _export);
        OutsideVerifier.Run(file, key, otherHead).Said.ShouldContain("another key");
        OutsideVerifier.Run(file, otherHead).Ok.ShouldBeTrue("an empty journal is the beginning of every journal");
        var head = File.ReadAllText(_late);
        File.WriteAllText(_late, head.Replace("\"sequence\":", "\"sequence\":1", StringComparison.Ordinal));
        OutsideVerifier.Run(file, _late).Said.ShouldContain("signature");
    }

    public void Dispose() => _journal.Dispose();

    private static BadEntry? Check(byte[] export, string? checkpoint)
    {
        using var check = new ChainCheck();
        using var file = new MemoryStream(export);
        return (checkpoint is null ? null : Verifying.Expect(check, checkpoint, null)) ?? ExportCheck.Read(file, check, null, null, CancellationToken.None) ?? check.End();
    }

    /// <summary>A mutated export, and the range in which the first bad entry must be named.</summary>
    private sealed record Mutation(byte[] Bytes, long From, long To, string What, string? Checkpoint = null);

    private delegate Mutation? Kind(MutationTests journal, Random random);

    private static readonly Kind[] Kinds =
    [
        BitFlip, BitFlip, BitFlip, ChangedField, ChangedField, ChangedField, RehashedAlone, Deleted, Swapped, Doubled, Cut, WrongVersion, OwnApproval, Retargeted, Retargeted, OtherCount,
        Fork, Rollback, Rewrite, ConsistentRetarget,
    ];

    /// <summary>One bit of one byte anywhere in the file: lengths, hashes and the end included.</summary>
    private static Mutation BitFlip(MutationTests journal, Random random)
    {
        var bytes = journal._export.ToArray();
        var at = random.Next(bytes.Length);
        var bit = random.Next(8);
        bytes[at] ^= (byte)(1 << bit);
        var entry = journal._starts.Count(start => start <= at);
        return new(bytes, entry, entry, $"bit {bit} of byte {at}");
    }

    /// <summary>One field of one entry, by a bit, a byte more or less, or no value; the hash is left.</summary>
    private static Mutation ChangedField(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var entry = random.Next(journal.Last);
        var field = random.Next(1, 21);
        Change(export.Entries[entry], field, random);
        return new(export.ToBytes(), entry + 1, entry + 1, $"field {field} of entry {entry + 1}");
    }

    /// <summary>As before, and its own hash made anew: then the next one does not follow, or the end does not fit.</summary>
    private static Mutation RehashedAlone(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var entry = random.Next(journal.Last - 1);
        var field = random.Next(1, 21);
        Change(export.Entries[entry], field, random);
        export.Entries[entry].Hash = System.Security.Cryptography.SHA256.HashData(export.Entries[entry].Preimage());
        return new(export.ToBytes(), entry + 1, entry + 2, $"field {field} of entry {entry + 1}, rehashed");
    }

    private static Mutation Deleted(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var entry = random.Next(journal.Last - 1);
        export.Entries.RemoveAt(entry);
        return new(export.ToBytes(), entry + 1, entry + 1, $"entry {entry + 1} deleted");
    }

    private static Mutation Swapped(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var (a, b) = (random.Next(journal.Last), random.Next(journal.Last - 1));
        b += b >= a ? 1 : 0;
        (export.Entries[a], export.Entries[b]) = (export.Entries[b], export.Entries[a]);
        return new(export.ToBytes(), Math.Min(a, b) + 1, Math.Min(a, b) + 1, $"entries {a + 1} and {b + 1} swapped");
    }

    private static Mutation Doubled(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var (from, to) = (random.Next(journal.Last), random.Next(journal.Last));
        export.Entries.Insert(to, export.Entries[from]);
        var first = to == from ? to + 1 : to;
        return new(export.ToBytes(), first + 1, first + 1, $"entry {from + 1} again in place {to + 1}");
    }

    /// <summary>The file ends in the middle.</summary>
    private static Mutation Cut(MutationTests journal, Random random)
    {
        var length = random.Next(20, journal._export.Length);
        var entry = journal._starts.Count(start => start <= length);
        return new(journal._export[..length], entry, entry, $"cut after {length} bytes");
    }

    /// <summary>Version or base version beyond what there is, everything chained anew: no hash is wrong.</summary>
    private static Mutation WrongVersion(MutationTests journal, Random random)
    {
        var entry = random.Next(journal.Last);
        var field = random.Next(2) == 0 ? EntryField.Version : EntryField.BaseVersion;
        return Forge(journal, entry, $"field {field} of entry {entry + 1}", forged => forged.Fields[field] = Encoding.ASCII.GetBytes((random.Next(5, 90) * 10).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Whoever wrote the batch approves it, everything chained anew.</summary>
    private static Mutation OwnApproval(MutationTests journal, Random random)
    {
        var entry = Any(journal, random, act => act.Contains("\"approve\"", StringComparison.Ordinal));
        return Forge(journal, entry, $"approval {entry + 1} by the writer", forged => forged.Fields[EntryField.Actor] = "writer"u8.ToArray());
    }

    /// <summary>A decision points at another batch, entry or hash than it binds, everything chained anew.</summary>
    private static Mutation? Retargeted(MutationTests journal, Random random)
    {
        var entry = Any(journal, random, _ => true);
        var act = journal._entries.Entries[entry].Text(EntryField.Payload);
        (string Old, string New)[] changes =
        [
            ("\"batch\":\"more-0\"", "\"batch\":\"more-1\""), ("\"batch\":\"batch-1\"", "\"batch\":\"batch-2\""), ("\"batch\":\"last\"", "\"batch\":\"none\""),
            ("\"batchHash\":\"", "\"batchHash\":\"0"), ("\"entryHash\":\"", "\"entryHash\":\"0"), ("\"firstSequence\":", "\"firstSequence\":1"), ("\"lastSequence\":", "\"lastSequence\":9"),
            ("\"sequence\":", "\"sequence\":1"), ("\"version\":", "\"version\":4"), ("\"recordId\":\"0", "\"recordId\":\"1"), ("\"action\":\"", "\"action\":\"x"),
        ];
        var fitting = changes.Where(change => act.Contains(change.Old, StringComparison.Ordinal)).ToArray();
        var (old, @new) = fitting[random.Next(fitting.Length)];
        var named = @new.Contains("\"0", StringComparison.Ordinal) ? @new[..^1] + random.Next(2, 10).ToString(CultureInfo.InvariantCulture) : @new;
        return Forge(journal, entry, $"decision {entry + 1}: {old} → {named}", forged => forged.Fields[EntryField.Payload] = Encoding.UTF8.GetBytes(act.Replace(old, named, StringComparison.Ordinal)));
    }

    /// <summary>A decision says that it changed another number of entries.</summary>
    private static Mutation OtherCount(MutationTests journal, Random random)
    {
        var entry = Any(journal, random, act => act.Contains("\"entries\":", StringComparison.Ordinal));
        var act = journal._entries.Entries[entry].Text(EntryField.Payload);
        return Forge(journal, entry, $"decision {entry + 1} says another number", forged => forged.Fields[EntryField.Payload] = Encoding.UTF8.GetBytes(act.Replace("\"entries\":", $"\"entries\":{random.Next(1, 9)}", StringComparison.Ordinal)));
    }

    /// <summary>From some entry on another history, in itself without a fault: only the checkpoint knows better.</summary>
    private static Mutation Fork(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var entry = random.Next(journal.Last);
        export.Entries[entry].Fields[EntryField.Reason] = Encoding.UTF8.GetBytes($"another reason {random.Next()}");
        export.ChainAnewFrom(entry + 1);
        var (checkpoint, at) = journal.CheckpointAfter(entry + 1, random);
        return new(export.ToBytes(), entry + 1, at, $"forked at entry {entry + 1}", checkpoint);
    }

    /// <summary>The tail is gone and the end is made to fit.</summary>
    private static Mutation Rollback(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var kept = random.Next(journal.Last);
        export.Entries.RemoveRange(kept, journal.Last - kept);
        var (checkpoint, _) = journal.CheckpointAfter(kept + 1, random);
        return new(export.ToBytes(), kept + 1, kept + 1, $"rolled back to {kept} entries", checkpoint);
    }

    /// <summary>An entry is left out or put in, and everything after it is numbered and chained anew.</summary>
    private static Mutation Rewrite(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var entry = random.Next(1, journal.Last);
        if (random.Next(2) == 0)
        {
            export.Entries.RemoveAt(entry);
        }
        else
        {
            var added = export.Entries[0].Copy();
            added.Fields[EntryField.RecordId] = Encoding.ASCII.GetBytes($"0195ebc0-3800-7{random.Next(4096):x3}-8000-000000000000");
            added.Fields[EntryField.ClientKey] = Encoding.ASCII.GetBytes($"ADDED-{random.Next()}");
            added.Fields[EntryField.RecordedAt] = export.Entries[entry - 1].Fields[EntryField.RecordedAt];
            export.Entries.Insert(entry, added);
        }

        export.ChainAnewFrom(entry + 1);
        var (checkpoint, at) = journal.CheckpointAfter(entry + 1, random);
        return new(export.ToBytes(), entry + 1, at, $"written anew from entry {entry + 1}", checkpoint);
    }

    /// <summary>A withdrawal becomes an undoing, bound as it should be and chained anew.</summary>
    private static Mutation ConsistentRetarget(MutationTests journal, Random random)
    {
        var export = journal._entries.Copy();
        var entry = journal._entries.Entries.FindIndex(e => e.Text(EntryField.Payload).Contains("\"withdraw\"", StringComparison.Ordinal));
        var act = export.Entries[entry].Text(EntryField.Payload);
        export.Entries[entry].Fields[EntryField.Payload] = Encoding.UTF8.GetBytes(act.Replace("withdraw", "undo", StringComparison.Ordinal));
        export.Entries[entry].Fields[EntryField.Reason] = Encoding.UTF8.GetBytes($"{random.Next()}");
        export.ChainAnewFrom(entry + 1);
        return new(export.ToBytes(), entry + 1, journal.Last, "a withdrawal made an undoing", journal._late);
    }

    private static int Any(MutationTests journal, Random random, Func<string, bool> fits)
    {
        var decisions = journal._entries.Entries.Index().Where(e => e.Item.Text(EntryField.RecordType) == ActTypes.Decision && fits(e.Item.Text(EntryField.Payload))).Select(e => e.Index).ToArray();
        return decisions[random.Next(decisions.Length)];
    }

    private static Mutation Forge(MutationTests journal, int entry, string what, Action<ForgedEntry> forge)
    {
        var export = journal._entries.Copy();
        forge(export.Entries[entry]);
        export.ChainAnewFrom(entry + 1);
        return new(export.ToBytes(), entry + 1, entry + 1, what);
    }

    private (string File, long Sequence) CheckpointAfter(int sequence, Random random)
    {
        var early = Surefoot.Journal.Checkpoint.Read(_early).Sequence;
        return sequence <= early && random.Next(2) == 0 ? (_early, early) : (_late, Last);
    }

    private static void Change(ForgedEntry entry, int field, Random random)
    {
        var value = entry.Fields[field];
        switch (value is { Length: > 0 } ? random.Next(4) : 0)
        {
            case 0:
                entry.Fields[field] = value is null ? [] : [.. value, (byte)'x'];
                break;
            case 1:
                entry.Fields[field] = value![..^1];
                break;
            case 2:
                entry.Fields[field] = null;
                break;
            default:
                value![random.Next(value.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }
    }
}
