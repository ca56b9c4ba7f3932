using System.Diagnostics;
using System.Globalization;
using Surefoot.Geodesy;

// usage: POINTS OUT | POINTS - FILE
// The first writes points (easting northing of EPSG:28408) to OUT; the second converts the same points and compares them with FILE, what cs2cs made.
var count = int.Parse(args[0], CultureInfo.InvariantCulture);
var points = new (double X, double Y)[count];
var random = new Random(1);
for (var i = 0; i < count; i++)
{
    points[i] = (Math.Round(8_430_000 + (random.NextDouble() * 400_000), 3), Math.Round(4_260_000 + (random.NextDouble() * 380_000), 3));
}

if (args.Length == 2)
{
    using var output = new StreamWriter(args[1]);
    foreach (var (x, y) in points)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{x:0.000} {y:0.000}"));
    }

    return;
}

var seconds = new List<double>();
IReadOnlyList<ConvertedPoint> converted = [];
for (var run = 0; run < 3; run++)
{
    var started = Stopwatch.GetTimestamp();
    converted = ConvertCoordinates.Run(28408, 15865, 4326, points).Points;
    seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
}

var line = 0;
var worstM = 0.0;
foreach (var text in File.ReadLines(args[2]))
{
    var cells = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
    var got = converted[line++];
    worstM = Math.Max(worstM, Math.Max(
        Math.Abs(got.Y - double.Parse(cells[1], CultureInfo.InvariantCulture)) * 111_320,
        Math.Abs(got.X - double.Parse(cells[0], CultureInfo.InvariantCulture)) * 85_500));
}

seconds.Sort();
// The console belongs to the command line.
using var report = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write));
report.WriteLine(string.Create(CultureInfo.InvariantCulture, $"surefoot {seconds[1]:0.00} s (best {seconds[0]:0.00}) for {count} points; {line} compared, worst difference {worstM * 1e6:0.0} µm"));
