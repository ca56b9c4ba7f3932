using System.Globalization;
using System.Runtime.Versioning;
using Surefoot.Faults;

[assembly: SupportedOSPlatform("linux")]

// See README.md. Writes to a stream of its own: the console belongs to the command line.
using var output = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write, 0)) { AutoFlush = true };
var options = args.Skip(1).Where(a => a.StartsWith("--", StringComparison.Ordinal)).Select(a => a[2..].Split('=', 2)).ToDictionary(a => a[0], a => a.ElementAtOrDefault(1) ?? "");
string Option(string name, string otherwise) => options.GetValueOrDefault(name, otherwise);
int Number(string name, int otherwise) => int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

switch (args.ElementAtOrDefault(0))
{
    case "write":
        return Writer.Run(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), args.ElementAtOrDefault(3), output);
    case "kill":
        return new KillCycles(Option("store", "sqlite"), Option("victim", "client"), Number("cycles", 1000), Number("seed", 1), output).Run();
    case "io":
        return new DiskFaults(Option("store", "sqlite"), Option("mode", "eio"), Number("step", 1), Number("from", 1), Number("most", 100_000), output).Run();
    case "full":
        return new FullDisk(Option("store", "sqlite"), options.GetValueOrDefault("folder"), output).Run();
    default:
        output.WriteLine("usage: kill|io|full --store=sqlite|postgres … (tests/faults/README.md)");
        return 2;
}
