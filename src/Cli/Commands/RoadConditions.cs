using System.CommandLine;
using Surefoot.Assessment.Roads;
using Surefoot.Roads;

namespace Surefoot.Cli.Commands;

/// <summary>Options for the state of any network: season and ways on foot between parts that do not meet.</summary>
internal sealed class RoadConditions
{
    private readonly Option<string> _season = new("--season") { Description = "winter: roads are slower from 1,200 m on, and shut from 2,400 m; a graph given by files needs a column elevation_m in its nodes.", HelpName = "none|winter", DefaultValueFactory = _ => "none" };
    private readonly Option<double> _links = new("--walking-links") { Description = "Parts of the network that do not meet are tied by ways on foot up to this many metres; without it they stay apart. What was tied is reported.", HelpName = "M" };

    public RoadConditions() => _season.AcceptOnlyFromAmong("none", "winter");

    public void AddTo(Command verb)
    {
        verb.Options.Add(_season);
        verb.Options.Add(_links);
    }

    public string Season(ParseResult parsed) => parsed.GetValue(_season)!;

    /// <summary>The graph at the speeds of its surfaces and of the season.</summary>
    public RoadNetwork Apply(ParseResult parsed, RoadGraph graph) => Season(parsed) == "none" || graph.ElevationM.Count > 0
        ? RoadState.InSeason(graph, Season(parsed))
        : throw new CommandFailure(ExitCode.Usage, "usage", "The nodes have no column elevation_m, so that no season can be applied.", "--season", "Add elevation_m (metres above the sea) to the nodes.");

    public double LinksM(ParseResult parsed) => parsed.GetValue(_links) is var metres && metres >= 0 && metres <= 100_000
        ? metres
        : throw new CommandFailure(ExitCode.Usage, "usage", "--walking-links takes metres from 0 to 100000.", "--walking-links", "Leave it out to keep the parts apart.");
}
