using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>The process of the server that serves an open store is lost while it writes: the same store, not opened again, goes on without a loss.</summary>
public sealed class LostBackendTests
{
    private const int LargeBatch = 1300;

    [Fact]
    public void A_backend_that_is_ended_within_a_transaction_takes_it_along_and_nothing_else()
    {
        using var journal = new TestJournal(StoreKind.Postgres);
        LosesTheOpenTransactionOnly(journal.Store, journal.Place, pid => End(journal.Place, pid));
    }

    [Fact]
    public void A_backend_that_is_killed_within_a_transaction_takes_it_along_and_nothing_else()
    {
        // Killing one makes the whole server recover: not that of the other tests.
        var script = Path.Combine(Root(), "eng", "postgres");
        var started = Run(script, "start");
        if (started.Length != 2)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") != "true", "PostgreSQL with PostGIS is not installed (Debian: postgresql-15 postgresql-15-postgis-3).");
            throw new InvalidOperationException("PostgreSQL is not installed here, and in CI nothing is skipped.");
        }

        var folder = Directory.CreateTempSubdirectory("surefoot-journal-").FullName;
        try
        {
            PostgresPlace.TryParse(started[1], out var server, out var fault).ShouldBeTrue(fault);
            var place = new JournalPlace(folder, server);
            using var store = JournalStore.Open(place, new TestProjector(), new TestClock(), new RandomKeySource());
            LosesTheOpenTransactionOnly(store, place, pid => Run("kill", "-9", pid.ToString(CultureInfo.InvariantCulture)));
        }
        finally
        {
            Run(script, "stop", started[0]);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Threads_that_write_while_backends_are_ended_find_everything_that_was_acknowledged()
    {
        using var journal = new TestJournal(StoreKind.Postgres);
        var acknowledged = new ConcurrentBag<string>();
        var refused = 0;
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(writer => new Thread(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var key = FormattableString.Invariant($"W-{writer}-{i}");
                try
                {
                    journal.Append(Writer with { Batch = key }, Find("F-" + key, i), Person("P-" + key, "injured"));
                    acknowledged.Add(key);
                }
                catch (JournalUnavailableException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        })).ToList();
        writers.ForEach(thread => thread.Start());
        var started = Stopwatch.GetTimestamp();
        for (var lost = 0; lost < 5 && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30);)
        {
            // On a busy machine, too, something is acknowledged between two losses.
            var before = acknowledged.Count;
            SpinWait.SpinUntil(() => acknowledged.Count >= before + 4, TimeSpan.FromSeconds(5));
            lost += WriterOf(journal.Place) is { } pid && End(journal.Place, pid) ? 1 : 0;
        }

        stop.Cancel();
        writers.ForEach(thread => thread.Join());
        refused.ShouldBeGreaterThan(0);
        journal.Append(Find("after", 1)).Outcomes.ShouldBe([AppendOutcome.New]);
        var there = journal.Store.Read().Select(entry => entry.Batch).ToHashSet();
        acknowledged.ShouldAllBe(key => there.Contains(key));
        acknowledged.Count.ShouldBeGreaterThan(10);
        journal.Store.CountUnreadablePersons().ShouldBe(0);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    private static void LosesTheOpenTransactionOnly(JournalStore store, JournalPlace place, Action<int> lose)
    {
        var kept = store.Append(Writer, [Find("F-1", 1), Person("P-1", "injured")], null, CancellationToken.None);
        var lost = 0;
        var large = Writer with { Batch = "large" };
        Should.Throw<JournalUnavailableException>(() => store.Append(large, Entries(() =>
        {
            lose(WriterOf(place) ?? throw new InvalidOperationException("Nobody is writing."));
            lost++;
        }), null, CancellationToken.None));
        lost.ShouldBe(1);

        AppendCounts again = Patiently(() => store.Append(large, Entries(null), null, CancellationToken.None));
        (again.New, again.FirstSequence).ShouldBe((LargeBatch, kept.LastSequence + 1));
        store.ApproveBatch(Approver, "large").ShouldBeOfType<Decided>().Entries.ShouldBe(LargeBatch);
        store.CountUnreadablePersons().ShouldBe(0);
        var report = store.Verify();
        report.Ok.ShouldBeTrue(report.FirstBad?.Reason);
        report.Entries.ShouldBe(kept.LastSequence + LargeBatch + 1);
    }

    private static IEnumerable<NewEntry> Entries(Action? inTheMiddle)
    {
        for (var i = 0; i < LargeBatch; i++)
        {
            if (i == LargeBatch - 100)
            {
                inTheMiddle?.Invoke();
            }

            yield return i % 13 == 0 ? Person(FormattableString.Invariant($"LP-{i}"), "killed") : Find(FormattableString.Invariant($"L-{i}"), i);
        }
    }

    /// <summary>A server that recovers says so for a moment.</summary>
    private static T Patiently<T>(Func<T> write)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return write();
            }
            catch (JournalUnavailableException) when (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30))
            {
                Thread.Sleep(100);
            }
        }
    }

    /// <summary>The backend that holds the appender's lock of this journal, if one does.</summary>
    private static int? WriterOf(JournalPlace place)
    {
        using var other = place.OpenReader();
        using var rows = other.Prepare("SELECT pid FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND classid = 1399212593 AND objid = hashtext(current_schema())::oid");
        return rows.Step() ? (int)rows.Integer(0) : null;
    }

    private static bool End(JournalPlace place, int pid)
    {
        using var other = place.OpenReader();
        return other.Scalar(FormattableString.Invariant($"SELECT CASE WHEN pg_terminate_backend({pid}) THEN 1 ELSE 0 END")) == 1;
    }

    private static string[] Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The root of the project is not above this program.");
    }
}
