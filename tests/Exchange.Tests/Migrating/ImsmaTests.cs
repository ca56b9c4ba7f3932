using System.IO.Compression;
using System.Text;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Migrating;
using Surefoot.Exchange.Tests.Formats;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Tests.Migrating;

/// <summary>On an invented database in the form of IMSMA NG: there is no real one to test with.</summary>
public sealed class ImsmaTests : IDisposable
{
    private static readonly string Dump = Path.Combine(AppContext.BaseDirectory, "imsma-ng", "dump.sql");

    private readonly ImportFolder _data = new();
    private readonly TempFolder _out = new();

    [Fact]
    public void Everything_the_mapping_names_comes_over_and_the_report_says_what_does_not()
    {
        _data.Define(CustomField.Code, FieldsOf(Dump));
        var outcome = Migrate(Dump);
        outcome.Declined.ShouldBeNull();
        var report = outcome.Report.ShouldNotBeNull();
        report.Differences.ShouldBeEmpty(string.Join("; ", report.Differences));
        report.Rows.ShouldAllBe(r => r.Equal);
        report.Rows.Where(r => r.By == "all").Select(r => (r.Type, r.TargetCount)).ShouldBe([("hazard-area", 2L), ("cleared-area", 1L), ("cancelled-area", 1L), ("accident", 1L), ("casualty", 2L)]);
        report.Rows.Single(r => r is { Type: "hazard-area", By: "all" }).SourceAreaM2.ShouldBe(1_904_000, 5_000);
        report.NotTaken.ShouldBe([new("hazreduc", "Progress report", 1), new("hazreducdeviceinfo", "Destroyed", 1) { Pieces = 4 }]);
        (report.Verdict, report.Equal, report.Complete).ShouldBe(("equal-in-part", true, false));
        report.Held.ShouldAllBe(held => held.Equal == held.Source && held.LeftOut == 0);
        File.ReadAllText(_out["ng/reconciliation.txt"]).ShouldStartWith("EQUAL in what came over");

        // The local id, each infoversion as a version, the digits and the custom fields are kept.
        var versions = _data.Reader.ListVersions("hazard-area").Where(r => r.Id == "SYN-NG-HA-1").ToList();
        versions.Select(v => (v["kind"], v.InformationDate)).ShouldBe([("suspected", new DateOnly(2021, 2, 1)), ("confirmed", new DateOnly(2022, 5, 1))]);
        versions[1]["name"].ShouldBe("North\tslope");
        versions[1]["cdfSoilHardness15"].ShouldBe(3.0);
        versions[1]["cdfVegetation"].ShouldBe("dry grass\nand thorn");
        versions[1]["district"].ShouldBe("AZ-FUZ");
        File.ReadAllText(_out["ng/hazard-area.1.geojson"]).ShouldContain("[47.150001,39.600001]");
        _data.Reader.ListVersions("accident").Single()["injured"].ShouldBe(1L);

        // The same again changes nothing.
        Migrate(Dump).Report!.Rows.ShouldAllBe(r => r.Equal);
        _data.Reader.ListVersions("hazard-area").Count().ShouldBe(3);
    }

    [Fact]
    public void What_our_gates_refuse_stays_out_and_is_listed()
    {
        var dump = _out.Write("bad.sql", File.ReadAllText(Dump)
            .Replace("\t2\t39.600001\t47.160001\t", "\t2\t39.610001\t47.160001\t", StringComparison.Ordinal)
            .Replace("\t3\t39.610001\t47.160001\tWGS84", "\t3\t39.600001\t47.160001\tWGS84", StringComparison.Ordinal)
            .Replace("e-cha\tHazardClass\tConfirmed Hazardous Area", "e-cha\tHazardClass\tMinefield", StringComparison.Ordinal)
            .Replace("g-fuz\tAZ-FUZ", "g-fuz\tFuzuli", StringComparison.Ordinal));
        var report = Migrate(dump).Report.ShouldNotBeNull();
        report.Verdict.ShouldBe("different");
        report.Held.Single(held => held.Type == "hazard-area").ShouldBe(new("hazard-area", 2, 0, 1, 1));
        report.Differences.ShouldContain(d => d.Id == "SYN-NG-HA-1" && d.Kind == "refused" && d.Message.Contains("geometry.self-intersection", StringComparison.Ordinal));
        report.Differences.ShouldContain(d => d.Id == "SYN-NG-HA-1" && d.Kind == "left-out");
        report.Differences.ShouldContain(d => d.Kind == "code" && d.Message.Contains("'Minefield'", StringComparison.Ordinal));
        report.Differences.ShouldContain(d => d.Kind == "district");
        var hazards = report.Rows.Single(r => r is { Type: "hazard-area", By: "all" });
        (hazards.SourceCount, hazards.TargetCount, hazards.Equal).ShouldBe((2, 1, false));
        File.ReadAllText(_out["ng/reconciliation.txt"]).ShouldStartWith("NOT EQUAL");
    }

    [Fact]
    public void Tables_as_CSV_in_an_archive_read_as_the_dump_does()
    {
        var tables = Tables(Dump);
        using (var archive = new ZipArchive(File.Create(_out["tables.zip"]), ZipArchiveMode.Create))
        {
            foreach (var (name, lines) in tables)
            {
                using var text = new StreamWriter(archive.CreateEntry($"ng/{name}.csv").Open(), new UTF8Encoding(false));
                foreach (var line in lines)
                {
                    text.WriteLine(string.Join(',', line.Select(c => "\"" + (CopyBlock.Cell(c) ?? "").Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")));
                }
            }
        }

        Migrate(Dump, dryRun: true);
        var first = File.ReadAllText(_out["ng/hazard-area.1.geojson"]) + File.ReadAllText(_out["ng/reconciliation.json"]);
        Migrate(_out["tables.zip"], dryRun: true).Batches.ShouldBeEmpty();
        (File.ReadAllText(_out["ng/hazard-area.1.geojson"]) + File.ReadAllText(_out["ng/reconciliation.json"])).ShouldBe(first);
        _data.Store.LastSequence.ShouldBe(0);
    }

    [Theory]
    [InlineData("COPY public.hazard (a, b) FROM stdin;\n1\n\\.\n", "dump.row")]
    [InlineData("COPY public.hazard (a, b) FROM stdin;\n1\t2\n", "dump.truncated")]
    [InlineData("PGDMP....", "dump.custom")]
    [InlineData("SELECT 1;", "dump.empty")]
    [InlineData("COPY public.hazard (a) FROM stdin;\n\\.\nCOPY public.hazard (a) FROM stdin;\n\\.\n", "dump.doubled")]
    public void A_dump_that_cannot_be_read_is_refused_whole(string text, string rule)
    {
        var outcome = Migrate(_out.Write("x.sql", text));
        outcome.Fault.ShouldNotBeNull().Rule.ShouldBe(rule);
        _data.Store.LastSequence.ShouldBe(0);
    }

    public void Dispose()
    {
        _data.Dispose();
        _out.Dispose();
    }

    private MigrationOutcome Migrate(string path, bool dryRun = false) =>
        new MigrateImsma(new ImportRecords(_data.Store, _data.Types, _data.CodeLists, Sources.Areas, Policy.BuiltIn, TimeProvider.System), _data.Reader, ImsmaMapping.BuiltIn)
            .Handle(new MigrationRequest(path, _out["ng"], Synthetic: true, ImportFolder.Officer, null, dryRun), TestContext.Current.CancellationToken);

    private string FieldsOf(string dump)
    {
        Migrate(dump, dryRun: true);
        return File.ReadAllText(_out["ng/fields.json"]);
    }

    private static Dictionary<string, List<string[]>> Tables(string dump)
    {
        var tables = new Dictionary<string, List<string[]>>();
        List<string[]>? table = null;
        foreach (var line in File.ReadLines(dump))
        {
            if (line.StartsWith("COPY ", StringComparison.Ordinal))
            {
                var header = CopyBlock.Header(line)!;
                table = tables[header.Name] = [[.. header.Columns]];
            }
            else if (line == "\\.")
            {
                table = null;
            }
            else
            {
                table?.Add(line.Split('\t'));
            }
        }

        return tables;
    }
}
