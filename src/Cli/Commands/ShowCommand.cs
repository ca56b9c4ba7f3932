using System.CommandLine;
using System.Globalization;
using Surefoot.Registry.Acts;

namespace Surefoot.Cli.Commands;

internal static class ShowCommand
{
    public static Command Make(Bind bind)
    {
        var id = new Argument<string>("ID") { Description = "Id of a record, or a batch." };
        var version = new Option<int?>("--version") { Description = "Version of the record; without it, the latest.", HelpName = "N" };
        var reason = ReasonOption.Make();
        var verb = new Verb(
            "show",
            "What somebody is about to decide on, with the hash that their approval binds.",
            "type, id, recordId, version, baseVersion, state, informationDate, recordedAt, actor, organisation, reason, batch, sequence, hash, settles[], values{}, decisions[], stale[], geometry, position{crs,form,text,format,resolutionM,operation,accuracyM,fix,statedCrs,measured{method,sheet,sheetScale,fix,sigmaM,satellites,hdop,antennaHeightM,instrument,on,correctionAgeS,station},result{longitudeDeg,latitudeDeg}}, bindingHash, rule{approvers,organisations,version}, geometrySha256, evidence[{reference,version,entryHash}], criteria, conflict; of a batch: batch, state, entries, bindingHash") { id, version, reason };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var outcome = new ShowRecord(workspace.Store, workspace.Types, workspace.Policy, context.Clock).Handle(parsed.GetValue(id)!, context.Actor, parsed.GetValue(version), parsed.GetValue(reason)!);
            if (outcome.Batch is { } batch)
            {
                context.Write(batch, output => output.WriteLine($"batch {batch.Batch}: {batch.Entries} entries, {batch.State}; approval binds {batch.BindingHash}"));
                return Task.FromResult(ExitCode.Done);
            }

            Write(context, outcome.Record ?? throw outcome.Declined!.ToFailure());
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static void Write(CommandContext context, ShownRecord record)
    {
        var shown = record.Version;
        context.Write(
            new
            {
                record.Type,
                record.Id,
                record.RecordId,
                shown.Version,
                shown.BaseVersion,
                shown.State,
                shown.InformationDate,
                shown.RecordedAt,
                shown.Actor,
                shown.Organisation,
                shown.Reason,
                shown.Batch,
                shown.Sequence,
                shown.Hash,
                shown.Settles,
                shown.Values,
                shown.Decisions,
                shown.Stale,
                record.Geometry,
                record.Position,
                record.BindingHash,
                record.Rule,
                record.GeometrySha256,
                record.Evidence,
                record.Criteria,
                record.Conflict,
            },
            output =>
            {
                output.WriteLine($"{record.Type} {record.Id}, version {shown.Version} from {shown.BaseVersion}, {shown.State}: true {shown.InformationDate:yyyy-MM-dd}, recorded {shown.RecordedAt:yyyy-MM-dd HH:mm} by {shown.Actor} ({shown.Organisation}): {shown.Reason}");
                foreach (var (name, value) in shown.Values ?? new Dictionary<string, object?>())
                {
                    if (value is not null)
                    {
                        output.WriteLine($"  {name,-18} {value switch { string[] list => string.Join("; ", list), IFormattable number => number is DateOnly date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : number.ToString(null, CultureInfo.InvariantCulture), _ => value }}");
                    }
                }

                if (record.Position is { } position)
                {
                    output.WriteLine($"  entered as         {position.Text ?? (record.Geometry is { Length: < 200 } short_ ? short_ : "a shape")}, EPSG:{position.Crs}{(position.Operation is { } by ? $" by EPSG:{by} (± {position.AccuracyM} m)" : "")}{(position.ResolutionM is { } step ? FormattableString.Invariant($", to {step:0.###} m") : "")}{(position.Fix is { } fix ? $"; {fix} undone" : "")}");
                    if (position.Measured is { } measured)
                    {
                        output.WriteLine($"  measured           {measured.Method}{(measured.Sheet is { } sheet ? $", sheet {sheet}" : "")}{(measured.SheetScale is { } scale ? $" 1:{scale}" : "")}{(measured.Fix is { } quality ? $", fix {quality}" : "")}{(measured.SigmaM is { } sigma ? FormattableString.Invariant($", sigma {sigma} m") : "")}{(measured.Satellites is { } count ? $", {count} satellites" : "")}{(measured.AntennaHeightM is { } height ? FormattableString.Invariant($", antenna {height} m") : "")}");
                    }
                }

                foreach (var cited in record.Evidence.Concat(record.Criteria is { } criteria ? [criteria] : []))
                {
                    output.WriteLine($"  rests on {cited.Reference}, {(cited.Version == 0 ? "which is not recorded" : $"version {cited.Version}")}");
                }

                output.WriteLine($"  approval takes {record.Rule.Approvers} approver(s){(record.Rule.Organisations > 1 ? $" and {record.Rule.Organisations} organisations" : "")} and binds {record.BindingHash}");
                if (record.Conflict is { } conflict)
                {
                    ConflictCommands.Print(output, conflict);
                }
            });
    }
}
