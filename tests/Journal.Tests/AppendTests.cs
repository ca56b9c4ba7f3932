using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

public abstract class AppendTests(StoreKind kind)
{
    [Fact]
    public void Entries_come_back_as_they_were_handed_in_and_follow_each_other()
    {
        using var journal = new TestJournal(kind);
        var receipt = journal.Append(Find("F-1", 3), Area("A-1", 46.5, 39.7), Person("P-1", "killed"));
        receipt.Outcomes.ShouldBe([AppendOutcome.New, AppendOutcome.New, AppendOutcome.New]);
        (receipt.FirstSequence, receipt.LastSequence).ShouldBe((1, 3));

        var entries = journal.Store.Read().ToList();
        entries.Select(e => e.Sequence).ShouldBe([1, 2, 3]);
        entries[0].PreviousHash.ToArray().ShouldBe(new byte[32]);
        entries[1].PreviousHash.ToArray().ShouldBe(entries[0].Hash.ToArray());
        entries[0].Payload.ToArray().ShouldBe("""{"category":"ap-mine","count":3}"""u8.ToArray());
        entries[0].Geometry.ToArray().ShouldBe(Point(46.7, 39.8));
        entries[0].EventDate.ShouldBe(new DateOnly(2024, 5, 1));
        entries[1].EventDate.ShouldBeNull();
        entries[0].RecordedAt.ShouldBe(journal.Clock.GetUtcNow());
        (entries[0].Actor, entries[0].Organisation, entries[0].Batch, entries[0].Reason).ShouldBe(("writer", "ORG-1", "batch-1", "import of a test"));
        entries[0].RecordId.Version.ShouldBe(7);
    }

    [Fact]
    public void The_same_content_twice_changes_nothing_and_says_so()
    {
        using var journal = new TestJournal(kind);
        NewEntry[] entries = [Find("F-1", 3), Area("A-1", 46.5, 39.7), Person("P-1", "killed")];
        journal.Append(entries);
        var file = journal.Store.Read().Select(e => Convert.ToHexString(e.Hash.Span)).ToList();
        var again = journal.Append(entries);
        again.Outcomes.ShouldAllBe(o => o == AppendOutcome.Unchanged);
        (again.FirstSequence, again.LastSequence).ShouldBe((0, 0));
        journal.Store.Read().Select(e => Convert.ToHexString(e.Hash.Span)).ShouldBe(file);
    }

    public static TheoryData<string> Changes => ["payload", "geometry", "event date", "information date", "person"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Other_content_under_the_same_key_is_a_new_version_of_the_same_record(string what)
    {
        using var journal = new TestJournal(kind);
        var first = what == "person" ? Person("K", "killed") : Find("K", 3);
        journal.Append(first);
        var changed = what switch
        {
            "payload" => Find("K", 4),
            "geometry" => first with { Geometry = Point(1, 2) },
            "event date" => first with { EventDate = null },
            "information date" => first with { InformationDate = new DateOnly(2024, 5, 3) },
            _ => Person("K", "injured"),
        };
        journal.Append(changed with { BaseVersion = 1 }).Outcomes.ShouldBe([AppendOutcome.Changed]);
        var entries = journal.Store.Read().ToList();
        entries.Count.ShouldBe(2);
        entries[1].RecordId.ShouldBe(entries[0].RecordId);
        (entries[1].Version, entries[1].BaseVersion).ShouldBe((2, 1));
    }

    [Fact]
    public void A_write_from_an_older_version_is_kept_beside_the_newer_one()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("K", 1));
        journal.Append(Find("K", 2) with { BaseVersion = 1 });
        journal.Append(Find("K", 3) with { BaseVersion = 1 }).Outcomes.ShouldBe([AppendOutcome.Changed]);
        journal.Store.Read().Select(e => (e.Version, e.BaseVersion)).ShouldBe([(1, 0), (2, 1), (3, 1)]);
        journal.Query<long>("SELECT count(*) FROM found_item WHERE base_version <> version - 1").ShouldBe(1);
    }

    [Fact]
    public void A_sender_of_whole_lists_starts_from_the_latest_version()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("K", 1) with { BaseVersion = NewEntry.LatestVersion });
        journal.Append(Find("K", 2) with { BaseVersion = NewEntry.LatestVersion });
        journal.Store.Read().Select(e => (e.Version, e.BaseVersion)).ShouldBe([(1, 0), (2, 1)]);
    }

    [Fact]
    public void A_base_version_that_does_not_exist_is_misuse()
    {
        using var journal = new TestJournal(kind);
        Should.Throw<ArgumentException>(() => journal.Append(Find("K", 1) with { BaseVersion = 1 }));
        journal.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void An_entry_that_approves_itself_is_misuse()
    {
        using var journal = new TestJournal(kind);
        Should.Throw<ArgumentException>(() => journal.Append(Find("K", 1) with { State = EntryState.Approved }));
        Should.Throw<ArgumentException>(() => journal.Append(Find("K", 1) with { RecordType = ActTypes.Decision }));
    }

    [Fact]
    public void A_failure_in_the_middle_leaves_nothing_behind()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("before", 1));
        IEnumerable<NewEntry> Failing()
        {
            for (var i = 0; i < 5000; i++)
            {
                yield return i % 2 == 0 ? Find($"F-{i}", i) : Person($"P-{i}", "killed");
            }

            throw new IOException("the stick was pulled out");
        }

        Should.Throw<IOException>(() => journal.Store.Append(Writer, Failing(), null, CancellationToken.None));
        journal.Store.LastSequence.ShouldBe(1);
        journal.Query<long>("SELECT count(*) FROM found_item").ShouldBe(1);
        journal.Query<long>("SELECT count(*) FROM casualty").ShouldBe(0);
        journal.Query<long>("SELECT count(*) FROM found_item_box").ShouldBe(1);

        journal.Append(Find("after", 1)).FirstSequence.ShouldBe(2);
        journal.Reopen();
        journal.Store.LastSequence.ShouldBe(2);
    }

    [Fact]
    public void Cancelling_leaves_nothing_behind()
    {
        using var journal = new TestJournal(kind);
        using var cancel = new CancellationTokenSource();
        IEnumerable<NewEntry> Entries()
        {
            for (var i = 0; i < 5000; i++)
            {
                if (i == 2000)
                {
                    cancel.Cancel();
                }

                yield return Find($"F-{i}", i);
            }
        }

        Should.Throw<OperationCanceledException>(() => journal.Store.Append(Writer, Entries(), null, cancel.Token));
        journal.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void An_append_inside_an_append_is_misuse_and_undoes_the_outer_one()
    {
        using var journal = new TestJournal(kind);
        IEnumerable<NewEntry> Entries()
        {
            yield return Find("outer", 1);
            journal.Append(Find("inner", 1));
        }

        Should.Throw<InvalidOperationException>(() => journal.Store.Append(Writer, Entries(), null, CancellationToken.None));
        journal.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void A_streamed_append_counts_what_became_of_the_entries()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-0", 0), Find("F-1", 1));
        var counts = journal.Store.Append(Writer, Enumerable.Range(0, 10).Select(i => Find($"F-{i}", i == 1 ? 99 : i)), null, CancellationToken.None);
        counts.ShouldBe(new AppendCounts("batch-1", New: 8, Changed: 1, Unchanged: 1, Forgotten: 0, FirstSequence: 3, LastSequence: 11));
    }

    [Fact]
    public void A_long_list_finds_the_latest_version_of_each_record_also_where_one_comes_twice()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Writer, [.. Enumerable.Range(0, 1200).Select(i => Find($"F-{i}", i))]);
        journal.Append(Person("P-1", "injured"), Person("P-2", "injured"));
        journal.Store.Withdraw(Approver, journal.Store.Read(8).First().RecordId).ShouldBeOfType<Decided>();
        journal.Store.DestroyKey(journal.Store.Read(1202).First().RecordId, Approver).ShouldBeOfType<Decided>();
        var last = journal.Store.LastSequence;

        // 400 with another count, one that was withdrawn, one person who was forgotten, and the same record twice more within the list.
        IEnumerable<NewEntry> list =
        [
            .. Enumerable.Range(0, 1200).Select(i => Find($"F-{i}", i % 3 == 0 ? i + 1 : i) with { BaseVersion = NewEntry.LatestVersion }),
            Person("P-1", "injured"), Person("P-2", "injured"),
            Find("twice", 1), Find("twice", 2) with { BaseVersion = NewEntry.LatestVersion }, Find("twice", 2) with { BaseVersion = NewEntry.LatestVersion },
        ];
        var counts = journal.Store.Append(Writer with { Batch = "again" }, list.Where(_ => true), null, CancellationToken.None);
        counts.ShouldBe(new AppendCounts("again", New: 1, Changed: 402, Unchanged: 801, Forgotten: 1, FirstSequence: last + 1, LastSequence: last + 403));
        journal.Query<long>("SELECT max(version) FROM found_item WHERE client_key = 'twice'").ShouldBe(2);
        journal.Query<long>("SELECT max(version) FROM found_item WHERE client_key = 'F-7'").ShouldBe(2);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void A_key_with_a_character_that_no_text_may_hold_is_misuse()
    {
        using var journal = new TestJournal(kind);
        Should.Throw<ArgumentException>(() => journal.Append(Find("a\0b", 1), Find("c", 1)));
        journal.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void Two_journals_under_the_same_clock_have_the_same_bytes()
    {
        using var one = new TestJournal(kind).Fill();
        using var two = new TestJournal(kind).Fill();
        two.Store.Read().Select(e => Convert.ToHexString(e.Hash.Span)).ShouldBe(one.Store.Read().Select(e => Convert.ToHexString(e.Hash.Span)));
    }

    [Fact]
    public void A_clock_set_back_does_not_make_recorded_time_run_backwards()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1));
        journal.Clock.Advance(TimeSpan.FromDays(-3));
        journal.Append(Find("F-2", 1));
        var times = journal.Store.Read().Select(e => e.RecordedAt).ToList();
        times[1].ShouldBe(times[0]);
    }

    [Fact]
    public async Task Two_open_stores_append_in_turn_onto_one_chain()
    {
        using var journal = new TestJournal(kind);
        using var other = new TestJournal(kind, journal.Folder);
        await Task.WhenAll(
            Task.Run(() => Many(journal, "a")),
            Task.Run(() => Many(other, "b")));

        journal.Store.LastSequence.ShouldBe(60);
        var entries = journal.Store.Read().ToList();
        entries.Skip(1).Select(e => Convert.ToHexString(e.PreviousHash.Span)).ShouldBe(entries.SkipLast(1).Select(e => Convert.ToHexString(e.Hash.Span)));

        static void Many(TestJournal journal, string name)
        {
            for (var i = 0; i < 30; i++)
            {
                journal.Append(Find($"{name}-{i}", i));
            }
        }
    }

}

public sealed class AppendTestsOnSqlite() : AppendTests(StoreKind.Sqlite);

public sealed class AppendTestsOnPostgres() : AppendTests(StoreKind.Postgres);
