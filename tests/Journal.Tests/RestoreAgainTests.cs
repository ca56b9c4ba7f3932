using Surefoot.Journal.Backups;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>Whatever interrupts a restore, the place can be restored into again, and nothing of the failed one is left in it.</summary>
public abstract class RestoreAgainTests(StoreKind kind)
{
    [Fact]
    public void After_a_failure_at_any_step_the_folder_holds_no_keys_and_the_next_restore_succeeds()
    {
        using var journal = Filled();
        var bytes = File.ReadAllBytes(At(journal, "b"));
        bytes[^200] ^= 1;
        File.WriteAllBytes(At(journal, "damaged"), bytes);
        using var place = new EmptyPlace(kind);
        var whole = new RestoreRequest(At(journal, "b"));
        (RestoreRequest Request, IProjector Projector)[] failing =
        [
            (whole with { Backup = At(journal, "damaged") }, new TestProjector()),
            (whole with { Keys = At(journal, "b") }, new TestProjector()),
            (whole with { Keys = At(journal, "none") }, new TestProjector()),
            (whole, new FailingProjector(() => throw new IOException("No space left on device"))),
        ];
        foreach (var (request, projector) in failing)
        {
            Should.Throw<Exception>(() => Restore(journal, place, request, projector)).ShouldBeAssignableTo(projector is TestProjector ? typeof(InvalidDataException) : typeof(IOException));
            NothingIsLeft(place);
        }

        // Another backup than the failed ones: no key of those may be among its keys.
        using var other = new TestJournal(kind);
        other.Append(Person("P-other", "killed"));
        other.Store.Backup(At(other, "b"));
        Restore(journal, place, new RestoreRequest(At(other, "b"))).UnreadablePersons.ShouldBe(0);
        KeysIn(place).ShouldBe(1);
        Holds(place, other);
    }

    [Fact]
    public void After_a_crash_before_the_commit_opening_and_restoring_throw_away_what_was_laid_aside()
    {
        using var journal = Filled();
        using var place = new EmptyPlace(kind);
        var aside = LaidAside(journal, place);
        File.WriteAllBytes(place.File(PendingKeys.FileName), aside);
        using (var store = place.Open(journal.Clock))
        {
            store.LastSequence.ShouldBe(0);
        }

        NothingIsLeft(place);
        File.WriteAllBytes(place.File(PendingKeys.FileName), aside.AsSpan(0, aside.Length / 2));
        Restore(journal, place, new RestoreRequest(At(journal, "b"))).UnreadablePersons.ShouldBe(0);
        Holds(place, journal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_crash_between_commit_and_keys_opening_or_restoring_again_finishes_it(bool byRestoring)
    {
        using var journal = Filled();
        using var place = new EmptyPlace(kind);
        var aside = LaidAside(journal, place);
        var report = Restore(journal, place, new RestoreRequest(At(journal, "b")));
        foreach (var file in new[] { JournalStore.KeyFileName, Checkpoints.KeyFileName, FolderSecrets.PublishingKey })
        {
            File.Delete(place.File(file));
        }

        // The name of the restored journal is drawn anew each time; what was laid aside is of this one.
        using (var database = place.Place.OpenReader())
        {
            var text = System.Text.Encoding.UTF8.GetString(aside);
            var drawn = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("head").GetProperty("journalId").GetString()!;
            File.WriteAllText(place.File(PendingKeys.FileName), text.Replace(drawn, database.ScalarText("SELECT journal_id FROM identity"), StringComparison.Ordinal));
        }

        if (byRestoring)
        {
            Restore(journal, place, new RestoreRequest(At(journal, "b"))).ShouldBe(report);
        }

        Holds(place, journal);
        Should.Throw<InvalidOperationException>(() => Restore(journal, place, new RestoreRequest(At(journal, "b"))), "now it is a journal like any other");
    }

    [Fact]
    public void The_secret_of_public_margins_comes_back_and_is_never_exchanged_for_another()
    {
        using var journal = Filled();
        JournalBackups.VerifyKeys(JournalBackups.KeysBeside(At(journal, "b"))).ShouldBe(new KeysReport(1, 0, true, true));
        foreach (var other in new[] { StoreKind.Sqlite, StoreKind.Postgres })
        {
            using var place = new EmptyPlace(other);
            File.WriteAllBytes(place.File(FolderSecrets.PublishingKey), new byte[FolderSecrets.PublishingKeyBytes]);
            Should.Throw<InvalidOperationException>(() => Restore(journal, place, new RestoreRequest(At(journal, "b"))));
            File.Delete(place.File(FolderSecrets.PublishingKey));
            Restore(journal, place, new RestoreRequest(At(journal, "b"))).PublishingKey.ShouldBeTrue();
            File.ReadAllBytes(place.File(FolderSecrets.PublishingKey)).ShouldBe(File.ReadAllBytes(At(journal, FolderSecrets.PublishingKey)));
        }
    }

    [Fact]
    public void A_folder_that_holds_a_journal_in_a_file_takes_no_other_beside_it()
    {
        using var journal = Filled();
        using var server = new EmptyPlace(StoreKind.Postgres);
        using var file = new TestJournal(StoreKind.Sqlite);
        file.Append(Find("F-1", 1));
        var mixed = new JournalPlace(file.Folder, server.Place.Server);
        Should.Throw<InvalidOperationException>(() => JournalBackups.Restore(mixed, new RestoreRequest(At(journal, "b")), new TestProjector(), journal.Clock));
        file.Reopen();
    }

    private TestJournal Filled()
    {
        var journal = new TestJournal(kind).Fill();
        File.WriteAllBytes(At(journal, FolderSecrets.PublishingKey), Enumerable.Range(1, FolderSecrets.PublishingKeyBytes).Select(i => (byte)i).ToArray());
        journal.Store.Checkpoint(At(journal, "head"));
        journal.Store.Backup(At(journal, "b"));
        return journal;
    }

    /// <summary>What a restore had laid aside when it began to make the projections.</summary>
    private static byte[] LaidAside(TestJournal journal, EmptyPlace place)
    {
        byte[] aside = [];
        Should.Throw<IOException>(() => Restore(journal, place, new RestoreRequest(At(journal, "b")), new FailingProjector(() =>
        {
            aside = File.ReadAllBytes(place.File(PendingKeys.FileName));
            throw new IOException("killed here");
        })));
        aside.Length.ShouldBeGreaterThan(100);
        NothingIsLeft(place);
        return aside;
    }

    private static RestoreReport Restore(TestJournal journal, EmptyPlace place, RestoreRequest request, IProjector? projector = null) =>
        JournalBackups.Restore(place.Place, request, projector ?? new TestProjector(), journal.Clock);

    private static void NothingIsLeft(EmptyPlace place)
    {
        foreach (var file in new[] { PendingKeys.FileName, Checkpoints.KeyFileName, FolderSecrets.PublishingKey })
        {
            File.Exists(place.File(file)).ShouldBeFalse(file);
        }

        KeysIn(place).ShouldBe(0);
    }

    private static int KeysIn(EmptyPlace place)
    {
        if (!File.Exists(place.File(JournalStore.KeyFileName)))
        {
            return 0;
        }

        using var keys = new KeyStore(place.File(JournalStore.KeyFileName), new RandomKeySource());
        return keys.All().Count;
    }

    private static void Holds(EmptyPlace place, TestJournal journal)
    {
        using var store = place.Open(journal.Clock);
        var verified = store.Verify();
        verified.Ok.ShouldBeTrue(verified.FirstBad?.Reason);
        verified.Head.ShouldBe(journal.Store.Verify().Head);
        store.CountUnreadablePersons().ShouldBe(0);
        File.Exists(place.File(PendingKeys.FileName)).ShouldBeFalse();
    }

    private static string At(TestJournal journal, string name) => Path.Combine(journal.Folder, name);

    private sealed class FailingProjector(Action fail) : IProjector
    {
        private readonly TestProjector _inner = new();

        public IReadOnlyList<ProjectionTable> Tables => _inner.Tables;

        public ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload)
        {
            fail();
            return _inner.Project(entry, payload);
        }
    }
}

public sealed class RestoreAgainTestsOnSqlite() : RestoreAgainTests(StoreKind.Sqlite);

public sealed class RestoreAgainTestsOnPostgres() : RestoreAgainTests(StoreKind.Postgres);
