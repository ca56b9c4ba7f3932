using System.CommandLine;
using System.Text.Json;
using Surefoot.Cli.Commands;
using Surefoot.Journal;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Reading;

namespace Surefoot.Cli;

/// <summary>A definition that waits for a decision.</summary>
internal sealed record PendingDefinition(string Id, int Version, string State, string Batch);

/// <summary>What proposing definitions answers, the same for fields and code lists.</summary>
internal static class DefinitionAnswer
{
    public const string Keys = "verdict: accept|reject, ids[], new, changed, unchanged, batch, state, findings[{row,field,value,rule,message,suggestion}]";

    public static Option<string?> ApproveAs() => new("--approve-as") { Description = "Another person who approves at once; without it the definition is only proposed.", HelpName = "USER" };

    public static int Propose(CommandContext context, Workspace workspace, string code, string member, string? file, Dictionary<string, string?> given, string? approveAs)
    {
        if (file is not null && given.Count > 0)
        {
            throw new CommandFailure(ExitCode.Usage, "usage", "A file says everything itself; --file takes no other part of a definition.", "--file", "Leave the others out.");
        }

        var rows = file is null ? [given] : Read(file, member);
        var outcome = new ProposeDefinitions(workspace.Store, workspace.Types, workspace.CodeLists, workspace.Policy, context.Clock).Handle(code, rows, context.Actor, approveAs, context.DryRun);
        if (outcome.Proposed is null && outcome.Declined is { } declined)
        {
            throw declined.ToFailure();
        }

        var findings = outcome.Breaches.Select(found => new { found.Row, found.Breach.Field, found.Breach.Value, found.Breach.Rule, found.Breach.Message, found.Breach.Suggestion }).ToList();
        var proposed = outcome.Proposed ?? new ProposedDefinitions([], 0, 0, 0, null, null);
        context.Write(new { verdict = outcome.Proposed is null ? "reject" : "accept", proposed.Ids, proposed.New, proposed.Changed, proposed.Unchanged, proposed.Batch, proposed.State, findings }, output =>
        {
            output.WriteLine(outcome.Proposed switch
            {
                null => "refused: nothing was proposed",
                { New: 0, Changed: 0 } => "nothing changed: it is defined so already",
                { Batch: null } => $"{string.Join(", ", proposed.Ids)}: {proposed.New} new, {proposed.Changed} changed would be proposed",
                _ => $"{string.Join(", ", proposed.Ids)}: {proposed.New} new, {proposed.Changed} changed; batch {proposed.Batch}, {proposed.State}",
            });
            foreach (var finding in findings)
            {
                output.WriteLine($"  {finding.Field}: {finding.Message} {finding.Suggestion} [{finding.Rule}]");
            }
        });
        return outcome.Proposed is null || outcome.Declined is not null ? ExitCode.Finding : ExitCode.Done;
    }

    /// <summary>Versions that nobody has decided on yet.</summary>
    public static IEnumerable<PendingDefinition> Pending(Workspace workspace, string code) => workspace.Reader.ListVersions(code)
        .Where(row => row.State is EntryState.Draft or EntryState.Submitted or EntryState.Returned)
        .Select(row => new PendingDefinition(row.Id, row.Version, StateNames.Of(row.State), row.Batch));

    public static void Print(TextWriter output, IReadOnlyList<PendingDefinition> pending)
    {
        foreach (var one in pending)
        {
            output.WriteLine($"{one.Id}  version {one.Version} is {one.State}; batch {one.Batch}");
        }
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string?>> Read(string file, string member)
    {
        try
        {
            return DefinitionFile.Read(InputFile.Require(file), member);
        }
        catch (JsonException failure)
        {
            throw new CommandFailure(ExitCode.Usage, "definitions", $"The definitions cannot be read: {failure.Message}", file, $$"""They are JSON such as {"{{member}}":[{…}]}.""");
        }
    }
}
