using Surefoot.Assessment.Evaluation;

namespace Surefoot.Assessment.Tests.Evaluation;

/// <summary>Open data for evaluation that is not part of the product: beside the repository, or where SUREFOOT_SHARED says.</summary>
internal static class SharedData
{
    public static DelimitedTable Table(string name) => DelimitedTable.Read(File.ReadAllBytes(Path(name)));

    public static string Path(string name)
    {
        var root = Environment.GetEnvironmentVariable("SUREFOOT_SHARED") ?? Beside();
        var path = root is null ? null : System.IO.Path.Combine(root, "data", name);
        if (path is not null && File.Exists(path))
        {
            return path;
        }

        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal))
        {
            throw new FileNotFoundException($"With CI=true the shared data must be there: {name}");
        }

        Assert.Skip($"needs ../shared/data/{name}");
        return name;
    }

    private static string? Beside()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Surefoot.slnx")))
            {
                return System.IO.Path.Combine(folder.FullName, "..", "shared");
            }
        }

        return null;
    }
}
