using System.Xml.Linq;

namespace Surefoot.Architecture.Tests;

/// <summary>A checkout, or a small planted one: what the rules read is files, so a violation can be planted in a temporary folder.</summary>
internal sealed class ProductFolder(string root)
{
    private static readonly string[] Made = ["artifacts", "node_modules", "wwwroot", ".git", "surefoot-data"];

    public string Root { get; } = root;

    public static ProductFolder Here { get; } = new(Find());

    public IEnumerable<string> Files(string under, string pattern) =>
        Directory.Exists(Path.Combine(Root, under))
            ? Directory.EnumerateFiles(Path.Combine(Root, under), pattern, SearchOption.AllDirectories)
                .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => Made.Contains(part, StringComparer.Ordinal)))
                .Order(StringComparer.Ordinal)
            : [];

    public string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Projects under a folder with the short names of the rooms and the packages they refer to.</summary>
    public IEnumerable<ProjectFile> Projects(string under) =>
        Files(under, "*.csproj").Select(file =>
        {
            var xml = XDocument.Load(file);
            string[] Includes(string element) => [.. xml.Descendants(element).Select(e => (string?)e.Attribute("Include") ?? "")];
            return new ProjectFile(
                ShortName(file),
                Relative(file),
                [.. Includes("ProjectReference").Select(ShortName)],
                Includes("PackageReference"));
        });

    private static string ShortName(string path) =>
        Path.GetFileNameWithoutExtension(path.Replace('\\', '/')).Replace("Surefoot.", "", StringComparison.Ordinal);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Surefoot.slnx above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}

internal sealed record ProjectFile(string Room, string Path, IReadOnlyList<string> Rooms, IReadOnlyList<string> Packages);
