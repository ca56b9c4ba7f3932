using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Surefoot.Architecture.Tests;

/// <summary>Each rule returns its violations as sentences that say how to put it right; none means it holds.</summary>
internal static partial class Rules
{
    public const int LongestFileLines = 800;
    public const int LongestReadmeLines = 40;

    private static readonly string[] DumpingGrounds = ["Core", "Common", "Shared", "Utils", "Utilities", "Helpers", "Misc"];

    private const string MovesShapes = "src/Geodesy/OneWay/";

    // Lines have no inside: they may be simplified by the library.
    private static readonly string[] MayMove = ["src/Server/Tiles/Generalisation.cs"];

    // An engine knows no file, network, database, clock, console or web.
    private static readonly string[] ForeignToEngines =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.Directory", "System.IO.FileStream", "System.IO.StreamReader", "System.IO.StreamWriter",
        "System.Net.", "System.Data.", "Microsoft.", "System.TimeProvider", "System.Diagnostics.Process", "System.Console", "System.Environment.GetEnvironmentVariable",
    ];

    public static IEnumerable<string> RoomsReferOnlyDownwards(ProductFolder product)
    {
        var order = RoomTable.Rooms.Keys.ToList();
        foreach (var project in product.Projects("src"))
        {
            if (!RoomTable.Rooms.TryGetValue(project.Room, out var room))
            {
                yield return $"{project.Path}: the room {project.Room} is not in the room table; add it to docs/design.md and RoomTable, or move the code into a room that is.";
                continue;
            }

            foreach (var used in project.Rooms)
            {
                var generatorFromHost = used == "SampleCountry" && project.Room == "Cli";
                var allowed = room.Rooms?.Contains(used, StringComparer.Ordinal) ?? (order.IndexOf(used) >= 0 && order.IndexOf(used) < order.IndexOf(project.Room));
                if (!allowed && !generatorFromHost)
                {
                    yield return $"{project.Path}: {project.Room} may not refer to {used}; pass plain values instead, or move the code down.";
                }
            }
        }
    }

    public static IEnumerable<string> RoomsUseOnlyTheirPackages(ProductFolder product) =>
        from project in product.Projects("src")
        where RoomTable.Rooms.ContainsKey(project.Room)
        from package in project.Packages
        where !RoomTable.Rooms[project.Room].Packages.Contains(package, StringComparer.Ordinal)
        select $"{project.Path}: {project.Room} may not use the package {package}; use it in the room that owns it, or record the decision in docs/decisions.md and RoomTable.";

    public static IEnumerable<string> TheGeneratorSharesNothingWithEngines(ProductFolder product) =>
        from project in product.Projects("samples")
        from used in project.Rooms
        where !RoomTable.SampleCountryMayUse.Contains(used, StringComparer.Ordinal)
        select $"{project.Path}: the generator may not refer to {used}; a truth made by the code it judges proves nothing.";

    public static IEnumerable<string> EveryRoomHasAShortReadme(ProductFolder product)
    {
        foreach (var project in product.Projects("src").Concat(product.Projects("samples")))
        {
            var folder = Path.GetDirectoryName(Path.Combine(product.Root, project.Path))!;
            var readme = Path.Combine(folder, "README.md");
            if (!File.Exists(readme))
            {
                yield return $"{project.Path}: no README.md; say what the room is for, what it may depend on and what it does not do.";
            }
            else if (RoomTable.Rooms.ContainsKey(project.Room) && File.ReadLines(readme).Count() > LongestReadmeLines)
            {
                yield return $"{product.Relative(readme)}: longer than {LongestReadmeLines} lines; move detail to docs/ or beside the code.";
            }
        }
    }

    public static IEnumerable<string> NoDumpingGrounds(ProductFolder product) =>
        from folder in new[] { "src", "samples", "tests" }
        from file in product.Files(folder, "*.cs")
        let parts = product.Relative(file).Split('/')
        let bad = parts.SkipLast(1).FirstOrDefault(part => DumpingGrounds.Contains(part, StringComparer.OrdinalIgnoreCase))
        where bad is not null
        select $"{product.Relative(file)}: a folder called {bad} becomes the dump; name it after what it does.";

    /// <summary>Hazards never shrink by machine, released land never grows: nobody outside that folder can take a step that errs both ways.</summary>
    public static IEnumerable<string> ShapesAreMovedInOnePlace(ProductFolder product) =>
        from file in product.Files("src", "*.cs")
        let name = product.Relative(file)
        where !name.StartsWith(MovesShapes, StringComparison.Ordinal) && !MayMove.Contains(name, StringComparer.Ordinal)
        from line in File.ReadLines(file)
        let step = TwoWayStep().Match(line)
        where step.Success
        select $"{name}: {step.Value} moves the border of a shape both ways; use a step of {MovesShapes} (OneWayShapes), or add one there.";

    public static IEnumerable<string> FilesAreReadable(ProductFolder product)
    {
        foreach (var file in new[] { "src", "samples", "tests", "bench" }.SelectMany(folder => product.Files(folder, "*.cs")))
        {
            var lines = File.ReadAllLines(file);
            var name = product.Relative(file);
            if (lines.Length > LongestFileLines)
            {
                yield return $"{name}: {lines.Length} lines; the wall is {LongestFileLines}, split it by use case.";
            }

            if (lines.Any(line => RegionLine().IsMatch(line)))
            {
                yield return $"{name}: uses #region; split the file instead.";
            }

            if (lines.Length > 0 && lines[0].TrimStart().StartsWith("//", StringComparison.Ordinal))
            {
                yield return $"{name}: begins with a file header; the licence is in LICENSE, the history in git.";
            }

            if (lines.Any(line => BlockNamespace().IsMatch(line)))
            {
                yield return $"{name}: use a file-scoped namespace.";
            }
        }
    }

    /// <summary>Reads the metadata of a built assembly, so that nothing is loaded or run.</summary>
    public static IEnumerable<string> AnEngineKnowsNoOutsideWorld(string assemblyFile)
    {
        using var stream = File.OpenRead(assemblyFile);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            var name = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            if (ForeignToEngines.Any(foreign => foreign.EndsWith('.') ? name.StartsWith(foreign, StringComparison.Ordinal) : name == foreign)
                && !name.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal))
            {
                yield return $"{Path.GetFileName(assemblyFile)}: uses {name}; an engine gets arrays and spans and gives results, its caller does the rest.";
            }
        }
    }

    public static IEnumerable<string> ClassesAreSealed(IEnumerable<Type> types)
    {
        var all = types.ToList();
        return from type in all
               where type.IsClass && type.FullName != "Program" && type.Name != "_Imports" && !type.IsSealed && !type.IsAbstract
                     && !type.Name.StartsWith('<') && !type.FullName!.Contains('<', StringComparison.Ordinal)
                     && !typeof(Exception).IsAssignableFrom(type)
                     && type.BaseType?.FullName?.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal) != true
                     && !type.FullName!.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal)
                     && !all.Any(other => other.BaseType == type || (other.BaseType is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == type))
               select $"{type.FullName}: is neither sealed nor inherited; seal it.";
    }

    /// <summary>Every edge of the room graph is in <paramref name="edges"/>; a cycle is named by its rooms.</summary>
    public static IEnumerable<string> RoomsFormNoCycle(IReadOnlyDictionary<string, IReadOnlyList<string>> edges)
    {
        foreach (var start in edges.Keys)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>(edges[start]);
            while (open.TryPop(out var room))
            {
                if (room == start)
                {
                    yield return $"{start} depends on itself through other rooms; turn one reference round.";
                    break;
                }

                if (seen.Add(room) && edges.TryGetValue(room, out var next))
                {
                    foreach (var one in next)
                    {
                        open.Push(one);
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"NetTopologySuite\.(Simplify|Precision|Operation\.Buffer|Operation\.Overlay\.Snap)|(DouglasPeucker|TopologyPreserving|VW|PolygonHull)Simplifier|GeometryPrecisionReducer|GeometryFixer|GeometrySnapper|\.Buffer\(")]
    private static partial Regex TwoWayStep();

    [GeneratedRegex(@"^\s*#\s*region\b")]
    private static partial Regex RegionLine();

    [GeneratedRegex(@"^namespace [\w.]+\s*$")]
    private static partial Regex BlockNamespace();
}
