namespace Surefoot.Architecture.Tests;

/// <summary>A rule that cannot fail protects nothing: each is shown a planted violation and must bite.</summary>
public sealed class PlantedViolationTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("surefoot-planted-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void An_upward_reference_is_found()
    {
        Plant("src/Journal/Surefoot.Journal.csproj", """<Project><ItemGroup><ProjectReference Include="../Registry/Surefoot.Registry.csproj" /></ItemGroup></Project>""");
        Rules.RoomsReferOnlyDownwards(Planted).ShouldHaveSingleItem().ShouldContain("Journal may not refer to Registry");
    }

    [Fact]
    public void A_room_outside_the_table_is_found()
    {
        Plant("src/Extras/Surefoot.Extras.csproj", "<Project />");
        Rules.RoomsReferOnlyDownwards(Planted).ShouldHaveSingleItem().ShouldContain("Extras is not in the room table");
    }

    [Fact]
    public void A_foreign_package_is_found()
    {
        Plant("src/Hazard/Surefoot.Hazard.csproj", """<Project><ItemGroup><PackageReference Include="Dapper" /></ItemGroup></Project>""");
        Rules.RoomsUseOnlyTheirPackages(Planted).ShouldHaveSingleItem().ShouldContain("Hazard may not use the package Dapper");
    }

    [Fact]
    public void A_generator_using_an_engine_is_found()
    {
        Plant("samples/generator/Surefoot.SampleCountry.csproj", """<Project><ItemGroup><ProjectReference Include="../../src/Hazard/Surefoot.Hazard.csproj" /></ItemGroup></Project>""");
        Rules.TheGeneratorSharesNothingWithEngines(Planted).ShouldHaveSingleItem().ShouldContain("may not refer to Hazard");
    }

    [Fact]
    public void A_missing_readme_is_found()
    {
        Plant("src/Roads/Surefoot.Roads.csproj", "<Project />");
        Rules.EveryRoomHasAShortReadme(Planted).ShouldHaveSingleItem().ShouldContain("no README.md");
    }

    [Fact]
    public void A_dumping_ground_is_found()
    {
        Plant("src/Roads/Helpers/Thing.cs", "namespace Surefoot.Roads;\n");
        Rules.NoDumpingGrounds(Planted).ShouldHaveSingleItem().ShouldContain("Helpers");
    }

    [Fact]
    public void A_step_that_moves_shapes_both_ways_is_found()
    {
        Plant("src/Exchange/Repair.cs", "using NetTopologySuite.Simplify;\nnamespace Surefoot.Exchange;\n");
        Plant("src/Server/Grow.cs", "namespace Surefoot.Server;\nvar fixed = shape.Buffer(0);\n");
        Plant("src/Geodesy/OneWay/Step.cs", "using NetTopologySuite.Precision;\nnamespace Surefoot.Geodesy.OneWay;\n");
        Rules.ShapesAreMovedInOnePlace(Planted).Count().ShouldBe(2);
    }

    [Fact]
    public void An_endless_file_a_region_a_header_and_a_block_namespace_are_found()
    {
        Plant("src/Roads/Long.cs", string.Concat(Enumerable.Repeat("\n", Rules.LongestFileLines + 1)));
        Plant("src/Roads/Folded.cs", "namespace Surefoot.Roads;\n    #region Fields\n");
        Plant("src/Roads/Headed.cs", "// Copyright\nnamespace Surefoot.Roads;\n");
        Plant("src/Roads/Blocked.cs", "namespace Surefoot.Roads\n{\n}\n");
        Rules.FilesAreReadable(Planted).Count().ShouldBe(4);
    }

    [Fact]
    public void An_engine_that_reads_files_is_found() =>
        Rules.AnEngineKnowsNoOutsideWorld(typeof(PlantedViolationTests).Assembly.Location)
            .ShouldContain(violation => violation.Contains("System.IO.File;", StringComparison.Ordinal));

    [Fact]
    public void An_unsealed_class_is_found() =>
        Rules.ClassesAreSealed([typeof(LeftOpen), typeof(PlantedViolationTests)]).ShouldHaveSingleItem().ShouldContain(nameof(LeftOpen));

    [Fact]
    public void A_cycle_is_found() =>
        Rules.RoomsFormNoCycle(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A"] })
            .Count().ShouldBe(3);

    private ProductFolder Planted => new(_root);

    private void Plant(string path, string content)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public class LeftOpen;
}
