namespace Surefoot.Cli.Tests;

/// <summary>One small sample country for all tests that only read it, and copies for those that damage it.</summary>
public sealed class SmallDemo : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("surefoot-demo-").FullName;

    public SmallDemo()
    {
        Folder = Path.Combine(_root, "data");
        First = SurefootProgram.Run("demo", "--no-serve", "--scale", "small", "--data", Folder);
    }

    public string Folder { get; }

    internal Answer First { get; }

    public string File(string name) => Path.Combine(_root, name);

    public string Copy()
    {
        var copy = Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            System.IO.File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
