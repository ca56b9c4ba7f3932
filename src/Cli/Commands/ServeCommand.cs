using System.CommandLine;
using Microsoft.Extensions.Hosting;
using Surefoot.Cli.Page;
using Surefoot.Server;
using Surefoot.Server.Content;

namespace Surefoot.Cli.Commands;

internal static class ServeCommand
{
    public static Command Make(Bind bind)
    {
        var port = PortOption.Make();
        var verb = new Verb("serve", "Serves the page on the loopback address of this machine.", "url") { port };
        verb.SetAction(bind(async (context, parsed) =>
        {
            PortOption.RequireFree(parsed.GetValue(port));
            using var workspace = Workspace.OpenExisting(context);
            return await ServeAsync(context, workspace, parsed.GetValue(port), url => context.Write(new { url }, output => output.WriteLine($"The map: {url}   (Ctrl+C ends)")));
        }));
        return verb;
    }

    /// <summary>Serves until it is interrupted; <paramref name="ready"/> is told the address once the page answers with its figures.</summary>
    public static async Task<int> ServeAsync(CommandContext context, Workspace workspace, int port, Action<string> ready)
    {
        var content = new PublishedContent();
        content.Publish(context.Narration.Step("page", "prepare the page", () => PageContent.Make(context, workspace)));
        await using var app = SurefootServer.Build(new ServerOptions { ProductFolder = workspace.Product.Root, Port = port, Policy = workspace.Policy, Actor = context.Actor }, content);
        await app.StartAsync(context.Cancellation);
        ready($"http://127.0.0.1:{port}");
        await app.WaitForShutdownAsync(context.Cancellation);
        return ExitCode.Done;
    }
}
