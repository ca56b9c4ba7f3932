using Surefoot.Registry.Rights;

namespace Surefoot.Server;

/// <summary>Where the server finds its files and where it listens.</summary>
public sealed record ServerOptions
{
    /// <summary>The root of the product: holds <c>samples/karabakh</c> and <c>src/Server/wwwroot</c>.</summary>
    public required string ProductFolder { get; init; }

    /// <summary>On the loopback addresses only; 0 lets the system choose.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Log lines to the console; off for a command that prints its own.</summary>
    public bool Log { get; init; }

    /// <summary>Asked at every route; the shipped one unless the data folder has its own.</summary>
    public Policy Policy { get; init; } = Policy.BuiltIn;

    /// <summary>Whose rights the pages have: until there is sign-in, one person for the whole server.</summary>
    public string Actor { get; init; } = Policy.LocalActor;

    internal string Geography => Path.Combine(ProductFolder, "samples", "karabakh", "geography");

    internal string BasemapFolder => Path.Combine(ProductFolder, "samples", "karabakh", "basemap");

    internal string WebRoot => Path.Combine(ProductFolder, "src", "Server", "wwwroot");

    internal bool MapIsBuilt => File.Exists(Path.Combine(WebRoot, "app", "surefoot.js"));
}
