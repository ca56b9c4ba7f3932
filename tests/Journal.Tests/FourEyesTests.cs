using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>Verify finds approvals that the journal itself would have refused, however well they are chained.</summary>
public sealed class FourEyesTests : IDisposable
{
    private readonly TestJournal _journal = new(StoreKind.Sqlite);

    [Fact]
    public void A_version_approved_by_its_writer_is_found() =>
        Verdict(journal =>
        {
            journal.Append(Find("F-1", 1));
            journal.Store.Approve(Approver, journal.Store.Read().First().RecordId).ShouldBeOfType<Decided>();
        }).ShouldBe((2, "it approves entry 1, which the approver wrote or submitted"));

    [Fact]
    public void A_version_approved_by_who_submitted_it_is_found() =>
        Verdict(journal =>
        {
            journal.Append(Find("F-1", 1) with { State = EntryState.Draft });
            var record = journal.Store.Read().First().RecordId;
            journal.Store.Submit(Writer with { Actor = "editor" }, record).ShouldBeOfType<Decided>();
            journal.Store.Approve(Approver, record).ShouldBeOfType<Decided>();
        }, forged: "editor").ShouldBe((3, "it approves entry 1, which the approver wrote or submitted"));

    [Fact]
    public void A_version_approved_by_who_submitted_its_batch_is_found() =>
        Verdict(journal =>
        {
            journal.Append(Find("F-1", 1) with { State = EntryState.Draft });
            journal.Store.SubmitBatch(Writer with { Actor = "editor" }, "batch-1").ShouldBeOfType<Decided>();
            journal.Store.Approve(Approver, journal.Store.Read().First().RecordId).ShouldBeOfType<Decided>();
        }, forged: "editor").ShouldBe((3, "it approves entry 1, which the approver wrote or submitted"));

    [Fact]
    public void A_batch_approved_by_who_submitted_one_version_of_it_is_found() =>
        Verdict(journal =>
        {
            journal.Append(Find("F-1", 1) with { State = EntryState.Draft }, Find("F-2", 1));
            journal.Store.Submit(Writer with { Actor = "editor" }, journal.Store.Read().First().RecordId).ShouldBeOfType<Decided>();
            journal.Store.ApproveBatch(Approver, "batch-1").ShouldBeOfType<Decided>();
        }, forged: "editor").ShouldBe((4, "it approves batch 'batch-1', in which the approver wrote or submitted"));

    [Fact]
    public void A_decision_that_names_another_record_than_the_entry_it_binds_is_found() =>
        Verdict(
            journal =>
            {
                journal.Append(Find("F-1", 1), Find("F-2", 1));
                journal.Store.Approve(Approver, journal.Store.Read().First().RecordId).ShouldBeOfType<Decided>();
            },
            change: (_, fields) => fields[19] = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(fields[19]!).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)))
        .ShouldBe((3, "it binds another content of entry 1 than that entry has"));

    public void Dispose() => _journal.Dispose();

    /// <summary>Writes the journal, lets someone forge its last entry in the export and chain everything anew, and asks both verifiers.</summary>
    private (long, string) Verdict(Action<TestJournal> write, string forged = "writer", Action<long, byte[]?[]>? change = null)
    {
        write(_journal);
        var file = Path.Combine(_journal.Folder, "journal.bin");
        _journal.Store.Export(file);
        ExportCheck.Verify(file).Ok.ShouldBeTrue();
        OutsideVerifier.Run(file).Ok.ShouldBeTrue();
        var export = ExportFile.Read(file);
        var last = export.Entries.Count;
        (change ?? ((_, fields) => fields[EntryField.Actor] = System.Text.Encoding.UTF8.GetBytes(forged)))(last, export.Entries[^1].Fields);
        export.ChainAnewFrom(last);
        export.Write(file);
        OutsideVerifier.Run(file).ShouldSatisfyAllConditions(v => v.Ok.ShouldBeFalse(), v => v.Entry.ShouldBe(last));
        var bad = ExportCheck.Verify(file).FirstBad.ShouldNotBeNull();
        return (bad.Sequence, bad.Reason);
    }
}
