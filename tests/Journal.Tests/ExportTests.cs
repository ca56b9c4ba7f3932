using System.Security.Cryptography;
using CsCheck;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

public abstract class ExportTests : IDisposable
{
    private readonly TestJournal _journal;
    private readonly string _export;
    private readonly StoreKind _kind;

    protected ExportTests(StoreKind kind)
    {
        _kind = kind;
        _journal = new TestJournal(kind).Fill();
        _export = Path.Combine(_journal.Folder, "journal.bin");
        var report = _journal.Store.Export(_export);
        report.Entries.ShouldBe(8);
        report.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_export))));
    }

    [Fact]
    public void An_export_holds_by_itself_and_as_the_beginning_of_its_journal()
    {
        var alone = ExportCheck.Verify(_export);
        (alone.Ok, alone.Entries, alone.Head).ShouldBe((true, 8, Convert.ToHexStringLower(_journal.Store.Read().Last().Hash.Span)));
        _journal.Append(Find("F-9", 1));
        _journal.Store.Verify(exportFile: _export).Ok.ShouldBeTrue();
    }

    [Fact]
    public void The_file_is_laid_out_as_documented()
    {
        var bytes = File.ReadAllBytes(_export);
        bytes[..19].ShouldBe("surefoot-journal-1\n"u8.ToArray());
        var at = 19;
        foreach (var entry in _journal.Store.Read())
        {
            var length = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
            SHA256.HashData(bytes.AsSpan(at + 4, length)).ShouldBe(entry.Hash.ToArray());
            bytes.AsSpan(at + 4 + length, 32).ToArray().ShouldBe(entry.Hash.ToArray());
            at += 4 + length + 32;
        }

        (bytes.Length - at).ShouldBe(4 + 8 + 32);
    }

    [Fact]
    public void Every_flipped_byte_is_found_and_lies_in_the_entry_that_is_named()
    {
        var bytes = File.ReadAllBytes(_export);
        var starts = Starts(bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_export, changed);
            var report = ExportCheck.Verify(_export);
            report.Ok.ShouldBeFalse($"byte {i}");
            report.FirstBad!.Sequence.ShouldBe(starts.Count(s => s <= i), $"byte {i}: {report.FirstBad.Reason}");
        }
    }

    [Fact]
    public void Cut_swapped_doubled_and_lengthened_exports_are_found()
    {
        var bytes = File.ReadAllBytes(_export);
        var starts = Starts(bytes);
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, starts.Count - 2], Gen.Int[0, starts.Count - 2], Gen.Int[0, bytes.Length - 1]).Sample(
            (kind, a, b, cut) =>
            {
                var one = bytes[starts[a]..starts[a + 1]];
                byte[] changed = kind switch
                {
                    0 => bytes[..cut],
                    1 => [.. bytes[..starts[a]], .. bytes[starts[a + 1]..]],
                    2 => [.. bytes[..starts[b]], .. one, .. bytes[starts[b]..]],
                    _ => [.. bytes, (byte)(cut & 0xFF)],
                };
                File.WriteAllBytes(_export, changed);
                return !ExportCheck.Verify(_export).Ok;
            },
            iter: 400,
            seed: "0000KkPq3vB2",
            threads: 1);
    }

    [Fact]
    public void An_export_cut_and_closed_again_is_found_against_a_checkpoint()
    {
        var head = Path.Combine(_journal.Folder, "head.json");
        _journal.Store.Checkpoint(head);
        ExportCheck.Verify(_export, head).Ok.ShouldBeTrue();
        using var shorter = new TestJournal(_kind);
        shorter.Append(Find("F-1", 3), Find("F-2", 4), Area("A-1", 46.5, 39.7), Person("P-1", "killed"));
        shorter.Store.Export(_export);
        ExportCheck.Verify(_export).Ok.ShouldBeTrue();
        ExportCheck.Verify(_export, head).FirstBad!.Reason.ShouldContain("tail is cut");
    }

    [Fact]
    public void An_export_of_another_journal_is_found()
    {
        using var other = new TestJournal(_kind);
        other.Append(Find("X", 1));
        other.Store.Export(_export);
        _journal.Store.Verify(exportFile: _export).FirstBad!.Reason.ShouldContain("another journal");
    }

    [Fact]
    public void An_empty_journal_exports_and_holds()
    {
        using var empty = new TestJournal(_kind);
        empty.Store.Export(_export).Entries.ShouldBe(0);
        ExportCheck.Verify(_export).Ok.ShouldBeTrue();
        empty.Store.Verify(exportFile: _export).Ok.ShouldBeTrue();
    }

    public void Dispose()
    {
        _journal.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where each entry begins, and where the end mark does: so a byte lies in the entry whose number is the count of starts up to it.</summary>
    private static List<int> Starts(byte[] bytes)
    {
        List<int> starts = [];
        var at = 19;
        int length;
        do
        {
            starts.Add(at);
            length = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
            at += 4 + length + 32;
        }
        while (length > 0);
        return starts;
    }
}

public sealed class ExportTestsOnSqlite() : ExportTests(StoreKind.Sqlite);

public sealed class ExportTestsOnPostgres() : ExportTests(StoreKind.Postgres);
