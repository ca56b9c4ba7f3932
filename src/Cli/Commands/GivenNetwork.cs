using System.CommandLine;
using Surefoot.Assessment.Roads;
using Surefoot.Roads;

namespace Surefoot.Cli.Commands;

/// <summary>Options for a graph given by files instead of a data folder, its places and its blocks.</summary>
internal sealed class GivenNetwork
{
    private readonly NetworkFiles _network = new();
    private readonly Option<string?> _blocks = new("--blocks") { Description = "CSV with id, edges (0-based rows of the edge file, parted by semicolons), cost; optional only_slows.", HelpName = "FILE" };
    private readonly Option<int> _simulate = new("--simulate") { Description = "Invents this many blocks instead, from the seed; every answer and drawing says so.", HelpName = "N", DefaultValueFactory = _ => 300 };
    private readonly Option<long> _seed = new("--seed") { Description = "Of invented blocks, and of invented people where the places state none.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _bundles = new("--bundles") { Description = "Corridors wanted at most.", HelpName = "N", DefaultValueFactory = _ => 60 };

    public void AddTo(Command verb)
    {
        _network.AddTo(verb);
        verb.Options.Add(_blocks);
        verb.Options.Add(_simulate);
        verb.Options.Add(_seed);
        verb.Options.Add(_bundles);
    }

    public bool IsGiven(ParseResult parsed) => _network.IsGiven(parsed);

    public BundlesMeasured Measure(CommandContext context, ParseResult parsed, RoadConditions conditions, bool withOrders) => RoadsCommands.Guard(() =>
    {
        var seed = (ulong)Math.Abs(parsed.GetValue(_seed));
        var graph = _network.Read(parsed);
        var list = _network.ReadPlaces(parsed);
        var isInvented = parsed.GetValue(_blocks) is null && list.WithoutPeople > 0;
        if (isInvented)
        {
            // Places that count as one person each would make every order as good as another. A mixture of stated and invented people would be neither.
            list = list with { Weight = MeasureBundles.DrawPeople(list.Id.Count, seed) };
        }

        var (network, apart) = RoadState.Tie(conditions.Apply(parsed, graph), conditions.LinksM(parsed), TravelSettings.Parity.WalkingKmPerHour);
        var places = Places.Snap(network, list.LongitudeDeg, list.LatitudeDeg, list.Weight);
        var blocks = parsed.GetValue(_blocks) is { } file
            ? GivenBlocks.Read(InputFile.Require(file), graph.Network.EdgeCount)
            : GivenBlocks.Simulate(graph.Network, places, Above0(parsed.GetValue(_simulate), "--simulate"), seed);
        var progress = new DirectProgress<string>(context.Narration.Progress);
        progress.Report("ordering the network");
        var index = RoadOrderFile.Open(network, _network.OrderFile(parsed), context.Workers).Index;
        return MeasureBundles.Handle(
            graph, apart, index, isInvented, places, blocks, new BundleQuestion(Above0(parsed.GetValue(_bundles), "--bundles")), new TravelSettings(), withOrders, context.Workers, progress, context.Cancellation);
    });

    private static int Above0(int value, string option) =>
        value > 0 ? value : throw new CommandFailure(ExitCode.Usage, "usage", $"{option} takes a number from 1.", option, "Leave it out for the default.");
}
