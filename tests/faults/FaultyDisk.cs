using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace Surefoot.Faults;

/// <summary>Steers io-fault.c: which process's files fail, how and when.</summary>
internal sealed class FaultyDisk : IDisposable
{
    public const long Nothing = 0;
    public const long Full = 3;

    public static readonly IReadOnlyDictionary<string, long> Modes = new Dictionary<string, long>(StringComparer.Ordinal) { ["eio"] = 1, ["enospc"] = 2, ["eio-from-then-on"] = 4 };

    private const string ControlVariable = "SUREFOOT_FAULT_CONTROL";
    private const string UnderVariable = "SUREFOOT_FAULT_UNDER";

    private readonly string _folder;
    private readonly string _library;
    private readonly string _controlFile;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _control;

    /// <summary>Compiles the library and makes the file that steers it, both readable for a server that runs as another user.</summary>
    public FaultyDisk()
    {
        _folder = Directory.CreateTempSubdirectory("surefoot-io-fault-").FullName;
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        _library = Path.Combine(_folder, "io-fault.so");
        using var compile = Process.Start("gcc", ["-O2", "-shared", "-fPIC", "-o", _library, Path.Combine(Server.Root(), "tests", "faults", "io-fault.c"), "-ldl"]);
        compile.WaitForExit();
        if (compile.ExitCode != 0)
        {
            throw new InvalidOperationException("io-fault.c does not compile.");
        }

        _controlFile = Path.Combine(_folder, "control");
        File.WriteAllBytes(_controlFile, new byte[32]);
        File.SetUnixFileMode(_controlFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        (_map, _control) = Map(_controlFile);
    }

    private FaultyDisk(string controlFile)
    {
        (_folder, _library, _controlFile) = ("", "", controlFile);
        (_map, _control) = Map(controlFile);
    }

    /// <summary>The one this process was started with, or null.</summary>
    public static FaultyDisk? OfThisProcess => Environment.GetEnvironmentVariable(ControlVariable) is { } file ? new FaultyDisk(file) { Under = Environment.GetEnvironmentVariable(UnderVariable)! } : null;

    /// <summary>The folder whose files fail.</summary>
    public string Under { get; set; } = "";

    /// <summary>How many calls failed since <see cref="Set"/>.</summary>
    public long Faults => _control.ReadInt64(24);

    public long Calls => _control.ReadInt64(16);

    public void LoadInto(ProcessStartInfo start)
    {
        start.Environment["LD_PRELOAD"] = _library;
        start.Environment[ControlVariable] = _controlFile;
        start.Environment[UnderVariable] = Under;
    }

    public void Set(long mode, long nth = 0)
    {
        _control.Write(0, Nothing);
        _control.Write(8, nth);
        _control.Write(16, 0L);
        _control.Write(24, 0L);
        _control.Write(0, mode);
    }

    public void Dispose()
    {
        _control.Dispose();
        _map.Dispose();
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static (MemoryMappedFile Map, MemoryMappedViewAccessor Control) Map(string file)
    {
        var map = MemoryMappedFile.CreateFromFile(file, FileMode.Open);
        return (map, map.CreateViewAccessor());
    }
}
