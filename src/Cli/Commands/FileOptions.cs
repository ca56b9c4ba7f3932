using System.CommandLine;
using Surefoot.Exchange.Reading;

namespace Surefoot.Cli.Commands;

/// <summary>How a file from outside is to be read; the same for check and import.</summary>
internal sealed class FileOptions
{
    private readonly Option<string?> _crs = new("--crs") { Description = "Coordinate system of the file; without it, WGS 84 longitude and latitude.", HelpName = "EPSG:N" };
    private readonly Option<string?> _operation = new("--operation") { Description = "Datum operation, compulsory when the coordinate system is on another datum.", HelpName = "EPSG:N" };
    private readonly Option<string?> _district = new("--district") { Description = "Every position must lie in this district; without it, in the country.", HelpName = "ISO" };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "Code page of the text, such as windows-1251; without it, UTF-8 or a finding.", HelpName = "NAME" };

    private readonly Option<string?> _layer = new("--layer", "--sheet") { Description = "Layer, sheet or folder of a file that holds several.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_crs);
        command.Options.Add(_operation);
        command.Options.Add(_district);
        command.Options.Add(_encoding);
        command.Options.Add(_layer);
    }

    public ReadOptions Read(ParseResult parsed) =>
        new(Epsg.Read(parsed.GetValue(_crs), "--crs"), Epsg.Read(parsed.GetValue(_operation), "--operation"), parsed.GetValue(_district), parsed.GetValue(_encoding), parsed.GetValue(_layer));
}

internal static class Epsg
{
    /// <summary>EPSG:32638 or 32638.</summary>
    public static int? Read(string? text, string option)
    {
        if (text is null)
        {
            return null;
        }

        var digits = text.StartsWith("EPSG:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text;
        return int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var code)
            ? code
            : throw new CommandFailure(ExitCode.Usage, "usage", $"{option} takes a code such as EPSG:32638, not {text}.", option, "docs/interfaces.md names the systems that can be read.");
    }

    public static int Require(string? text, string option) =>
        Read(text, option) ?? throw new CommandFailure(ExitCode.Usage, "usage", $"{option} is missing.", option, "Give a code such as EPSG:32638.");
}

internal static class InputFile
{
    public static string Require(string path) =>
        File.Exists(path) ? path
        : Directory.Exists(path) ? throw new CommandFailure(ExitCode.Usage, "file.folder", $"{path} is a folder, and a file is wanted.", path, "Name a file in it.")
        : throw new CommandFailure(ExitCode.Usage, "file.missing", $"There is no file {path}.", path, "Look at the name and the folder.");
}
