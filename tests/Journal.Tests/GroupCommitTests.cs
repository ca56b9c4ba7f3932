using Surefoot.Journal.Sql;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>Threads that write at once share a transaction, and notice nothing of it but the speed.</summary>
public abstract class GroupCommitTests(StoreKind kind)
{
    private const int Writers = 12;
    private const int WritesEach = 12;

    [Fact]
    public void Every_thread_gets_its_own_answer_and_all_of_it_is_one_chain()
    {
        using var journal = new TestJournal(kind);
        var receipts = new AppendReceipt[Writers * WritesEach];
        AtOnce(Writers, writer =>
        {
            for (var i = 0; i < WritesEach; i++)
            {
                var n = (writer * WritesEach) + i;
                receipts[n] = journal.Append(Writer with { Batch = FormattableString.Invariant($"b-{n}") }, Find(FormattableString.Invariant($"F-{n}"), n), Person(FormattableString.Invariant($"P-{n}"), "injured"));
            }
        });

        var entries = journal.Store.Read().ToList();
        entries.Count.ShouldBe(receipts.Length * 2);
        for (var n = 0; n < receipts.Length; n++)
        {
            receipts[n].Outcomes.ShouldBe([AppendOutcome.New, AppendOutcome.New]);
            receipts[n].LastSequence.ShouldBe(receipts[n].FirstSequence + 1);
            entries[(int)receipts[n].FirstSequence - 1].ClientKey.ShouldBe(FormattableString.Invariant($"F-{n}"));
            entries[(int)receipts[n].FirstSequence - 1].Batch.ShouldBe(FormattableString.Invariant($"b-{n}"));
        }

        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing_and_spoils_no_other()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("before", 1));
        var kept = 0;
        AtOnce(Writers, writer =>
        {
            for (var i = 0; i < WritesEach; i++)
            {
                var name = FormattableString.Invariant($"{writer}-{i}");
                switch ((writer + i) % 4)
                {
                    case 0:
                        // The first entry is fine and must go with the second.
                        Should.Throw<ArgumentException>(() => journal.Append(Find("good-" + name, 1), Find("bad-" + name, 1) with { BaseVersion = 7 }));
                        break;
                    case 1:
                        journal.Store.ApproveBatch(Approver, "no such batch").ShouldBeOfType<BatchNotFound>();
                        break;
                    default:
                        journal.Append(Writer with { Batch = name }, Find("F-" + name, i), Person("P-" + name, "killed")).Outcomes.ShouldAllBe(o => o == AppendOutcome.New);
                        journal.Store.ApproveBatch(Approver, name).ShouldBeOfType<Decided>().Entries.ShouldBe(2);
                        Interlocked.Increment(ref kept);
                        break;
                }
            }
        });

        journal.Query<long>("SELECT count(*) FROM found_item WHERE state = 'approved'").ShouldBe(kept);
        journal.Query<long>("SELECT count(*) FROM found_item").ShouldBe(kept + 1);
        journal.Query<long>("SELECT count(*) FROM casualty WHERE state = 'approved'").ShouldBe(kept);
        journal.Store.LastSequence.ShouldBe(1 + (3 * kept));
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void The_same_client_key_from_many_threads_is_one_entry()
    {
        using var journal = new TestJournal(kind);
        var outcomes = new AppendOutcome[Writers];
        AtOnce(Writers, writer => outcomes[writer] = journal.Append(Find("same", 1)).Outcomes[0]);
        outcomes.Count(o => o == AppendOutcome.New).ShouldBe(1);
        outcomes.Count(o => o == AppendOutcome.Unchanged).ShouldBe(Writers - 1);
        journal.Store.LastSequence.ShouldBe(1);
    }

    [Fact]
    public void A_person_who_is_forgotten_among_other_writes_does_not_come_back()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Person("P", "injured"));
        var person = journal.Store.Read().Single().RecordId;
        AtOnce(4, writer =>
        {
            for (var i = 0; i < 4; i++)
            {
                if (writer == 0)
                {
                    journal.Store.DestroyKey(person, Approver).ShouldBeOfType(i == 0 ? typeof(Decided) : typeof(NoKeyToDestroy));
                }
                else
                {
                    journal.Append(Person("P", FormattableString.Invariant($"{writer}-{i}")) with { BaseVersion = NewEntry.LatestVersion });
                }
            }
        });

        journal.Append(Person("P", "again") with { BaseVersion = NewEntry.LatestVersion }).Outcomes.ShouldBe([AppendOutcome.Forgotten]);
        journal.Query<long>("SELECT count(*) FROM casualty WHERE outcome IS NOT NULL").ShouldBe(0);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void Who_comes_while_another_writes_shares_its_commit()
    {
        using var place = new TablePlace(kind);
        Together(place, Writers, (_, _) => { });
        place.Commits.ShouldBeInRange(1, Writers - 1);
        place.Rows.ShouldBe(Writers);
    }

    [Fact]
    public void Nobody_is_told_that_it_is_done_when_the_shared_commit_fails()
    {
        using var place = new TablePlace(kind) { FailingCommits = true };
        var failures = Together(place, 2, (_, _) => { });
        failures.ShouldAllBe(failure => failure is JournalUnavailableException);
        place.Rows.ShouldBe(0);

        place.FailingCommits = false;
        place.Group.Join(() => place.Insert(9));
        place.Rows.ShouldBe(1);
    }

    [Fact]
    public void A_transaction_that_is_lost_in_the_middle_is_lost_for_all_in_it()
    {
        using var place = new TablePlace(kind);
        var failures = Together(place, 2, (writer, database) =>
        {
            if (writer == 1)
            {
                database.Flush();
                database.RollBack();
                throw new InvalidDataException("as after a full disk");
            }
        });
        failures[0].ShouldBeOfType<JournalUnavailableException>();
        failures[1].ShouldBeOfType<InvalidDataException>();
        place.Rows.ShouldBe(0);
        place.Group.Join(() => place.Insert(9));
        place.Rows.ShouldBe(1);
    }

    private static void AtOnce(int threads, Action<int> work)
    {
        using var start = new Barrier(threads);
        var failures = new Exception?[threads];
        var all = Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait(TestContext.Current.CancellationToken);
            failures[thread] = Record.Exception(() => work(thread));
        })).ToList();
        all.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Join());
        failures.ShouldAllBe(failure => failure == null);
    }

    /// <summary>The first writer does not end before all others wait for their turn, so the second at least shares with it.</summary>
    private static Exception?[] Together(TablePlace place, int writers, Action<int, Database> after)
    {
        var failures = new Exception?[writers];
        using var firstIsIn = new ManualResetEventSlim();
        var threads = Enumerable.Range(0, writers).Select(writer => new Thread(() =>
        {
            if (writer > 0)
            {
                firstIsIn.Wait(TestContext.Current.CancellationToken);
            }

            failures[writer] = Record.Exception(() => place.Group.Join(() =>
            {
                place.Insert(writer);
                if (writer == 0)
                {
                    firstIsIn.Set();
                    SpinWait.SpinUntil(() => place.Group.Coming == writers - 1, TimeSpan.FromSeconds(20)).ShouldBeTrue();
                }

                after(writer, place.Database);
                return 0;
            }));
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failures;
    }

    /// <summary>A table to write numbers to, in either store.</summary>
    private sealed class TablePlace : IDisposable
    {
        private readonly EmptyPlace _place;

        public TablePlace(StoreKind kind)
        {
            _place = new EmptyPlace(kind);
            Database = _place.Place.OpenWriter();
            Database.Execute("CREATE TABLE number(n bigint PRIMARY KEY)");
            Group = new GroupCommit(Database, () => { }, Finish, () => { });
        }

        public Database Database { get; }

        public GroupCommit Group { get; }

        public int Commits { get; private set; }

        public bool FailingCommits { get; set; }

        public long Rows => Database.Scalar("SELECT count(*) FROM number");

        public int Insert(int number)
        {
            using var insert = Database.Prepare("INSERT INTO number(n) VALUES(?1)");
            insert.Bind(1, number);
            insert.Run();
            return 0;
        }

        public void Dispose()
        {
            Database.Dispose();
            _place.Dispose();
        }

        private void Finish()
        {
            Commits++;
            if (FailingCommits)
            {
                throw new JournalUnavailableException("The disk is full.");
            }
        }
    }
}

public sealed class GroupCommitTestsOnSqlite() : GroupCommitTests(StoreKind.Sqlite);

public sealed class GroupCommitTestsOnPostgres() : GroupCommitTests(StoreKind.Postgres);
