using System.CommandLine;
using Surefoot.Assessment.Roads;

namespace Surefoot.Cli.Commands;

/// <summary>roads access, roads bundles, roads coordination-loss: of a data folder, or of a graph given by files.</summary>
internal static class RoadsCommands
{
    public static Command Make(Bind bind) => new("roads", "Travel times, market access, and what opening a corridor is worth.") { RoadsAccessCommand.Make(bind), BundlesVerb(bind), LossVerb(bind) };

    private static Verb BundlesVerb(Bind bind)
    {
        var options = new AssessedNetwork();
        var files = new GivenNetwork();
        var conditions = new RoadConditions();
        var verb = new Verb(
            "bundles",
            "Hazard areas worth releasing together because roads (or rail, or power lines) run through them, best first; of a data folder, or of a graph given by files.",
            "run, bundles[{rank,name,areas[],gain,gainInOrder,newlyConnected,areaM2,at[lon,lat]}], network, season, apart{parts,nodesOutside,links,linksM,partsLeft,nodesLeft}, settlementsFar; by files: nodes, edges, places, blocks, synthetic, gainOfAll, bundles[{rank,areas[],gain,gainInOrder,newlyConnected,cost}], apart{…}");
        options.AddTo(verb);
        files.AddTo(verb);
        conditions.AddTo(verb);
        verb.SetAction(bind((context, parsed) =>
        {
            if (files.IsGiven(parsed))
            {
                var measured = files.Measure(context, parsed, conditions, withOrders: false);
                context.Write(
                    new { measured.Nodes, measured.Edges, measured.Places, measured.Blocks, measured.Synthetic, measured.GainOfAll, measured.NewlyConnected, measured.Bundles, measured.Apart },
                    output =>
                    {
                        Heading(output, measured);
                        foreach (var bundle in measured.Bundles)
                        {
                            output.WriteLine($"{bundle.Rank,3}  worth {bundle.Gain,9:N1}  adds {bundle.GainInOrder,9:N1}  cost {bundle.Cost,12:N0}  {string.Join(' ', bundle.Areas)}");
                        }
                    });
                return Task.FromResult(ExitCode.Done);
            }

            using var workspace = Workspace.OpenExisting(context);
            var roads = Assess(context, workspace, options.Date(parsed), options.Settings(parsed, conditions), options.Lines(parsed));
            context.Write(
                new
                {
                    roads.Run,
                    bundles = roads.Bundles.Select(b => new { b.Rank, b.Name, b.Areas, b.Gain, b.GainInOrder, b.NewlyConnected, b.AreaM2, b.At }),
                    roads.Settings.Network,
                    roads.Settings.Season,
                    roads.Apart,
                    roads.SettlementsFar,
                },
                output =>
                {
                    output.WriteLine($"{roads.AsOf:yyyy-MM-dd}: {roads.ClosedEdges:N0} of {roads.Edges:N0} edges closed by {roads.BlockingAreas:N0} areas; opening all would be worth {roads.GainOfAll:N0} persons of {roads.People:N0}");
                    output.WriteLine(Apart(roads.Apart));
                    if (roads.SettlementsFar > 0)
                    {
                        output.WriteLine($"{roads.SettlementsFar:N0} settlements are too far from the {roads.Settings.Network} network to use it, and are left out");
                    }

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
        var options = new AssessedNetwork();
        var files = new GivenNetwork();
        var conditions = new RoadConditions();
        var chart = new Option<string?>("--chart") { Description = "Writes the comparison as a drawing that prints.", HelpName = "OUT.svg" };
        var title = new Option<string?>("--title") { Description = "Heading of the drawing.", HelpName = "TEXT" };
        var verb = new Verb(
            "coordination-loss",
            "The same land released at the same pace in five orders (as recorded, by impact score, nearest first, best single hazard, corridor bundles): what share of the gain each loses against the best.",
            "run, orders[{name,lossPercent,netPresentValue,gainByQuarter[]}], chart; by files: nodes, edges, places, blocks, synthetic, gainOfAll, bundles, orders[…], apart{…}, chart") { chart, title };
        options.AddTo(verb);
        files.AddTo(verb);
        conditions.AddTo(verb);
        verb.SetAction(bind((context, parsed) =>
        {
            var drawn = parsed.GetValue(chart);
            if (files.IsGiven(parsed))
            {
                var measured = files.Measure(context, parsed, conditions, withOrders: true);
                var note = measured.Synthetic ? measured.SyntheticPeople ? "SYNTHETIC: real roads, invented blocks and people" : "SYNTHETIC: real roads, invented blocks" : null;
                Draw(context, drawn, parsed.GetValue(title) ?? "Coordination loss", note, measured.Orders);
                context.Write(
                    new { measured.Nodes, measured.Edges, measured.Places, measured.Blocks, measured.Synthetic, measured.GainOfAll, bundles = measured.Bundles.Count, measured.Orders, measured.Apart, chart = drawn },
                    output =>
                    {
                        Heading(output, measured);
                        Losses(output, measured.Orders);
                    });
                return Task.FromResult(ExitCode.Done);
            }

            using var workspace = Workspace.OpenExisting(context);
            var roads = Assess(context, workspace, options.Date(parsed), options.Settings(parsed, conditions), options.Lines(parsed));
            Draw(context, drawn, parsed.GetValue(title) ?? $"Coordination loss on {roads.AsOf:yyyy-MM-dd}", workspace.IsDemo ? "SYNTHETIC: real roads, invented hazards and people" : null, roads.Orders);
            context.Write(new { roads.Run, roads.Orders, chart = drawn }, output => Losses(output, roads.Orders));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    /// <summary>The assessment of a data folder at a day; made once and then read from <c>runs/</c>.</summary>
    public static RoadsSummary Assess(CommandContext context, Workspace workspace, DateOnly? asOf, RoadsSettings? settings = null, string? lines = null, IReadOnlyList<Account.LandPolygon>? land = null)
    {
        var day = asOf ?? (workspace.IsDemo ? Demo.DemoClock.DataDate : DateOnly.FromDateTime(workspace.Clock.GetUtcNow().UtcDateTime));
        var head = workspace.Store.Read(workspace.Store.LastSequence).Select(entry => Convert.ToHexStringLower(entry.Hash.Span)).FirstOrDefault("");
        var request = new RoadsRequest(workspace.Product.Geography, context.DryRun ? null : Path.Combine(workspace.Folder, "runs"), head, day, settings ?? new RoadsSettings(), lines);
        return Guard(() => AssessRoads.Handle(workspace.Reader, request, land, context.Workers, new DirectProgress<string>(context.Narration.Progress), context.Cancellation));
    }

    internal static T Guard<T>(Func<T> work)
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

    internal static string Apart(ApartResult apart) => apart.Links == 0
        ? $"{apart.Parts:N0} parts of the network do not meet; {apart.NodesOutside:N0} nodes lie outside the largest"
        : $"{apart.Parts:N0} parts of the network did not meet; {apart.Links:N0} walking links ({apart.LinksM / 1000:N1} km) leave {apart.PartsLeft:N0}, and {apart.NodesLeft:N0} nodes of {apart.NodesOutside:N0} outside the largest";

    private static void Draw(CommandContext context, string? file, string title, string? note, IReadOnlyList<OrderResult> orders)
    {
        if (file is null || context.DryRun)
        {
            return;
        }

        if (orders.Count == 0)
        {
            throw new CommandFailure(ExitCode.Finding, "roads.nothing", "No corridor is worth opening, so there is nothing to draw.", file, "Ask roads bundles what is closed.");
        }

        File.WriteAllText(file, OrdersChart.Draw(title, note, orders));
    }

    private static void Heading(TextWriter output, BundlesMeasured measured)
    {
        output.WriteLine($"{measured.Blocks:N0} blocks{(measured.Synthetic ? " (SYNTHETIC, drawn from a seed)" : "")} on {measured.Edges:N0} edges; {measured.Places:N0} places with {measured.People:N0} people{(measured.SyntheticPeople ? " (SYNTHETIC)" : "")}; opening all would be worth {measured.GainOfAll:N0} persons and connect {measured.NewlyConnected:N0} places");
        output.WriteLine(Apart(measured.Apart));
    }

    private static void Losses(TextWriter output, IReadOnlyList<OrderResult> orders)
    {
        foreach (var order in orders)
        {
            output.WriteLine($"{order.Name,-20} loses {order.LossPercent,6:N1} %");
        }
    }
}
