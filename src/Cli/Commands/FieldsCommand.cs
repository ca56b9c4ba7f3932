using System.CommandLine;
using System.Globalization;
using Surefoot.Registry.Acts;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;

namespace Surefoot.Cli.Commands;

/// <summary>fields, fields add: what a country asks beyond the declared fields.</summary>
internal static class FieldsCommand
{
    public static Command Make(Bind bind)
    {
        var type = new Argument<string?>("TYPE") { Description = "Record type; without it, all.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb(
            "fields",
            "Lists the fields that were added to record types, with every approved version, and what is proposed.",
            "fields[{recordType,field{…as types},versions[{version,effective,approvedAt,withdrawnAt,requiredFrom,retiredFrom,codeList,labels{}}]}], proposed[{id,version,state,batch}], unusable[{id,version,reason}]") { type };
        verb.Subcommands.Add(AddVerb(bind));
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var only = parsed.GetValue(type) is { } code ? workspace.RequireType(code) : null;
            var fields = workspace.Types.All.Where(t => only is null || t.Code == only).SelectMany(t => t.CustomFields.Select(f => Describe(t, f))).ToList();
            var proposed = DefinitionAnswer.Pending(workspace, CustomField.Code).Where(p => only is null || p.Id.StartsWith(only + ".", StringComparison.Ordinal)).ToList();
            context.Write(new { fields, proposed, workspace.Types.Definitions.Unusable }, output =>
            {
                foreach (var field in fields)
                {
                    output.WriteLine($"{field.RecordType}.{field.Field.Name}  {field.Field.Custom!.Kind}{(field.Field.Unit is { } unit ? $" in {unit}" : "")}{(field.Field.CodeList is { } list ? $" of {list}" : "")}, version {field.Field.Custom.Version}{State(field.Field.Custom)}");
                }

                DefinitionAnswer.Print(output, proposed);
                if (fields.Count + proposed.Count == 0)
                {
                    output.WriteLine("no field was added yet; surefoot fields add TYPE --name … --kind …");
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static FieldAnswer Describe(RecordDescriptor type, FieldDescriptor field) => new(
        type.Code,
        ListTypes.Handle(type).Fields.Single(listed => listed.Name == field.Name),
        [.. field.Custom!.Versions.Select(v => new FieldVersionAnswer(
            v.Version, v.Effective, v.Approval.At, v.Approval.WithdrawnAt, v.Definition.RequiredFrom, v.Definition.RetiredFrom, v.Definition.CodeList, v.Definition.LabelAz, v.Definition.LabelEn, v.Definition.LabelRu))]);

    private static string State(CustomTypeField custom) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(custom.RequiredFrom is { } required ? $", required from {required:yyyy-MM-dd}" : "")}{(custom.RetiredFrom is { } retired ? $", retired from {retired:yyyy-MM-dd}" : "")}{(custom.Withdrawn ? ", withdrawn" : "")}");

    private static Verb AddVerb(Bind bind)
    {
        var type = new Argument<string?>("TYPE") { Description = "Record type that gets the field; not with --file.", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file") { Description = """Definitions as JSON: {"fields":[{"recordType":…,"name":…,"kind":…},…]}.""", HelpName = "FILE" };
        var approveAs = DefinitionAnswer.ApproveAs();
        var verb = new Verb(
            "add",
            "Proposes a field, or a new version of one, for a record type. Once another person approves it, it is there in import, export, filter, list and report; no stored record is touched.",
            DefinitionAnswer.Keys) { type, file, approveAs };
        (string Field, Option<string?> Option)[] parts =
        [
            Part("--name", "name", "NAME", "Name of the column and property, such as soilKind."),
            Part("--kind", "kind", "KIND", "text, number, date, choice, choices, boolean, geometry, file or group."),
            Part("--unit", "unit", "UNIT", "Unit of a number."),
            Part("--list", "codeList", "LIST", "Code list of a choice; surefoot lists names them."),
            Part("--min", "min", "N", "Least number."),
            Part("--max", "max", "N", "Greatest number."),
            Part("--fields", "fields", "JSON", """Fields of a repeat group: [{"name":…,"kind":…,"required":true},…]."""),
            Part("--effective", "effective", "D", "Information date from which this version is in force; without it, today."),
            Part("--required-from", "requiredFrom", "D", "Rows of this information date or later must have it."),
            Part("--retired-from", "retiredFrom", "D", "Rows of this information date or later have it no more; old values stay readable."),
            Part("--tier", "tier", "TIER", "Who may see it; without it, as the record."),
            Part("--label-az", "labelAz", "TEXT", "Azerbaijani label."),
            Part("--label-en", "labelEn", "TEXT", "English label."),
            Part("--label-ru", "labelRu", "TEXT", "Russian label."),
        ];
        foreach (var part in parts)
        {
            verb.Options.Add(part.Option);
        }

        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenOrCreate(context);
            var given = parts.Where(part => parsed.GetValue(part.Option) is not null).ToDictionary(part => part.Field, part => parsed.GetValue(part.Option), StringComparer.Ordinal);
            if (parsed.GetValue(type) is { } code)
            {
                given["recordType"] = workspace.RequireType(code);
            }

            return Task.FromResult(DefinitionAnswer.Propose(context, workspace, CustomField.Code, "fields", parsed.GetValue(file), given, parsed.GetValue(approveAs)));
        }));
        return verb;
    }

    private static (string Field, Option<string?> Option) Part(string option, string field, string help, string description) => (field, new(option) { Description = description, HelpName = help });
}

internal sealed record FieldAnswer(string RecordType, TypeField Field, IReadOnlyList<FieldVersionAnswer> Versions);

internal sealed record FieldVersionAnswer(
    int Version, DateOnly Effective, DateTimeOffset ApprovedAt, DateTimeOffset? WithdrawnAt, DateOnly? RequiredFrom, DateOnly? RetiredFrom, string? CodeList, string? LabelAz, string? LabelEn, string? LabelRu);
