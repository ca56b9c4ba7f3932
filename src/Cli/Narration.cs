using System.Diagnostics;

namespace Surefoot.Cli;

/// <summary>What people read on stderr while a command works: one line a step with its time, and progress on a terminal only.</summary>
internal sealed class Narration(TextWriter errors, bool quiet, bool noColor)
{
    private readonly bool _terminal = !Console.IsErrorRedirected && !quiet;
    private readonly bool _colour = !Console.IsErrorRedirected && !noColor && Environment.GetEnvironmentVariable("NO_COLOR") is null;
    private readonly Lock _lock = new();
    private string _step = "";
    private long _shownAt;
    private bool _lineOpen;

    public List<StepTime> Steps { get; } = [];

    public void Say(string line)
    {
        if (quiet)
        {
            return;
        }

        lock (_lock)
        {
            CloseLine();
            errors.WriteLine(line);
        }
    }

    /// <summary>Runs one named step, times it, and says so.</summary>
    public T Step<T>(string name, string title, Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        _step = title;
        Progress(null);
        var result = work();
        var seconds = CommandContext.SecondsSince(started);
        Steps.Add(new(name, seconds));
        Say($"{Dim($"{seconds,7:0.0} s")}  {title}");
        ReturnMemory();
        return result;
    }

    // What one step leaves behind must not add up to what a laptop has to hold; below the threshold it is not worth the pause.
    private static void ReturnMemory()
    {
        const long WorthwhileBytes = 600L << 20;
        if (GC.GetTotalMemory(forceFullCollection: false) > WorthwhileBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>At most ten times a second, on a terminal.</summary>
    public void Progress(string? detail)
    {
        if (!_terminal)
        {
            return;
        }

        lock (_lock)
        {
            if (detail is not null && Stopwatch.GetElapsedTime(_shownAt).TotalMilliseconds < 100)
            {
                return;
            }

            _shownAt = Stopwatch.GetTimestamp();
            var line = detail is null ? $"         …  {_step}" : $"         …  {_step}: {detail}";
            errors.Write($"\r{line[..Math.Min(line.Length, 110)],-110}");
            errors.Flush();
            _lineOpen = true;
        }
    }

    /// <summary>Progress by a count of things.</summary>
    public IProgress<long> Count(string things) => new DirectProgress<long>(count => Progress($"{count:N0} {things}"));

    private void CloseLine()
    {
        if (_lineOpen)
        {
            errors.Write($"\r{new string(' ', 110)}\r");
            _lineOpen = false;
        }
    }

    private string Dim(string text) => _colour ? $"\u001b[2m{text}\u001b[0m" : text;
}

internal sealed record StepTime(string Name, double Seconds);

/// <summary>Reports without a synchronisation context in between, so that order and thread are the worker's own.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
