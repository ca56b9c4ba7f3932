using Surefoot.Journal;

namespace Surefoot.Faults;

/// <summary>The process that is killed: waits to be told, opens the journal, and writes until it dies or the store does.</summary>
internal static class Writer
{
    /// <summary>Nobody should have to look for a writer that outlived its killer.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(60);

    /// <summary>Writes of each kind once, so that a short time holds many afterwards: the first of a process take long.</summary>
    private const int WarmUp = 8;

    public static int Run(string folder, int seed, string? url, StreamWriter output)
    {
        // Whoever is to kill this lets the runtime start before the clock of the kill does.
        using var input = new StreamReader(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(0, ownsHandle: false), FileAccess.Read, 0));
        if (input.ReadLine() is null)
        {
            return 0;
        }

        try
        {
            using var store = Work.Open(folder, url);
            var work = new Work(store, folder, seed, output.WriteLine);
            for (var i = 0; i < WarmUp; i++)
            {
                work.Next();
            }

            output.WriteLine("ready");
            var until = TimeProvider.System.GetUtcNow() + LongestLife;
            while (TimeProvider.System.GetUtcNow() < until)
            {
                work.Next();
            }
        }
        catch (JournalUnavailableException e)
        {
            output.WriteLine("error " + e.Message);
        }

        return 0;
    }
}
