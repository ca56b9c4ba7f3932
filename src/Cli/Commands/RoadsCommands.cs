using System.CommandLine;
using System.Globalization;
using Surefoot.Assessment.Roads;
using Surefoot.Roads;

namespace Surefoot.Cli.Commands;

/// <summary>roads access, roads bundles, roads coordination-loss.</summary>
internal static class RoadsCommands
{
    public static Command Make(Bind bind) => new("roads", "Travel times, market access, and what opening a corridor is worth.") { AccessVerb(bind), BundlesVerb(bind), LossVerb(bind) };

    private static Verb AccessVerb(Bind bind)
    {
        var nodes = new Option<string>("--nodes") { Description = "CSV with id, lon, lat; plain or gzip.", HelpName = "F", Required = true };
        var edges = new Option<string>("--edges") { Description = "CSV with from, to, class, oneway, length_m; plain or gzip.", HelpName = "F", Required = true };
        var places = new Option<string>("--places") { Description = "CSV with lon, lat and, if known, people; a place without a number of people counts as one person.", HelpName = "F", Required = true };
        var limit = new Option<int?>("--limit") { Description = "Only the first places of the file.", HelpName = "N" };
        var theta = new Option<double>("--theta") { Description = "Market access falls as hours to the power of minus this.", HelpName = "T", DefaultValueFactory = _ => TravelSettings.Parity.Theta };
        var blocked = new Option<string?>("--blocked") { Description = "Closed edges: one row number of the edge file per line, from 0.", HelpName = "FILE" };
        var closedAs = new Option<string>("--closed-as") { Description = "detour: a closed edge is walked at 5 km/h; infinite: it cannot be passed.", HelpName = "infinite|detour", DefaultValueFactory = _ => "detour" };
        var matrix = new Option<string?>("--matrix") { Description = "Writes the hours from each place (row) to each place (column); inf where there is no way.", HelpName = "OUT.csv" };
        closedAs.AcceptOnlyFromAmong("infinite", "detour");
        var verb = new Verb(
            "access",
            "Hours between all places by the rule that other tools can follow: fixed speeds by class, nearest node, no way on foot to it. Needs no data folder.",
            "nodes, edges, places, newlyConnected, unreachablePairs, finiteSumHours, prepareSeconds, sweepSeconds, marketAccessTotal") { nodes, edges, places, limit, theta, blocked, closedAs, matrix };
        verb.SetAction(bind((context, parsed) =>
        {
            var settings = TravelSettings.Parity with { Theta = Above0(parsed.GetValue(theta), "--theta"), ClosedAs = parsed.GetValue(closedAs) == "infinite" ? ClosedEdge.Infinite : ClosedEdge.Detour };
            if (parsed.GetValue(limit) is < 1)
            {
                throw new CommandFailure(ExitCode.Usage, "usage", "--limit takes a number from 1.", "--limit", "Leave it out for all places.");
            }

            var (measured, list) = Guard(() =>
            {
                var graph = ReadRoadNetwork.FromFiles(InputFile.Require(parsed.GetValue(nodes)!), InputFile.Require(parsed.GetValue(edges)!));
                var read = ReadRoadNetwork.ReadPlaces(InputFile.Require(parsed.GetValue(places)!), parsed.GetValue(limit));
                if (graph.Network.NodeCount == 0 || read.Id.Count == 0)
                {
                    throw new RoadFileException("rows", "There is nothing to measure.", parsed.GetValue(graph.Network.NodeCount == 0 ? nodes : places)!, "Give at least one node and one place.");
                }

                var closed = parsed.GetValue(blocked) is { } file ? ReadRoadNetwork.ReadBlocked(InputFile.Require(file), graph.Network.EdgeCount) : new bool[graph.Network.EdgeCount];
                return (MeasureAccess.Handle(graph, read, closed, settings, context.Workers, context.Cancellation), read);
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
                },
                output =>
                {
                    output.WriteLine($"{measured.Places} places on {measured.Nodes} nodes and {measured.Edges} edges");
                    output.WriteLine($"hours over all pairs with a way: {measured.FiniteSumHours:N3}; pairs without: {measured.UnreachablePairs:N0}; places that opening connects: {measured.NewlyConnected}");
                    output.WriteLine($"market access in all {measured.MarketAccessTotal:G8} (people · hours^−{settings.Theta}, pairs nearer than {settings.MinimumHours} h count as that)");
                    output.WriteLine($"prepared in {measured.PrepareSeconds:N3} s, matrix in {measured.SweepSeconds:N3} s");
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb BundlesVerb(Bind bind)
    {
        var asOf = AsOfOption();
        var verb = new Verb("bundles", "Hazard areas worth releasing together because roads run through them, best first.", "run, bundles[{rank,name,areas[],gain,gainInOrder,newlyConnected,areaM2,at[lon,lat]}]") { asOf };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var roads = Assess(context, workspace, Dates.Read(parsed.GetValue(asOf), "--as-of"));
            context.Write(
                new { roads.Run, bundles = roads.Bundles.Select(b => new { b.Rank, b.Name, b.Areas, b.Gain, b.GainInOrder, b.NewlyConnected, b.AreaM2, b.At }) },
                output =>
                {
                    output.WriteLine($"{roads.AsOf:yyyy-MM-dd}: {roads.ClosedEdges:N0} of {roads.Edges:N0} edges closed by {roads.BlockingAreas:N0} areas; opening all would be worth {roads.GainOfAll:N0} persons of {roads.People:N0}");
                    foreach (var bundle in roads.Bundles)
                    {
                        output.WriteLine($"{bundle.Rank,3}  {bundle.Name,-40} worth {bundle.Gain,9:N1}  to release {bundle.AreaM2 / 10_000,9:N1} ha  {string.Join(' ', bundle.Areas)}");
                    }
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb LossVerb(Bind bind)
    {
        var asOf = AsOfOption();
        var verb = new Verb("coordination-loss", "The same land released at the same pace in different orders: what share of the gain each order loses against the best.", "run, orders[{name,lossPercent,netPresentValue}]") { asOf };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var roads = Assess(context, workspace, Dates.Read(parsed.GetValue(asOf), "--as-of"));
            context.Write(new { roads.Run, roads.Orders }, output =>
            {
                foreach (var order in roads.Orders)
                {
                    output.WriteLine($"{order.Name,-20} loses {order.LossPercent,6:N1} %");
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Option<string?> AsOfOption() => new("--as-of") { Description = "Day whose land and roads are taken; without it, today, and in the sample country its data date.", HelpName = "D" };

    /// <summary>The assessment of a data folder at a day; made once and then read from <c>runs/</c>.</summary>
    public static RoadsSummary Assess(CommandContext context, Workspace workspace, DateOnly? asOf, IReadOnlyList<Account.LandPolygon>? land = null)
    {
        var day = asOf ?? (workspace.IsDemo ? Demo.DemoClock.DataDate : DateOnly.FromDateTime(workspace.Clock.GetUtcNow().UtcDateTime));
        var head = workspace.Store.Read(workspace.Store.LastSequence).Select(entry => Convert.ToHexStringLower(entry.Hash.Span)).FirstOrDefault("");
        var request = new RoadsRequest(workspace.Product.Geography, context.DryRun ? null : Path.Combine(workspace.Folder, "runs"), head, day, new RoadsSettings());
        return Guard(() => AssessRoads.Handle(workspace.Reader, request, land, context.Workers, new DirectProgress<string>(context.Narration.Progress), context.Cancellation));
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (RoadFileException failure)
        {
            throw new CommandFailure(ExitCode.Finding, failure.Code, failure.Message, failure.Where, failure.Hint);
        }
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
