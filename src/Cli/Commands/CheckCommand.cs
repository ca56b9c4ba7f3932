using System.CommandLine;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;

namespace Surefoot.Cli.Commands;

internal static class CheckCommand
{
    public static Command Make(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "GeoJSON, CSV, XLSX, shapefile, GeoPackage, KML, KMZ, GPX, WKB or WKT, told by content." };
        var options = new FileOptions();
        var verb = new Verb("check", "Reads a file as an import would, without a record type and without a data folder: parse, geometry, position.", "verdict, rows, findings[{row,field,value,rule,message,suggestion,at[lon,lat],severity}]") { file };
        var findings = FindingsOption.Make();
        options.AddTo(verb);
        verb.Options.Add(findings);
        verb.SetAction(bind((context, parsed) =>
        {
            var areas = ReferenceAreas.Load(ProductFolder.Find().Geography);
            var report = CheckFile.Run(InputFile.Require(parsed.GetValue(file)!), options.Read(parsed), areas, context.Cancellation);
            FindingsOption.Write(parsed.GetValue(findings), parsed.GetValue(file)!, options.Read(parsed), areas, report.Findings, context.Cancellation);
            context.Write(new { report.Verdict, report.Rows, report.Flagged, report.Rejected, findings = FindingAnswer.From(report.Findings) }, output =>
            {
                output.WriteLine($"{report.Verdict.ToString().ToLowerInvariant()}: {report.Rows} rows, {report.Flagged} flagged, {report.Rejected} rejected");
                FindingAnswer.Print(output, report.Findings);
            });
            return Task.FromResult(report.Verdict == Verdict.Reject ? ExitCode.Finding : ExitCode.Done);
        }));
        return verb;
    }
}
