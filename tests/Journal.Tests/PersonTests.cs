using System.Security.Cryptography;
using System.Text;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

public abstract class PersonTests(StoreKind kind)
{
    [Fact]
    public void A_personal_payload_is_stored_sealed_and_opens_with_its_key()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Person("P-1", "killed"), Person("P-2", "killed"));
        var entries = journal.Store.Read().ToList();
        entries[0].KeyId.ShouldBe(entries[0].RecordId.ToString());
        Encoding.Latin1.GetString(entries[0].Payload.Span).ShouldNotContain("killed");
        entries[1].Payload.ToArray()[13..].ShouldNotBe(entries[0].Payload.ToArray()[13..]);
        Encoding.UTF8.GetString(journal.Store.OpenPayload(entries[0])!.Value.Span).ShouldBe("""{"outcome":"killed"}""");
        journal.Query<string>("SELECT outcome FROM casualty LIMIT 1").ShouldBe("killed");
    }

    [Fact]
    public void A_sealed_payload_moved_to_another_record_does_not_open()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Person("P-1", "killed"), Person("P-2", "killed"));
        var entries = journal.Store.Read().ToList();
        Should.Throw<CryptographicException>(() => journal.Store.OpenPayload(entries[0] with { Payload = entries[1].Payload }));
        Should.Throw<CryptographicException>(() => journal.Store.OpenPayload(entries[0] with { Version = 2 }));
    }

    [Fact]
    public void A_forgotten_person_cannot_be_read_and_does_not_come_back()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Person("P-1", "killed-somewhere"), Person("P-2", "killed"));
        journal.Store.ApproveBatch(Approver, "batch-1");
        var entry = journal.Store.Read().First();
        journal.Store.DestroyKey(entry.RecordId, Approver).ShouldBeOfType<Decided>().Sequence.ShouldBe(4);

        journal.Store.OpenPayload(entry).ShouldBeNull();
        journal.Query<long>("SELECT count(*) FROM casualty WHERE outcome IS NULL AND state = 'approved' AND is_current = 1").ShouldBe(1);
        journal.Store.Verify().ShouldSatisfyAllConditions(r => r.Ok.ShouldBeTrue(), r => r.Projections!.Identical.ShouldBeTrue());

        journal.Append(Person("P-1", "killed-somewhere"), Person("P-2", "killed")).Outcomes.ShouldBe([AppendOutcome.Forgotten, AppendOutcome.Unchanged]);
        journal.Store.DestroyKey(entry.RecordId, Approver).ShouldBe(new NoKeyToDestroy(entry.RecordId));
        journal.Store.DestroyKey(Guid.Empty, Approver).ShouldBe(new RecordNotFound(Guid.Empty, null));

        // Neither the projected value nor the key is left on any page of any file.
        var key = new byte[32];
        new SyntheticKeySource(7).FillKey(entry.KeyId!, key);
        foreach (var file in Directory.GetFiles(journal.Folder))
        {
            var bytes = ReadShared(file);
            bytes.AsSpan().IndexOf("killed-somewhere"u8).ShouldBe(-1, file);
            bytes.AsSpan().IndexOf(key).ShouldBe(-1, file);
        }
    }

    [Fact]
    public void A_restored_old_key_file_does_not_bring_a_person_back()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Person("P-1", "killed"));
        var keyFile = Path.Combine(journal.Folder, JournalStore.KeyFileName);
        var old = ReadShared(keyFile);
        var entry = journal.Store.Read().First();
        journal.Store.DestroyKey(entry.RecordId, Approver).ShouldBeOfType<Decided>();
        journal.Store.Dispose();
        File.WriteAllBytes(keyFile, old);
        journal.Reopen();
        journal.Store.OpenPayload(entry).ShouldBeNull();
    }

    [Fact]
    public void A_personal_entry_with_a_position_in_the_clear_is_misuse()
    {
        using var journal = new TestJournal(kind);
        Should.Throw<ArgumentException>(() => journal.Append(Person("P-1", "killed") with { Geometry = Point(46, 39) }));
    }

    [Fact]
    public void Real_keys_are_random_and_only_their_owner_may_read_the_file()
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-journal-").FullName;
        try
        {
            using var store = JournalStore.Open(folder, new TestProjector(), new TestClock());
            store.Append(Writer, [Person("P-1", "killed"), Person("P-2", "killed")], null, CancellationToken.None);
            var payloads = store.Read().Select(e => Convert.ToHexString(e.Payload.Span[..13])).ToList();
            payloads[0].ShouldNotBe(payloads[1]);
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(Path.Combine(folder, JournalStore.KeyFileName)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}

public sealed class PersonTestsOnSqlite() : PersonTests(StoreKind.Sqlite);

public sealed class PersonTestsOnPostgres() : PersonTests(StoreKind.Postgres);
