using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

public abstract class ProjectionTests(StoreKind kind)
{
    [Fact]
    public void Rows_carry_the_journals_columns_the_values_and_a_box()
    {
        using var journal = new TestJournal(kind).Fill();
        journal.Query<string>("SELECT category || count || batch || actor FROM found_item WHERE client_key = 'F-2'").ShouldBe("ap-mine4batch-1writer");
        journal.Query<string>("SELECT name FROM hazard_area h JOIN hazard_area_box b ON b.id = h.sequence WHERE b.min_x < 46.6 AND b.max_x > 46.4 AND b.min_y < 39.8 AND b.max_y > 39.6").ShouldBe("Sahə A-1");
        journal.Query<byte[]>("SELECT geometry FROM hazard_area").ShouldBe(Point(46.5, 39.7));
    }

    [Fact]
    public void Projections_made_again_aside_are_bit_equal()
    {
        using var journal = new TestJournal(kind).Fill();
        var report = journal.Store.Rebuild(check: true);
        report.Identical.ShouldBeTrue();
        report.Tables.Select(t => (t.Name, t.Rows)).ShouldBe([("found_item", 4), ("hazard_area", 1), ("casualty", 1), ("decision", 2)]);
        report.Tables.Select(t => t.Sha256).Distinct().Count().ShouldBe(4);
        Directory.GetFiles(journal.Folder, "*.tmp").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE found_item SET count = count + 1 WHERE client_key = 'F-2'", "found_item")]
    [InlineData("UPDATE found_item SET state = 'approved' WHERE client_key = 'F-3'", "found_item")]
    [InlineData("UPDATE found_item SET geometry = x'00' WHERE client_key = 'F-3'", "found_item")]
    [InlineData("UPDATE found_item_box SET max_x = max_x + 1 WHERE id = 1", "found_item")]
    [InlineData("DELETE FROM found_item WHERE client_key = 'F-3'", "found_item")]
    [InlineData("DELETE FROM hazard_area_box", "hazard_area")]
    [InlineData("DROP TABLE casualty", "casualty")]
    [InlineData("UPDATE decision SET actor = 'other'", "decision")]
    public void A_changed_projection_is_found_and_rebuilding_heals_it(string sql, string table)
    {
        using var journal = new TestJournal(kind).Fill();
        journal.Tamper(sql);
        var report = journal.Store.Rebuild(check: true);
        report.Identical.ShouldBeFalse();
        report.Tables.Where(t => !t.Identical).Select(t => t.Name).ShouldBe([table]);
        journal.Store.Verify().ShouldSatisfyAllConditions(r => r.Ok.ShouldBeFalse(), r => r.FirstBad.ShouldBeNull());

        journal.Store.Rebuild(check: false).Tables.Where(t => !t.Identical).Select(t => t.Name).ShouldBe([table]);
        journal.Store.Verify().Ok.ShouldBeTrue();
        journal.Append(Find("F-9", 9)).Outcomes.ShouldBe([AppendOutcome.New]);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void A_new_version_of_a_table_is_made_again_when_the_journal_is_opened_and_the_others_are_not()
    {
        using var journal = new TestJournal(kind).Fill();
        var same = new TestProjector();
        journal.Reopen(same);
        same.Projected.ShouldBe(0);

        var newer = new TestProjector(version: 2);
        journal.Reopen(newer);
        newer.Projected.ShouldBe(4);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void A_table_that_missed_entries_is_made_again()
    {
        using var journal = new TestJournal(kind).Fill();
        journal.Reopen(new TestProjector(withoutFinds: true));
        journal.Append(Find("F-9", 9));
        journal.Reopen();
        journal.Query<long>("SELECT count(*) FROM found_item").ShouldBe(5);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void A_reader_cannot_write()
    {
        using var journal = new TestJournal(kind).Fill();
        using var reader = journal.Store.OpenReader();
        using var command = reader.CreateCommand();
        command.CommandText = "DELETE FROM entry";
        Should.Throw<System.Data.Common.DbException>(() => command.ExecuteNonQuery());
    }

    [Theory]
    [InlineData("state")]
    [InlineData("Batch")]
    [InlineData("geometry")]
    [InlineData("a\"; DROP TABLE entry; --")]
    public void A_column_that_cannot_be_is_misuse(string name)
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-journal-").FullName;
        try
        {
            Should.Throw<ArgumentException>(() => new TestJournal(kind, folder, new OneColumn(name)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class OneColumn(string name) : IProjector
    {
        public IReadOnlyList<ProjectionTable> Tables => [new ProjectionTable("t", "t", 1, [new ProjectionColumn(name, ColumnType.Text)], HasGeometry: false)];

        public ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload) => new([null], null, 0, 0, 0, 0);
    }
}

public sealed class ProjectionTestsOnSqlite() : ProjectionTests(StoreKind.Sqlite);

public sealed class ProjectionTestsOnPostgres() : ProjectionTests(StoreKind.Postgres);
