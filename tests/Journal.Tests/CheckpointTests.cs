using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

public abstract class CheckpointTests(StoreKind kind)
{
    [Fact]
    public void A_journal_that_went_on_holds_against_its_checkpoint()
    {
        using var journal = new TestJournal(kind).Fill();
        var head = Path.Combine(journal.Folder, "head.json");
        var checkpoint = journal.Store.Checkpoint(head);
        checkpoint.Sequence.ShouldBe(journal.Store.LastSequence);
        checkpoint.SignatureHolds().ShouldBeTrue();
        Checkpoint.Read(head).ShouldBe(checkpoint);
        journal.Append(Find("F-9", 1));
        journal.Store.Verify(againstCheckpoint: head).Ok.ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(journal.Folder, "checkpoint-key.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_cut_tail_is_found_against_a_checkpoint()
    {
        using var journal = new TestJournal(kind).Fill();
        var head = Path.Combine(journal.Folder, "head.json");
        journal.Store.Checkpoint(head);
        var last = journal.Store.LastSequence;
        journal.Tamper("DELETE FROM checkpoint");
        journal.Tamper("DELETE FROM projection_state");
        journal.Tamper($"DELETE FROM entry WHERE sequence = {last}");
        journal.Reopen();
        journal.Store.Verify().Ok.ShouldBeTrue("without a checkpoint a clean cut cannot be seen");
        var bad = journal.Store.Verify(againstCheckpoint: head).FirstBad.ShouldNotBeNull();
        bad.Sequence.ShouldBe(last);
        bad.Reason.ShouldContain("tail is cut");
    }

    [Fact]
    public void A_tail_cut_by_someone_who_forgot_the_projections_is_found_without_a_checkpoint()
    {
        using var journal = new TestJournal(kind).Fill();
        var last = journal.Store.LastSequence;
        journal.Tamper($"DELETE FROM entry WHERE sequence = {last}");
        journal.Reopen();
        journal.Store.Verify().FirstBad!.Sequence.ShouldBe(last);
    }

    [Fact]
    public void A_history_written_anew_is_found_as_a_fork()
    {
        using var journal = new TestJournal(kind).Fill();
        var head = Path.Combine(journal.Folder, "head.json");
        var sequence = journal.Store.Checkpoint(head).Sequence;
        using var other = new TestJournal(kind);
        for (var i = 0; i < 10; i++)
        {
            other.Append(Find($"G-{i}", i));
        }

        other.Store.Verify().Ok.ShouldBeTrue();
        var bad = other.Store.Verify(againstCheckpoint: head).FirstBad.ShouldNotBeNull();
        bad.Sequence.ShouldBe(sequence);
        bad.Reason.ShouldContain("fork");
    }

    [Fact]
    public void A_checkpoint_of_another_key_is_not_trusted()
    {
        using var journal = new TestJournal(kind).Fill();
        using var same = new TestJournal(kind).Fill();
        var mine = Path.Combine(journal.Folder, "head.json");
        var other = Path.Combine(same.Folder, "head.json");
        journal.Store.Checkpoint(mine);
        same.Store.Checkpoint(other);
        journal.Store.Verify(againstCheckpoint: other).FirstBad!.Reason.ShouldContain("another key");
    }

    [Fact]
    public void Only_the_key_that_was_pinned_is_trusted_whatever_lies_in_the_folder()
    {
        using var journal = new TestJournal(kind).Fill();
        var (mine, key, other) = (Path.Combine(journal.Folder, "head.json"), Path.Combine(journal.Folder, "pinned.pem"), Path.Combine(journal.Folder, "other.json"));
        var first = journal.Store.Checkpoint(mine);
        File.WriteAllText(key, $"-----BEGIN PUBLIC KEY-----\n{first.PublicKey}\n-----END PUBLIC KEY-----\n");
        File.Delete(Path.Combine(journal.Folder, "checkpoint-key.pem"));
        journal.Store.Checkpoint(other).PublicKey.ShouldNotBe(first.PublicKey);
        var pinned = Checkpoint.ReadPublicKey(key);
        journal.Store.Verify(mine, trustedKey: pinned).Ok.ShouldBeTrue("the old head holds by the old key");
        journal.Store.Verify(other, trustedKey: pinned).FirstBad!.Reason.ShouldContain("another key");
        journal.Store.Verify(mine).FirstBad!.Reason.ShouldContain("another key");
        Should.Throw<InvalidDataException>(() => Checkpoint.ReadPublicKey(mine));
    }

    [Fact]
    public void A_signing_key_that_is_none_is_refused_in_words()
    {
        using var journal = new TestJournal(kind).Fill();
        File.WriteAllText(Path.Combine(journal.Folder, "checkpoint-key.pem"), "");
        Should.Throw<JournalUnavailableException>(() => journal.Store.Checkpoint(Path.Combine(journal.Folder, "head.json"))).Message.ShouldContain("docs/checkpoints.md");
        File.Exists(Path.Combine(journal.Folder, "head.json")).ShouldBeFalse();
    }

    [Fact]
    public void Any_changed_byte_of_a_checkpoint_file_is_found()
    {
        using var journal = new TestJournal(kind).Fill();
        var head = Path.Combine(journal.Folder, "head.json");
        journal.Store.Checkpoint(head);
        var bytes = File.ReadAllBytes(head);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(head, changed);
            journal.Store.Verify(againstCheckpoint: head, projections: false).Ok.ShouldBeFalse($"byte {i}");
        }
    }

    [Fact]
    public void A_checkpoint_kept_in_the_journal_is_checked_too()
    {
        using var journal = new TestJournal(kind).Fill();
        journal.Store.Checkpoint(Path.Combine(journal.Folder, "head.json"));
        journal.Tamper("UPDATE checkpoint SET sequence = sequence - 1");
        journal.Store.Verify().Ok.ShouldBeFalse();
    }
}

public sealed class CheckpointTestsOnSqlite() : CheckpointTests(StoreKind.Sqlite);

public sealed class CheckpointTestsOnPostgres() : CheckpointTests(StoreKind.Postgres);
