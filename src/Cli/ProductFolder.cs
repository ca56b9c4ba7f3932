namespace Surefoot.Cli;

/// <summary>Where the product itself lies: reference geography, the sample country, the built map.</summary>
internal sealed record ProductFolder(string Root)
{
    public string Geography => Path.Combine(Root, "samples", "karabakh", "geography");

    public string Basemap => Path.Combine(Root, "samples", "karabakh", "basemap");

    public static ProductFolder Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
            {
                return new(folder.FullName);
            }
        }

        throw new CommandFailure(ExitCode.Configuration, "product.missing", "The product's folder was not found above the program.", AppContext.BaseDirectory, "Run ./surefoot from the checkout it was built in.");
    }
}
