using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;

namespace Surefoot.Cli.Demo;

/// <summary>Brings the files of the sample country in by the same door as everybody's: checked, imported, approved by a second person.</summary>
internal static class SampleImports
{
    public const string Submitter = "syn-information-officer";
    public const string Approver = "syn-operations-chief";

    // SK-42, Gauss-Krüger zone 8, as the captured sheets are drawn.
    private static readonly ReadOptions CapturedSheets = new(Crs: 28408, Operation: 15865);

    private static readonly (string File, string Type, ReadOptions Reading)[] Files =
    [
        ("settlements.csv", "settlement", new()),
        ("release-criteria.csv", "release-criteria", new()),
        ("hazard-areas.geojson", "hazard-area", new()),
        ("cancelled-areas.geojson", "cancelled-area", new()),
        ("reduced-areas.geojson", "reduced-area", new()),
        ("cleared-areas.geojson", "cleared-area", new()),
        ("search-coverage.geojson", "search-coverage", new()),
        ("found-items.csv", "found-item", new()),
        ("accidents.csv", "accident", new()),
        ("casualties.csv", "casualty", new()),
        ("minefield-records.csv", "minefield-record", CapturedSheets),
        ("testimonies.csv", "testimony", new()),
        ("military-positions.csv", "military-position", new()),
        ("road-blockages.csv", "road-blockage", new()),
    ];

    public static void Run(CommandContext context, Workspace workspace, string sampleFolder)
    {
        var import = new ImportRecords(workspace.Store, workspace.Types, workspace.CodeLists, workspace.Areas, workspace.Policy, workspace.Clock);
        foreach (var (file, type, reading) in Files)
        {
            context.Narration.Step($"import {type}", $"import {file}", () =>
            {
                var request = new ImportRequest(Path.Combine(sampleFolder, file), type, reading, Submitter, Approver, Workers: context.Workers, OpenCases: false);
                var outcome = import.Handle(request, context.Narration.Count("rows"), context.Cancellation);
                if (outcome.Result is { Verdict: not Verdict.Reject } result && outcome.Declined is null)
                {
                    return result;
                }

                var finding = outcome.Result?.Findings.FirstOrDefault(f => f.Severity == Verdict.Reject);
                throw new CommandFailure(
                    ExitCode.Finding,
                    "demo.import",
                    finding?.Message ?? outcome.Declined?.Message ?? "The import was refused.",
                    finding is null ? file : $"{file}, row {finding.Row}, {finding.Field}",
                    "This is a fault of the sample country; please report it with the seed.");
            });
        }
    }
}
