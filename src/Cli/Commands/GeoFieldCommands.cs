using System.CommandLine;
using System.Globalization;
using System.Text;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Bearings;
using Surefoot.Geodesy.Magnetism;
using Surefoot.Geodesy.Traverses;
using Surefoot.Geodesy.Written;

namespace Surefoot.Cli.Commands;

/// <summary>geo declination, geo traverse: what a compass and a tape bring home.</summary>
internal static class GeoFieldCommands
{
    // A field book of ten thousand legs is below 1 MiB.
    private const int MaxBytes = 8 << 20;

    public static Verb DeclinationVerb(Bind bind)
    {
        var at = new Option<string>("--at") { Description = "Place in degrees.", HelpName = "LAT,LON", Required = true };
        var on = new Option<string>("--on") { Description = "Day of the bearing.", HelpName = "DATE", Required = true };
        var verb = new Verb("declination", "Magnetic declination at a place and day; outside the years of the model it is refused.", "degreesEast, model, sigmaDeg, degreesEastPerYear, gridConvergenceDeg") { at, on };
        verb.SetAction(bind((context, parsed) =>
        {
            var place = LatLon.Read(parsed.GetValue(at)!, "--at");
            var (found, refusal) = FindDeclination.Run(place, Dates.Read(parsed.GetValue(on), "--on")!.Value);
            if (found is null)
            {
                throw new CommandFailure(ExitCode.Finding, refusal!.Code, refusal.Message, parsed.GetValue(on)!, refusal.Hint);
            }

            var convergence = TrueBearing.Correction(NorthReference.Grid, place, found.On).Correction!;
            context.Write(
                new { found.DegreesEast, found.Model, found.SigmaDeg, found.DegreesEastPerYear, gridConvergenceDeg = convergence.AddDeg, grid = convergence.Source },
                output =>
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.DegreesEast:0.00}° east ± {found.SigmaDeg:0.00}° ({found.Model}), {found.DegreesEastPerYear:+0.00;-0.00}° a year"));
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"grid convergence {convergence.AddDeg:0.00}° ({convergence.Source})"));
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    public static Verb TraverseVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "CSV with columns leg,bearing,distance in the order of the legs; units in the names (bearing_deg, bearing_grad, bearing_mil6000, bearing_mil6400, distance_m, distance_ft); optional north, instrument, date. A column goes before an option." };
        var north = OneOf("--north", "North from which bearings count.", "true", "grid", "magnetic", "unknown");
        var instrument = new Option<string?>("--instrument") { Description = "What measured the bearings.", HelpName = "TEXT" };
        var date = new Option<string?>("--date") { Description = "Day of the measurement.", HelpName = "D" };
        var lengthUnit = OneOf("--length-unit", "Unit of the distances.", "m", "ft");
        var angleUnit = OneOf("--angle-unit", "Unit of the bearings.", "degree", "grad", "mil6000", "mil6400");
        var from = new Option<string?>("--from") { Description = "Where the first leg begins; without it, a shape without places.", HelpName = "LAT,LON" };
        var grid = new Option<string?>("--grid") { Description = "Grid of grid bearings; without it, the 6° zone of the place.", HelpName = "EPSG:N" };
        var declination = new Option<double?>("--declination") { Description = "Declination of the sheet or of another model, east positive; goes before the model.", HelpName = "DEG" };
        var verb = new Verb("traverse", "Adds the legs, holds the misclosure against 1:300, 1:100 and 5 m, and adjusts by the compass rule; the legs as measured are kept.", "verdict, misclosureM, ratio, suspectLeg, points[{name,lon,lat,adjusted}], findings[…as import]")
        {
            file, north, instrument, date, lengthUnit, angleUnit, from, grid, declination,
        };
        verb.SetAction(bind((context, parsed) =>
        {
            var defaults = new TraverseDefaults(
                parsed.GetValue(north) is { } n ? Enum.Parse<NorthReference>(n, ignoreCase: true) : null,
                parsed.GetValue(instrument),
                Dates.Read(parsed.GetValue(date), "--date"),
                parsed.GetValue(lengthUnit) switch { "m" => LengthUnit.Metre, "ft" => LengthUnit.Foot, _ => null },
                parsed.GetValue(angleUnit) is { } a ? Enum.Parse<AngleUnit>(a, ignoreCase: true) : null);
            var start = new TraverseStart(
                parsed.GetValue(from) is { } text ? LatLon.Read(text, "--from") : null, Epsg.Read(parsed.GetValue(grid), "--grid"), parsed.GetValue(declination));
            var path = InputFile.Require(parsed.GetValue(file)!);
            var (legs, findings) = TraverseTable.Read(ReadText(path), defaults);
            var judged = findings.Any(f => f.Rejects) ? new JudgedTraverse(TraverseVerdict.Reject, null, null, [], [], findings) : JudgeTraverse.Run(legs, start);
            Write(context, judged);
            return Task.FromResult(judged.Verdict == TraverseVerdict.Reject ? ExitCode.Finding : ExitCode.Done);
        }));
        return verb;
    }

    private static void Write(CommandContext context, JudgedTraverse judged)
    {
        var closed = judged.Closed;
        var findings = judged.Findings.Select(WrittenFindings.ToFinding).ToList();
        context.Write(
            new
            {
                judged.Verdict,
                misclosureM = closed?.MisclosureM,
                ratio = closed is not null && double.IsFinite(closed.Ratio) ? closed.Ratio : (double?)null,
                lengthM = closed?.LengthM,
                suspectLeg = judged.Suspect?.Leg,
                suspect = judged.Suspect is { } s ? new { s.Leg, s.Row, change = s.Reversed ? "reversal" : "removal", s.MisclosureM } : null,
                points = judged.Points.Select(p => new
                {
                    p.Point.Name,
                    lon = p.Place?.LongitudeDeg,
                    lat = p.Place?.LatitudeDeg,
                    p.Point.Adjusted,
                    p.Point.EastM,
                    p.Point.NorthM,
                    p.Point.RawEastM,
                    p.Point.RawNorthM,
                }),
                corrections = judged.Corrections.OfType<NorthCorrection>().Distinct().Select(c => new { c.AddDeg, c.Source }),
                uncheckedLegs = closed?.FirstOfLoop ?? 0,
                findings = FindingAnswer.From(findings),
            },
            output =>
            {
                output.WriteLine(closed is null
                    ? judged.Verdict.ToString().ToLowerInvariant()
                    : string.Create(CultureInfo.InvariantCulture, $"{judged.Verdict.ToString().ToLowerInvariant()}: misclosure {closed.MisclosureM:0.00} m in {closed.LengthM:0.0} m{(double.IsFinite(closed.Ratio) ? $", 1:{Math.Floor(closed.Ratio)}" : "")}"));
                foreach (var point in judged.Points)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {point.Point.Name,-12} {point.Point.EastM,10:0.00} E {point.Point.NorthM,10:0.00} N{(point.Place is { } p ? $"   {p.LatitudeDeg:0.0000000}, {p.LongitudeDeg:0.0000000}" : "")}{(point.Point.Adjusted ? "" : "  as measured")}"));
                }

                FindingAnswer.Print(output, findings);
            });
    }

    private static Option<string?> OneOf(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', values) };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static string ReadText(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new CommandFailure(ExitCode.Finding, "file.size", $"The file is larger than {MaxBytes >> 20} MiB.", path, "Give one traverse a file.");
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            throw new CommandFailure(ExitCode.Finding, "encoding", "The bytes are not UTF-8.", path, "Save the table as UTF-8.");
        }
    }
}

/// <summary>A place on the command line: latitude first, as people say it.</summary>
internal static class LatLon
{
    public static GeoPoint Read(string text, string option)
    {
        var parts = text.Split(',');
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
            && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180
            ? new(longitude, latitude)
            : throw new CommandFailure(ExitCode.Usage, "usage", $"{option} takes LAT,LON in degrees, not {text}.", option, "For example 39.82,46.75.");
    }
}

internal static class WrittenFindings
{
    public static Finding ToFinding(WrittenFinding finding) =>
        new(finding.Rejects ? Verdict.Reject : Verdict.Flag, finding.Row, finding.Field, finding.Value, finding.Rule, finding.Message, finding.Suggestion);
}
