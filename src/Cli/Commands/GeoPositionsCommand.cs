using System.CommandLine;
using System.Globalization;
using System.Text;
using Surefoot.Geodesy.Receivers;
using Surefoot.Geodesy.Written;

namespace Surefoot.Cli.Commands;

/// <summary>geo positions: what a receiver recorded, held against the rules of the fix.</summary>
internal static class GeoPositionsCommand
{
    private const long MaxBytes = 256L << 20;

    public static Verb Make(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "GPX, or a log of NMEA 0183 sentences; told by content." };
        var use = new Option<string>("--use") { Description = "turning-point: needs a fixed solution of a stated accuracy or better.", HelpName = "evidence|turning-point", DefaultValueFactory = _ => "evidence" };
        use.AcceptOnlyFromAmong("evidence", "turning-point");
        var verb = new Verb("positions", "Reads positions of a receiver with everything that says how far they may be trusted; accuracy zero is unknown.", "verdict, format, points[{name,lon,lat,fix,satellites,hdop,sigmaM,correctionAgeS,station,heightM,time}], unknownSentences, findings[…as import]") { file, use };
        verb.SetAction(bind((context, parsed) =>
        {
            var received = Read(InputFile.Require(parsed.GetValue(file)!));
            var wanted = parsed.GetValue(use) == "turning-point" ? PositionUse.TurningPoint : PositionUse.Evidence;
            List<WrittenFinding> all = [.. received.Findings, .. received.Positions.SelectMany(p => FixRules.Judge(p, wanted))];
            if (received.Positions.Count == 0 && received.Findings.Count == 0)
            {
                all.Add(WrittenFinding.Reject(null, null, null, "positions.none", "The file holds no positions.", "Record waypoints, a track, or GGA sentences."));
            }

            var rejected = all.Any(f => f.Rejects);
            var verdict = rejected ? "reject" : all.Count > 0 ? "flag" : "accept";
            var findings = all.Select(WrittenFindings.ToFinding).ToList();
            context.Write(
                new
                {
                    verdict,
                    received.Format,
                    points = received.Positions.Select(p => new
                    {
                        p.Name,
                        lon = p.Place.LongitudeDeg,
                        lat = p.Place.LatitudeDeg,
                        p.Fix,
                        p.Satellites,
                        p.Hdop,
                        p.SigmaM,
                        p.CorrectionAgeS,
                        p.Station,
                        p.HeightM,
                        p.Time,
                    }),
                    unknownSentences = received.Unknown.Count,
                    findings = FindingAnswer.From(findings),
                },
                output =>
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verdict}: {received.Positions.Count} positions ({received.Format})"));
                    FindingAnswer.Print(output, findings);
                });
            return Task.FromResult(rejected ? ExitCode.Finding : ExitCode.Done);
        }));
        return verb;
    }

    private static ReceiverFile Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new CommandFailure(ExitCode.Finding, "file.size", $"The file is larger than {MaxBytes >> 20} MiB.", path, "Split it.");
        }

        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[64];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var text = start[..read];
        text = (text.StartsWith("\uFEFF"u8) ? text[3..] : text).TrimStart(" \t\r\n"u8);
        if (text.StartsWith("<"u8))
        {
            return GpxReader.Read(stream);
        }

        if (!text.StartsWith("$"u8) && !text.StartsWith("!"u8))
        {
            throw new CommandFailure(ExitCode.Finding, "positions.format", "This is neither GPX nor NMEA 0183.", path, "GPX begins with <, a log of sentences with $.");
        }

        // Sentences are ASCII; any other byte breaks the checksum of its line and is found there.
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return NmeaReader.Read(reader.ReadToEnd());
    }
}
