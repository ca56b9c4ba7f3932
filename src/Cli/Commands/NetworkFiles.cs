using System.CommandLine;
using Surefoot.Assessment.Roads;

namespace Surefoot.Cli.Commands;

/// <summary>Options that name the files of a graph and of the places on it.</summary>
internal sealed class NetworkFiles
{
    private readonly Option<string?> _folder = new("--network") { Description = "Folder with nodes.csv.gz and edges.csv.gz (or road_nodes.csv.gz, road_edges.csv.gz), instead of --nodes and --edges.", HelpName = "DIR" };
    private readonly Option<string?> _nodes = new("--nodes") { Description = "CSV with id, lon, lat; plain or gzip.", HelpName = "F" };
    private readonly Option<string?> _edges = new("--edges") { Description = "CSV with from, to, class, oneway, length_m; plain or gzip.", HelpName = "F" };
    private readonly Option<string?> _places = new("--places") { Description = "CSV with lon, lat and, if known, people; a place without a number of people counts as one person.", HelpName = "F" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Only the first places of the file.", HelpName = "N" };
    private readonly Option<string?> _order = new("--order") { Description = "Where the order of the network is kept: read if it fits, written if not. Found once per network, whatever is closed later.", HelpName = "FILE" };

    public void AddTo(Command verb)
    {
        verb.Options.Add(_folder);
        verb.Options.Add(_nodes);
        verb.Options.Add(_edges);
        verb.Options.Add(_places);
        verb.Options.Add(_limit);
        verb.Options.Add(_order);
    }

    public bool IsGiven(ParseResult parsed) => new[] { _folder, _nodes, _edges, _places }.Any(option => parsed.GetValue(option) is not null);

    public string? OrderFile(ParseResult parsed) => parsed.GetValue(_order);

    /// <exception cref="RoadFileException">A file cannot be used.</exception>
    public RoadGraph Read(ParseResult parsed)
    {
        var (nodes, edges) = (parsed.GetValue(_nodes), parsed.GetValue(_edges));
        if (parsed.GetValue(_folder) is { } folder)
        {
            var (foundNodes, foundEdges) = ReadRoadNetwork.FilesOf(folder);
            (nodes, edges) = (nodes ?? foundNodes, edges ?? foundEdges);
        }

        var graph = ReadRoadNetwork.FromFiles(Require(nodes, "--nodes"), Require(edges, "--edges"));
        return graph.Network.NodeCount > 0 ? graph : throw new RoadFileException("rows", "There is nothing to measure.", nodes!, "Give at least one node and one place.");
    }

    /// <exception cref="RoadFileException">The file cannot be used.</exception>
    public PlaceList ReadPlaces(ParseResult parsed)
    {
        if (parsed.GetValue(_limit) is < 1)
        {
            throw new CommandFailure(ExitCode.Usage, "usage", "--limit takes a number from 1.", "--limit", "Leave it out for all places.");
        }

        var places = ReadRoadNetwork.ReadPlaces(Require(parsed.GetValue(_places), "--places"), parsed.GetValue(_limit));
        return places.Id.Count > 0 ? places : throw new RoadFileException("rows", "There is nothing to measure.", parsed.GetValue(_places)!, "Give at least one node and one place.");
    }

    private static string Require(string? file, string option) => InputFile.Require(
        file ?? throw new CommandFailure(ExitCode.Usage, "usage", $"{option} is missing.", option, "A graph takes --network (or --nodes and --edges) and --places."));
}
