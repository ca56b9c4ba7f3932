using System.CommandLine;
using Surefoot.Assessment.Roads;

namespace Surefoot.Cli.Commands;

/// <summary>Options that say which network of a data folder is assessed, and how.</summary>
internal sealed class AssessedNetwork
{
    private readonly Option<string?> _asOf = new("--as-of") { Description = "Day whose land and roads are taken; without it, today, and in the sample country its data date.", HelpName = "D" };
    private readonly Option<string> _kind = new("--of") { Description = "Which network.", HelpName = "road|rail|power", DefaultValueFactory = _ => "road" };
    private readonly Option<string?> _lines = new("--lines") { Description = "Railways or power lines of your own: GeoJSON lines, longitude first. The reference geography has no power lines.", HelpName = "FILE.geojson" };

    public AssessedNetwork() => _kind.AcceptOnlyFromAmong("road", "rail", "power");

    public void AddTo(Command verb)
    {
        verb.Options.Add(_asOf);
        verb.Options.Add(_kind);
        verb.Options.Add(_lines);
    }

    public DateOnly? Date(ParseResult parsed) => Dates.Read(parsed.GetValue(_asOf), "--as-of");

    public string? Lines(ParseResult parsed)
    {
        if (parsed.GetValue(_lines) is not { } file)
        {
            return null;
        }

        return parsed.GetValue(_kind) != "road"
            ? InputFile.Require(file)
            : throw new CommandFailure(ExitCode.Usage, "usage", "--lines goes with --of rail or --of power.", "--lines", "Roads come from the reference geography, or with --nodes and --edges.");
    }

    public RoadsSettings Settings(ParseResult parsed, RoadConditions conditions) => new(Network: parsed.GetValue(_kind)!, Season: conditions.Season(parsed), WalkingLinksM: conditions.LinksM(parsed));
}
