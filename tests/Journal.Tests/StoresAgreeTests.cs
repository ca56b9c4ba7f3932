using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>The same entries give the same bytes, hashes and tables on both stores.</summary>
public sealed class StoresAgreeTests
{
    [Fact]
    public void The_same_acts_give_byte_equal_exports_and_equal_tables_on_both_stores()
    {
        using var file = Filled(StoreKind.Sqlite);
        using var server = Filled(StoreKind.Postgres);

        Export(server).ShouldBe(Export(file));
        var onFile = file.Store.Verify();
        var onServer = server.Store.Verify();
        onServer.Ok.ShouldBeTrue(onServer.FirstBad?.Reason);
        onServer.Head.ShouldBe(onFile.Head);
        onServer.Projections!.Tables.ShouldBe(onFile.Projections!.Tables);
        onServer.Projections.Tables.Sum(t => t.Rows).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void A_box_is_rounded_as_the_index_of_the_file_rounds_it()
    {
        using var file = new TestJournal(StoreKind.Sqlite);
        var random = new Random(11);
        file.Append([.. Enumerable.Range(0, 2000).Select(i =>
        {
            var value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 4));
            return Area($"A-{i}", value, -value);
        })]);
        using var database = file.Place.OpenReader();
        using var rows = database.Prepare("SELECT t.geometry, b.min_x, b.max_x, b.min_y, b.max_y FROM hazard_area t JOIN hazard_area_box b ON b.id = t.sequence");
        var looked = 0;
        while (rows.Step())
        {
            looked++;
            var x = BitConverter.ToDouble(rows.Bytes(0)[5..]);
            var y = BitConverter.ToDouble(rows.Bytes(0)[13..]);
            (rows.Real(1), rows.Real(2), rows.Real(3), rows.Real(4)).ShouldBe((BoxRounding.Down(x), BoxRounding.Up(x), BoxRounding.Down(y), BoxRounding.Up(y)));
            rows.Real(1).ShouldBeLessThanOrEqualTo(x);
            rows.Real(2).ShouldBeGreaterThanOrEqualTo(x);
        }

        looked.ShouldBe(2000);
    }

    [Theory]
    [InlineData("mysql://u@h/db")]
    [InlineData("postgres://u@h")]
    [InlineData("postgres:///db")]
    [InlineData("postgres://u@h/db?sslmode=perhaps")]
    [InlineData("postgres://u@h/db?schema=Robert'); DROP")]
    [InlineData("surefoot.db")]
    public void A_store_that_is_named_wrongly_is_refused_with_what_is_right(string url)
    {
        PostgresPlace.TryParse(url, out _, out var fault).ShouldBeFalse();
        fault.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_server_that_does_not_answer_is_unavailable_and_its_password_is_not_told()
    {
        PostgresPlace.TryParse("postgres://someone:secret@127.0.0.1:1/nowhere", out var place, out _).ShouldBeTrue();
        var folder = Directory.CreateTempSubdirectory("surefoot-journal-").FullName;
        var failure = Should.Throw<JournalUnavailableException>(() => JournalStore.Open(new JournalPlace(folder, place), new TestProjector(), new TestClock(), new RandomKeySource()));
        failure.Message.ShouldNotContain("secret");
        place!.Name.ShouldNotContain("secret");
        Directory.Delete(folder, recursive: true);
    }

    private static TestJournal Filled(StoreKind kind)
    {
        var journal = new TestJournal(kind).Fill();
        journal.Append(Writer with { Batch = "many" }, [.. Enumerable.Range(0, 3000).Select(i => i % 3 == 0 ? Area($"M-{i}", 46 + (i * 0.0001234567), 39 + (i / 7777.0)) : Find($"M-{i}", i))]);
        journal.Store.ApproveBatch(Approver, "many").ShouldBeOfType<Decided>();
        journal.Append(Person("P-2", "injured"));
        journal.Store.DestroyKey(journal.Store.Read().First(e => e.ClientKey == "P-2").RecordId, Approver).ShouldBeOfType<Decided>();
        journal.Store.UndoBatch(Approver, "batch-2").ShouldBeOfType<Decided>();
        journal.Store.KeepBlob("a scan"u8);
        return journal;
    }

    private static byte[] Export(TestJournal journal)
    {
        var file = Path.Combine(journal.Folder, "journal.bin");
        journal.Store.Export(file);
        return File.ReadAllBytes(file);
    }
}
