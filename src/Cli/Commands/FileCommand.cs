using System.CommandLine;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli.Commands;

/// <summary>file keep, file get: scans, photographs and other files that records name by their content.</summary>
internal static class FileCommand
{
    private const long LargestBytes = 512L * 1024 * 1024;

    public static Command Make(Bind bind) => new("file", "Files kept beside the journal by the hash of their content.") { KeepVerb(bind), GetVerb(bind) };

    private static Verb KeepVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "File to keep." };
        var verb = new Verb("keep", "Keeps a file and prints the SHA-256 by which a record names it. The same file twice is kept once.", "sha256, bytes") { file };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenOrCreate(context);
            var path = InputFile.Require(parsed.GetValue(file)!);
            if (new FileInfo(path).Length > LargestBytes)
            {
                throw new CommandFailure(ExitCode.Finding, "file.too-large", "The file is larger than 512 MB.", path, "Keep it in parts, or keep a smaller copy.");
            }

            var content = File.ReadAllBytes(path);
            var sha256 = context.DryRun ? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)) : workspace.Store.KeepBlob(content);
            context.Write(new { sha256, bytes = content.LongLength }, output => output.WriteLine($"{sha256}  {content.LongLength} bytes"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb GetVerb(Bind bind)
    {
        var hash = new Argument<string>("SHA256") { Description = "As keep printed it and the record names it." };
        var file = new Option<string>("-o") { Description = "File to write.", HelpName = "FILE", Required = true };
        var reason = ReasonOption.Make();
        var verb = new Verb("get", "Writes a kept file. Nobody knows what it shows, so it asks for the right to see persons.", "file, bytes") { hash, file, reason };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var sha256 = parsed.GetValue(hash)!.ToLowerInvariant();
            if (new OpenPersonal(workspace.Store, workspace.Policy, context.Clock).Handle(context.Actor, "file get", "file", sha256, parsed.GetValue(reason)!) is { } declined)
            {
                throw declined.ToFailure();
            }

            var content = sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower) ? workspace.Store.FindBlob(sha256) : null;
            if (content is null)
            {
                throw new CommandFailure(ExitCode.Finding, "file.not-kept", "No file of this content is kept here.", sha256, "surefoot file keep keeps one.");
            }

            var target = Path.GetFullPath(parsed.GetValue(file)!);
            if (!context.DryRun)
            {
                File.WriteAllBytes(target, content);
            }

            context.Write(new { file = target, bytes = content.LongLength }, output => output.WriteLine($"{content.LongLength} bytes {(context.DryRun ? "would go " : "")}to {target}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
