using Surefoot.Exchange.Reading;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Tests.Importing;

/// <summary>Types whose rules come later are declared, imported and listed now: one small invented file of each.</summary>
public sealed class DeclaredTypesTests : IDisposable
{
    // Leaders and their teams name each other: whichever comes first is doubted until the other is there.
    private static readonly string[] Order =
    [
        "organisation.csv", "settlement.csv", "hazard-area.geojson", "person.csv", "team.csv", "animal.csv", "machine.csv", "accreditation.csv", "donor.csv", "funding-line.csv",
        "task.geojson", "team-day-report.geojson", "spend.csv", "corridor.csv", "settlement-plan.csv", "stated-priority.geojson",
    ];

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_declared_type_is_imported_approved_and_exported_from_its_file()
    {
        foreach (var file in Order)
        {
            var type = Path.GetFileNameWithoutExtension(file);
            var result = _folder.Import(Declared(file), type, ImportFolder.Chief).Result!;
            result.Findings.Where(finding => finding.Severity == Verdict.Reject || type != "person").ShouldBeEmpty(file);
            result.State.ShouldBe("approved", file);
            _folder.Reader.Count(type, RecordQuery.Now).ShouldBe(result.Rows, file);
            _folder.Export(type, "csv").Outcome.Result!.Rows.ShouldBe(result.Rows, file);
        }

        // Handed in again when everything is there, nothing is in doubt and nothing changes.
        foreach (var file in Order)
        {
            var again = _folder.Import(Declared(file), Path.GetFileNameWithoutExtension(file)).Result!;
            (again.Verdict, again.Unchanged).ShouldBe((Verdict.Accept, again.Rows), file);
        }
    }

    [Fact]
    public void References_between_them_are_checked_in_lists_too()
    {
        foreach (var file in Order.TakeWhile(file => file != "task.geojson"))
        {
            _folder.Import(Declared(file), Path.GetFileNameWithoutExtension(file));
        }

        var task = File.ReadAllText(Declared("task.geojson")).Replace("SYN-T-2", "SYN-T-9", StringComparison.Ordinal).Replace("SYN-FL-1", "SYN-FL-9", StringComparison.Ordinal);
        _folder.Import(_folder.File("task.geojson", task), "task").Result!.Findings.Select(finding => $"{finding.Field} {finding.Value} {finding.Rule}").ShouldBe(
            ["teams SYN-T-9 reference.unknown", "fundingLine SYN-FL-9 reference.unknown"]);
    }

    [Theory]
    [InlineData("accreditation.csv", "2021-04-01,2027-03-31", "2021-04-01,2021-03-31", "field.order")]
    [InlineData("funding-line.csv", ",AZN,", ",manat,", "text.pattern")]
    [InlineData("funding-line.csv", "AZ-FUZ;AZ-AGM", "AZ-FUZ;Ağdam", "text.pattern")]
    [InlineData("corridor.csv", "\"LINESTRING(47.15001 39.60001, 47.17001 39.61001)\"", "POINT(47.15001 39.60001)", "geometry.type")]
    [InlineData("task.geojson", "\"clearance\"", "\"handover\"", "code.unknown")]
    [InlineData("stated-priority.geojson", "\"rank\":1", "\"rank\":0", "number.range")]
    public void Each_is_held_to_its_declaration(string file, string right, string wrong, string rule)
    {
        var text = File.ReadAllText(Declared(file));
        text.ShouldContain(right);
        _folder.Import(_folder.File(file, text.Replace(right, wrong, StringComparison.Ordinal)), Path.GetFileNameWithoutExtension(file)).Result!
            .Findings.Where(finding => finding.Severity == Verdict.Reject).ShouldHaveSingleItem().Rule.ShouldBe(rule);
    }

    private static string Declared(string file) => Path.Combine(AppContext.BaseDirectory, "declared", file);
}
