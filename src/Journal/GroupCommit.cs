using System.Data.Common;
using System.Runtime.ExceptionServices;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>
/// Puts the writes of several threads into one transaction, so that they share its way to the disk. Each write runs alone, on its own
/// thread, with a savepoint of its own; nobody is told that it is done before all of it is durable.
/// </summary>
/// <remarks>One thread by itself gets a transaction for each write, as if this were not there.</remarks>
/// <param name="begin">At the beginning of each transaction.</param>
/// <param name="finish">Before its commit.</param>
/// <param name="undo">After it was rolled back.</param>
internal sealed class GroupCommit(Database database, Action begin, Action finish, Action undo)
{
    private const int LargestGroup = 128;

    /// <summary>After this a transaction takes no further writes: its first writer has waited long enough, and so have other processes.</summary>
    private const int LongestGroupMilliseconds = 50;

    private readonly Lock _gate = new();
    private int _coming;
    private bool _writing;
    private Group? _open;

    /// <summary>How many writers wait for their turn.</summary>
    public int Coming => Volatile.Read(ref _coming);

    /// <summary>Runs <paramref name="write"/>; when this returns, it is on the disk. Whatever it throws, nothing of it stays.</summary>
    /// <exception cref="JournalUnavailableException">The transaction could not be committed; nothing of the write was kept.</exception>
    /// <param name="ask">What is asked ahead if a transaction begins with this write.</param>
    public T Join<T>(Func<T> write, Action? ask = null)
    {
        Group joined;
        T result;
        Interlocked.Increment(ref _coming);
        using (_gate.EnterScope())
        {
            // Whoever finds somebody coming may leave the transaction open: the one who comes ends it, or leaves it open in turn.
            Interlocked.Decrement(ref _coming);
            RefuseInside();
            (joined, result) = _open is { } open ? (open, WriteNext(open, write)) : WriteFirst(write, ask);
            EndIfDue();
        }

        joined.WaitUntilDurable();
        return result;
    }

    /// <summary>As <see cref="Join"/>, for what takes long or what must be durable before the next one looks: nobody shares its transaction.</summary>
    public T JoinNobody<T>(Func<T> write)
    {
        using var held = Alone();
        RefuseInside();
        var (mine, result) = WriteFirst(write);
        End();
        mine.WaitUntilDurable();
        return result;
    }

    /// <summary>Ends what is open, and keeps others out until the scope is left.</summary>
    public Lock.Scope Alone()
    {
        var scope = _gate.EnterScope();
        if (!_writing)
        {
            End();
        }

        return scope;
    }

    private (Group Opened, T Result) WriteFirst<T>(Func<T> write, Action? ask = null)
    {
        // The lock is taken before the head is read, so that two processes never hash onto the same entry.
        database.BeginWrite(atOnce: false);
        try
        {
            ask?.Invoke();
            begin();
            var result = Run(write);
            if (Coming > 0)
            {
                // What fails here must not look like a failure of the next writer.
                database.Flush();
            }

            _open = new Group();
            return (_open, result);
        }
        catch
        {
            database.RollBack();
            undo();
            throw;
        }
    }

    private T WriteNext<T>(Group open, Func<T> write)
    {
        try
        {
            database.SetSavepoint();
            var result = Run(write);
            database.ReleaseSavepoint();
            open.Writes++;
            return result;
        }
        catch (Exception e)
        {
            if (!RolledBackToSavepoint())
            {
                // The disk or the connection took the whole transaction along.
                Abandon(open, e);
            }

            EndIfDue();
            throw;
        }
    }

    private T Run<T>(Func<T> write)
    {
        _writing = true;
        try
        {
            return write();
        }
        finally
        {
            _writing = false;
        }
    }

    private bool RolledBackToSavepoint()
    {
        try
        {
            if (!database.InTransaction)
            {
                return false;
            }

            database.RollBackToSavepoint();
            return true;
        }
        catch (Exception e) when (e is IOException or DbException)
        {
            return false;
        }
    }

    private void EndIfDue()
    {
        if (_open is { } open && (Coming == 0 || open.Writes >= LargestGroup || Environment.TickCount64 - open.StartedAt >= LongestGroupMilliseconds))
        {
            End();
        }
    }

    /// <summary>Commits what is open and tells everybody in it how it went.</summary>
    private void End()
    {
        if (_open is not { } open)
        {
            return;
        }

        _open = null;
        Exception? failure = null;
        try
        {
            finish();
            database.Commit();
        }
        catch (Exception e)
        {
            failure = e;
            database.RollBack();
            undo();
        }
        finally
        {
            open.Tell(failure);
        }
    }

    private void Abandon(Group open, Exception cause)
    {
        _open = null;
        try
        {
            database.RollBack();
            undo();
        }
        finally
        {
            open.Tell(cause as JournalUnavailableException ?? new JournalUnavailableException("A write that shared its transaction with this one failed and took it along; nothing of this write was kept. Try again."));
        }
    }

    private void RefuseInside()
    {
        if (_writing)
        {
            throw new InvalidOperationException("An append is going on; the entries handed to it may not append themselves.");
        }
    }

    /// <summary>The writes of one transaction.</summary>
    private sealed class Group
    {
        private readonly object _end = new();
        private bool _ended;
        private Exception? _failure;

        public long StartedAt { get; } = Environment.TickCount64;

        public int Writes { get; set; } = 1;

        public void Tell(Exception? failure)
        {
            lock (_end)
            {
                (_ended, _failure) = (true, failure);
                Monitor.PulseAll(_end);
            }
        }

        public void WaitUntilDurable()
        {
            lock (_end)
            {
                while (!_ended)
                {
                    Monitor.Wait(_end);
                }
            }

            if (_failure is not null)
            {
                ExceptionDispatchInfo.Throw(_failure);
            }
        }
    }
}
