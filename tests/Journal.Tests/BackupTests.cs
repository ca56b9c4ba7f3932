using System.Security.Cryptography;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

public abstract class BackupTests(StoreKind kind)
{
    private static readonly StoreKind[] Stores = [StoreKind.Sqlite, StoreKind.Postgres];

    [Fact]
    public void A_backup_restores_into_either_store_with_the_same_bytes()
    {
        using var journal = Filled();
        var report = journal.Store.Backup(At(journal, "b"));
        report.Entries.ShouldBe(journal.Store.LastSequence);
        JournalBackups.Verify(At(journal, "b")).ShouldBe(report);
        foreach (var other in Stores)
        {
            using var place = new EmptyPlace(other);
            var restored = JournalBackups.Restore(place.Place, new RestoreRequest(At(journal, "b")), new TestProjector(), journal.Clock);
            restored.Backup.ShouldBe(report);
            restored.UnreadablePersons.ShouldBe(1, "the person who was forgotten");
            using var store = place.Open(journal.Clock);
            var verified = store.Verify();
            verified.Ok.ShouldBeTrue(verified.FirstBad?.Reason);
            verified.Head.ShouldBe(report.Head);
            verified.Projections!.Tables.ShouldBe(journal.Store.Verify().Projections!.Tables);
            store.FindBlob(Convert.ToHexStringLower(SHA256.HashData("a scan"u8))).ShouldBe("a scan"u8.ToArray());
            store.OpenPayload(store.Read().First(e => e.ClientKey == "P-1")).ShouldNotBeNull();

            // It goes on where it ended, and signs with the same key.
            store.Append(Writer with { Batch = "after" }, [Find("F-after", 1)], null, CancellationToken.None).FirstSequence.ShouldBe(report.Entries + 1);
            store.Checkpoint(place.File("head")).PublicKey.ShouldBe(Checkpoint.Read(At(journal, "head")).PublicKey);
        }
    }

    [Fact]
    public void A_forgotten_person_does_not_come_back_with_an_old_backup()
    {
        using var journal = Filled();
        journal.Store.Backup(At(journal, "old"));
        File.Copy(JournalBackups.KeysBeside(At(journal, "old")), At(journal, "old-keys"));
        var person = journal.Store.Read().First(e => e.ClientKey == "P-1");
        journal.Store.DestroyKey(person.RecordId, Approver).ShouldBeOfType<Decided>();
        journal.Store.Backup(At(journal, "new"));

        // The old backup with the one file of keys that is kept.
        using (var place = new EmptyPlace(kind))
        {
            JournalBackups.Restore(place.Place, new RestoreRequest(At(journal, "old")), new TestProjector(), journal.Clock).UnreadablePersons.ShouldBe(2);
        }

        // The old backup with an old copy of the keys, but told who has been forgotten since.
        using (var place = new EmptyPlace(kind))
        {
            var request = new RestoreRequest(At(journal, "old"), Keys: At(journal, "old-keys"), Forgotten: JournalBackups.KeysBeside(At(journal, "new")));
            JournalBackups.Restore(place.Place, request, new TestProjector(), journal.Clock).UnreadablePersons.ShouldBe(2);
            using var store = place.Open(journal.Clock);
            store.OpenPayload(person).ShouldBeNull();
        }

        // The new backup with an old copy of the keys: the journal itself says who is forgotten.
        using (var place = new EmptyPlace(kind))
        {
            JournalBackups.Restore(place.Place, new RestoreRequest(At(journal, "new"), Keys: At(journal, "old-keys")), new TestProjector(), journal.Clock).UnreadablePersons.ShouldBe(2);
        }

        // Without this last line the test could not fail: the old copy of the keys does open the person.
        using var control = new EmptyPlace(kind);
        JournalBackups.Restore(control.Place, new RestoreRequest(At(journal, "old"), Keys: At(journal, "old-keys")), new TestProjector(), journal.Clock).UnreadablePersons.ShouldBe(1);
    }

    [Fact]
    public void A_sealed_backup_opens_with_its_key_only()
    {
        using var journal = Filled();
        using var owner = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(At(journal, "public.pem"), owner.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(At(journal, "private.pem"), owner.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(At(journal, "stranger.pem"), stranger.ExportPkcs8PrivateKeyPem());
        var report = journal.Store.Backup(At(journal, "sealed"), recipientPem: At(journal, "public.pem"));
        File.ReadAllBytes(At(journal, "sealed")).AsSpan().IndexOf("found-item"u8).ShouldBe(-1);
        JournalBackups.Verify(At(journal, "sealed"), At(journal, "private.pem")).ShouldBe(report);
        foreach (var wrong in new[] { null, At(journal, "stranger.pem"), At(journal, "public.pem"), At(journal, "sealed") })
        {
            Should.Throw<InvalidDataException>(() => JournalBackups.Verify(At(journal, "sealed"), wrong));
        }

        using var place = new EmptyPlace(kind);
        JournalBackups.Restore(place.Place, new RestoreRequest(At(journal, "sealed"), PrivateKeyPem: At(journal, "private.pem")), new TestProjector(), journal.Clock).UnreadablePersons.ShouldBe(1);
    }

    [Fact]
    public void Backups_taken_while_others_write_hold_each_by_itself()
    {
        using var journal = Filled();
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                // Slower than a restore, or the journal would grow without end.
                journal.Append(Writer with { Batch = $"w-{i}" }, Find($"W-{i}", i), Person($"WP-{i}", "injured"));
                Thread.Sleep(10);
            }
        });
        writer.Start();
        var restores = int.Parse(Environment.GetEnvironmentVariable("SUREFOOT_RESTORES") ?? "10", System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            var last = 0L;
            for (var i = 0; i < restores; i++)
            {
                var report = journal.Store.Backup(At(journal, "live"));
                report.Entries.ShouldBeGreaterThanOrEqualTo(last);
                last = report.Entries;
                using var place = new EmptyPlace(kind);
                JournalBackups.Restore(place.Place, new RestoreRequest(At(journal, "live")), new TestProjector(), journal.Clock).UnreadablePersons.ShouldBe(1);
                using var store = place.Open(journal.Clock);
                var verified = store.Verify();
                (verified.Ok, verified.Head).ShouldBe((true, report.Head));
            }
        }
        finally
        {
            stop.Cancel();
            writer.Join();
        }
    }

    [Fact]
    public void A_backup_goes_into_an_empty_place_only_and_a_damaged_one_nowhere()
    {
        using var journal = Filled();
        journal.Store.Backup(At(journal, "b"));
        Should.Throw<InvalidOperationException>(() => JournalBackups.Restore(journal.Place, new RestoreRequest(At(journal, "b")), new TestProjector(), journal.Clock));
        var bytes = File.ReadAllBytes(At(journal, "b"));
        bytes[^200] ^= 1;
        File.WriteAllBytes(At(journal, "damaged"), bytes);
        using var place = new EmptyPlace(kind);
        Should.Throw<InvalidDataException>(() => JournalBackups.Restore(place.Place, new RestoreRequest(At(journal, "damaged")), new TestProjector(), journal.Clock));
        File.Exists(place.File(JournalStore.FileName)).ShouldBeFalse("an empty journal would look like one in which nothing was ever written");
        using var store = place.Open(journal.Clock);
        store.LastSequence.ShouldBe(0);
        Should.Throw<InvalidDataException>(() => JournalBackups.Restore(place.Place, new RestoreRequest(At(journal, "b"), Keys: At(journal, "none")), new TestProjector(), journal.Clock));
    }

    private TestJournal Filled()
    {
        var journal = new TestJournal(kind).Fill();
        journal.Append(Writer with { Batch = "persons" }, Person("P-2", "injured"));
        journal.Store.DestroyKey(journal.Store.Read().First(e => e.ClientKey == "P-2").RecordId, Approver).ShouldBeOfType<Decided>();
        journal.Store.KeepBlob("a scan"u8);
        journal.Store.Checkpoint(At(journal, "head"));
        return journal;
    }

    private static string At(TestJournal journal, string name) => Path.Combine(journal.Folder, name);
}

public sealed class BackupTestsOnSqlite() : BackupTests(StoreKind.Sqlite)
{
    [Fact]
    public void Every_flipped_byte_and_every_cut_of_a_backup_is_found()
    {
        using var journal = new TestJournal(StoreKind.Sqlite).Fill();
        var file = Path.Combine(journal.Folder, "b");
        journal.Store.KeepBlob("a scan"u8);
        journal.Store.Checkpoint(Path.Combine(journal.Folder, "head"));
        journal.Store.Backup(file);
        var bytes = File.ReadAllBytes(file);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x20;
            File.WriteAllBytes(file, bytes);
            Should.Throw<InvalidDataException>(() => JournalBackups.Verify(file), FormattableString.Invariant($"byte {i}"));
            bytes[i] ^= 0x20;
        }

        for (var length = 0; length < bytes.Length; length += 7)
        {
            File.WriteAllBytes(file, bytes.AsSpan(0, length));
            Should.Throw<InvalidDataException>(() => JournalBackups.Verify(file));
        }

        File.WriteAllBytes(file, [.. bytes, 0]);
        Should.Throw<InvalidDataException>(() => JournalBackups.Verify(file));
    }
}

public sealed class BackupTestsOnPostgres() : BackupTests(StoreKind.Postgres);
