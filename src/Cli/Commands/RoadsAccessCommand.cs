using System.CommandLine;
using System.Globalization;
using Surefoot.Assessment.Roads;
using Surefoot.Roads;

namespace Surefoot.Cli.Commands;

/// <summary>roads access: the matrix of travel times by the parity rule.</summary>
internal static class RoadsAccessCommand
{
    public static Verb Make(Bind bind)
    {
        var files = new NetworkFiles();
        var conditions = new RoadConditions();
        var theta = new Option<double>("--theta") { Description = "Market access falls as hours to the power of minus this.", HelpName = "T", DefaultValueFactory = _ => TravelSettings.Parity.Theta };
        var blocked = new Option<string?>("--blocked") { Description = "Closed edges: one row number of the edge file per line, from 0.", HelpName = "FILE" };
        var closedAs = new Option<string>("--closed-as") { Description = "detour: a closed edge is walked at 5 km/h; infinite: it cannot be passed.", HelpName = "infinite|detour", DefaultValueFactory = _ => "detour" };
        var matrix = new Option<string?>("--matrix") { Description = "Writes the hours from each place (row) to each place (column); inf where there is no way.", HelpName = "OUT.csv" };
        closedAs.AcceptOnlyFromAmong("infinite", "detour");
        var verb = new Verb(
            "access",
            "Hours between all places by the rule that other tools can follow: fixed speeds by class, nearest node, no way on foot to it. Needs no data folder. Season, surface and walking links leave that rule.",
            "nodes, edges, places, newlyConnected, unreachablePairs, finiteSumHours, prepareSeconds, sweepSeconds, marketAccessTotal, marketAccessSeconds, apart{parts,nodesOutside,links,linksM,partsLeft,nodesLeft}");
        files.AddTo(verb);
        foreach (var option in new Option[] { theta, blocked, closedAs, matrix })
        {
            verb.Options.Add(option);
        }

        conditions.AddTo(verb);
        verb.SetAction(bind((context, parsed) =>
        {
            var settings = TravelSettings.Parity with { Theta = Above0(parsed.GetValue(theta), "--theta"), ClosedAs = parsed.GetValue(closedAs) == "infinite" ? ClosedEdge.Infinite : ClosedEdge.Detour };
            var (measured, apart, list) = RoadsCommands.Guard(() =>
            {
                var graph = files.Read(parsed);
                var read = files.ReadPlaces(parsed);
                var closed = parsed.GetValue(blocked) is { } file ? ReadRoadNetwork.ReadBlocked(InputFile.Require(file), graph.Network.EdgeCount) : new bool[graph.Network.EdgeCount];
                var (network, tied) = RoadState.Tie(conditions.Apply(parsed, graph), conditions.LinksM(parsed), settings.WalkingKmPerHour);
                bool[] all = [.. closed, .. new bool[network.EdgeCount - closed.Length]];
                return (MeasureAccess.Handle(network, read, all, settings, context.Workers, context.DryRun ? null : files.OrderFile(parsed), context.Cancellation), tied, read);
            });
            if (list.WithoutPeople > 0)
            {
                context.Narration.Say($"{list.WithoutPeople} of {list.Id.Count} places state no people and count as one person each.");
            }

            if (parsed.GetValue(matrix) is { } target && !context.DryRun)
            {
                WriteMatrix(target, list.Id, measured.Times);
            }

            context.Write(
                new
                {
                    measured.Nodes,
                    measured.Edges,
                    measured.Places,
                    measured.NewlyConnected,
                    measured.UnreachablePairs,
                    measured.FiniteSumHours,
                    measured.PrepareSeconds,
                    measured.SweepSeconds,
                    measured.MarketAccessTotal,
                    marketAccessSeconds = measured.AccessSeconds,
                    apart,
                },
                output =>
                {
                    output.WriteLine($"{measured.Places} places on {measured.Nodes} nodes and {measured.Edges} edges");
                    output.WriteLine($"hours over all pairs with a way: {measured.FiniteSumHours:N3}; pairs without: {measured.UnreachablePairs:N0}; places that opening connects: {measured.NewlyConnected}");
                    output.WriteLine($"market access in all {measured.MarketAccessTotal:G8} (people · hours^−{settings.Theta}, pairs nearer than {settings.MinimumHours} h count as that)");
                    output.WriteLine(RoadsCommands.Apart(apart));
                    output.WriteLine($"prepared in {measured.PrepareSeconds:N3} s, matrix in {measured.SweepSeconds:N3} s, market access in {measured.AccessSeconds:N3} s");
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static double Above0(double value, string option) =>
        value > 0 && double.IsFinite(value) ? value : throw new CommandFailure(ExitCode.Usage, "usage", $"{option} takes a number above 0.", option, "METHODS gives 3.8, reported with 1 and 8.");

    /// <summary>First row and column are the ids; every number reads back to the same bits.</summary>
    private static void WriteMatrix(string path, IReadOnlyList<string> ids, TravelTimes times)
    {
        var names = ids.Select(Quote).ToArray();
        using var file = new StreamWriter(path) { NewLine = "\n" };
        file.Write("id");
        foreach (var name in names)
        {
            file.Write(',');
            file.Write(name);
        }

        file.WriteLine();
        Span<char> text = stackalloc char[32];
        for (var origin = 0; origin < names.Length; origin++)
        {
            file.Write(names[origin]);
            foreach (var hours in times.From(origin))
            {
                file.Write(',');
                if (double.IsPositiveInfinity(hours))
                {
                    file.Write("inf");
                }
                else if (hours.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture))
                {
                    file.Write(text[..length]);
                }
            }

            file.WriteLine();
        }
    }

    private static string Quote(string id) => id.AsSpan().IndexOfAny(",\"\n\r") < 0 ? id : $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
