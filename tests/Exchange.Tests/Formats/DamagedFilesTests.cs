using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Formats;

/// <summary>Thousands of damaged files of every format: each gets a verdict, soon and in little memory, and nothing is thrown. SUREFOOT_DAMAGE_ROUNDS asks for more, SUREFOOT_DAMAGE_SEED for others.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private const int UsualRounds = 1000;
    private const int HeaderBytes = 110;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private const long MostBytes = 256L * 1024 * 1024;

    private readonly TempFolder _folder = new();
    private readonly string _samples = Path.Combine(AppContext.BaseDirectory, "samples");

    private static int Rounds => Number("SUREFOOT_DAMAGE_ROUNDS") ?? UsualRounds;

    private static int Seed => Number("SUREFOOT_DAMAGE_SEED") ?? 1;

    [Theory]
    [InlineData("areas.geojson")]
    [InlineData("points.csv")]
    [InlineData("written.csv")]
    [InlineData("log.nmea")]
    [InlineData("areas.xlsx")]
    [InlineData("areas.gpkg")]
    [InlineData("areas.kml")]
    [InlineData("areas.kmz")]
    [InlineData("points.gpx")]
    [InlineData("core.json")]
    [InlineData("report.xml")]
    public void A_damaged_file_gets_a_verdict(string name)
    {
        var source = File.ReadAllBytes(Path.Combine(_samples, name));
        var mutator = new Mutator(Seed);
        foreach (var bytes in Mutator.HeaderDamage(source, HeaderBytes).Concat(Enumerable.Range(0, Rounds).Select(_ => mutator.Mutate(source))))
        {
            Check(_folder.Write("damaged" + Path.GetExtension(name), bytes), name);
        }
    }

    [Theory]
    [InlineData(".shp")]
    [InlineData(".dbf")]
    [InlineData(".shx")]
    [InlineData(".prj")]
    [InlineData(".cpg")]
    public void A_shapefile_with_a_damaged_part_gets_a_verdict(string part)
    {
        foreach (var extension in (string[])[".shp", ".dbf", ".shx", ".prj", ".cpg"])
        {
            File.Copy(Path.Combine(_samples, "areas" + extension), _folder["areas" + extension]);
        }

        if (part != ".shx")
        {
            File.Delete(_folder["areas.shx"]);
        }

        var source = File.ReadAllBytes(Path.Combine(_samples, "areas" + part));
        var mutator = new Mutator(Seed);
        foreach (var bytes in Mutator.HeaderDamage(source, HeaderBytes).Concat(Enumerable.Range(0, part is ".shp" or ".dbf" ? Rounds : Rounds / 5).Select(_ => mutator.Mutate(source))))
        {
            _folder.Write("areas" + part, bytes);
            Check(_folder["areas.shp"], part);
        }
    }

    // Damage below the packing, where the checksum does not help because the sender made it.
    [Theory]
    [InlineData("areas.xlsx")]
    [InlineData("areas.kmz")]
    public void A_packed_file_with_a_damaged_part_gets_a_verdict(string name)
    {
        var parts = new List<(string Name, byte[] Content)>();
        using (var archive = ZipFile.OpenRead(Path.Combine(_samples, name)))
        {
            foreach (var entry in archive.Entries.Where(e => e.Length > 0))
            {
                using var stream = entry.Open();
                using var content = new MemoryStream();
                stream.CopyTo(content);
                parts.Add((entry.FullName, content.ToArray()));
            }
        }

        var mutator = new Mutator(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = mutator.Next(parts.Count);
            var path = _folder["packed" + Path.GetExtension(name)];
            using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
            {
                for (var i = 0; i < parts.Count; i++)
                {
                    using var stream = archive.CreateEntry(parts[i].Name, CompressionLevel.NoCompression).Open();
                    stream.Write(i == damaged ? mutator.Mutate(parts[i].Content) : parts[i].Content);
                }
            }

            Check(path, parts[damaged].Name);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Check(string path, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            var report = CheckFile.Run(path, new(), Sources.Areas, TestContext.Current.CancellationToken);
            report.Findings.ShouldAllBe(f => f.Message.Length > 0 && f.Rule.Length > 0);
            if (report.Verdict == Verdict.Reject)
            {
                report.Findings.ShouldNotBeEmpty();
            }
        }
        catch (Exception failure) when (failure is not ShouldAssertException)
        {
            Keep(path);
            throw new InvalidOperationException($"{what}: {failure.GetType().Name}: {failure.Message}", failure);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (clock.Elapsed > Longest || allocated > MostBytes)
        {
            Keep(path);
            throw new InvalidOperationException($"{what}: {clock.Elapsed.TotalSeconds:0.0} s, {allocated / (1024 * 1024)} MB");
        }
    }

    // To become a case of its own in tests/bad-inputs.
    private static void Keep(string path)
    {
        if (Environment.GetEnvironmentVariable("SUREFOOT_DAMAGE_KEEP") is { Length: > 0 } folder)
        {
            File.Copy(path, Path.Combine(folder, Path.GetRandomFileName() + Path.GetExtension(path)));
        }
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
