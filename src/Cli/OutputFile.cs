namespace Surefoot.Cli;

/// <summary>A file that a command writes; under <c>--dry-run</c> one that nobody sees and that is gone afterwards, so that everything is checked and nothing is left.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? _aside;

    public OutputFile(CommandContext context, string named)
    {
        Named = System.IO.Path.GetFullPath(named);
        if (context.DryRun)
        {
            _aside = Directory.CreateTempSubdirectory("surefoot-dry-").FullName;
        }

        Path = _aside is null ? Named : System.IO.Path.Combine(_aside, System.IO.Path.GetFileName(Named));
    }

    /// <summary>As the user named it, whole.</summary>
    public string Named { get; }

    /// <summary>Where it is written.</summary>
    public string Path { get; }

    public void Dispose()
    {
        if (_aside is not null)
        {
            Directory.Delete(_aside, recursive: true);
        }
    }
}
