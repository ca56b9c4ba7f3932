using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Surefoot.Journal;

/// <summary>Reads entries on one thread, checks each by itself on others, and hands them over in order. The answer does not depend on the number of threads.</summary>
/// <remarks>
/// Each entry's hash needs only its own stored bytes, the previous hash among them; only the links have to be followed one after the other.
/// Memory is bounded by <see cref="Blocks"/> blocks of <see cref="BlockEntries"/> entries or about <see cref="BlockBytes"/> bytes.
/// </remarks>
internal sealed class EntryPipeline(Func<ReadEntry, bool> read) : IDisposable
{
    private const int Blocks = 12;
    private const int BlockEntries = 256;
    private const int BlockBytes = 2 << 20;

    private readonly BlockingCollection<Block> _free = new(Blocks);
    private readonly BlockingCollection<Block> _toCheck = new(Blocks);
    private readonly BlockingCollection<Block> _inOrder = new(Blocks);
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _failure;
    private bool _more = true;

    /// <summary>Hands every entry to <paramref name="next"/> until that returns something, or there are no more.</summary>
    public BadEntry? Run(Func<ReadEntry, BadEntry?> next)
    {
        // A journal of one block is not worth a thread.
        var first = new Block();
        ReadInto(first);
        CheckAll(first);
        if (Judge(first, next) is { } early)
        {
            return early;
        }

        if (!_more)
        {
            _failure?.Throw();
            return null;
        }

        first.Reset();
        _free.Add(first);
        while (_free.Count < Blocks)
        {
            _free.Add(new Block());
        }

        var threads = new List<Thread> { Start(ReadAhead, "journal reader") };
        for (var i = 0; i < Math.Clamp(Environment.ProcessorCount - 1, 1, 4); i++)
        {
            threads.Add(Start(CheckAhead, "journal hashes"));
        }

        try
        {
            foreach (var block in _inOrder.GetConsumingEnumerable())
            {
                block.Checked.Wait();
                if (Judge(block, next) is { } bad)
                {
                    return bad;
                }

                block.Reset();
                _free.Add(block);
            }

            // What was read before the failure has been judged by now, and held.
            _failure?.Throw();
            return null;
        }
        finally
        {
            _stop.Cancel();
            threads.ForEach(thread => thread.Join());
        }
    }

    public void Dispose()
    {
        _free.Dispose();
        _toCheck.Dispose();
        _inOrder.Dispose();
        _stop.Dispose();
    }

    private static BadEntry? Judge(Block block, Func<ReadEntry, BadEntry?> next)
    {
        block.Failure?.Throw();
        for (var i = 0; i < block.Count; i++)
        {
            if (next(block.Entries[i]) is { } bad)
            {
                return bad;
            }
        }

        return null;
    }

    private void ReadInto(Block block)
    {
        try
        {
            var bytes = 0L;
            while (block.Count < BlockEntries && bytes < BlockBytes && (_more = read(block.Entries[block.Count])))
            {
                bytes += block.Entries[block.Count++].Fields.Preimage.Length;
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            _more = false;
        }
    }

    private void ReadAhead()
    {
        try
        {
            while (_more)
            {
                var block = _free.Take(_stop.Token);
                ReadInto(block);
                _inOrder.Add(block);
                _toCheck.Add(block);
            }
        }
        catch (OperationCanceledException)
        {
            // The answer is known already.
        }
        finally
        {
            _inOrder.CompleteAdding();
            _toCheck.CompleteAdding();
        }
    }

    private void CheckAhead()
    {
        foreach (var block in _toCheck.GetConsumingEnumerable())
        {
            CheckAll(block);
            block.Checked.Set();
        }
    }

    private void CheckAll(Block block)
    {
        try
        {
            for (var i = 0; i < block.Count && !_stop.IsCancellationRequested; i++)
            {
                block.Entries[i].CheckAlone();
            }
        }
        catch (Exception e)
        {
            block.Failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    private static Thread Start(Action work, string name)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private sealed class Block
    {
        /// <summary>A large polygon's buffer is not kept for the small entries after it.</summary>
        private const int LargestKept = 64 << 10;

        public ReadEntry[] Entries { get; } = [.. Enumerable.Range(0, BlockEntries).Select(_ => new ReadEntry())];

        public int Count { get; set; }

        public ManualResetEventSlim Checked { get; } = new();

        public ExceptionDispatchInfo? Failure { get; set; }

        public void Reset()
        {
            for (var i = 0; i < Count; i++)
            {
                if (Entries[i].Fields.Preimage.Length > LargestKept)
                {
                    Entries[i] = new ReadEntry();
                }
            }

            Count = 0;
            Checked.Reset();
        }
    }
}
