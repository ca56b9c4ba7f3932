using System.CommandLine;
using System.Text.Json;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.CustomFields;

namespace Surefoot.Cli.Commands;

/// <summary>lists, lists add: code lists, shipped and a country's own.</summary>
internal static class ListsCommand
{
    public static Command Make(Bind bind)
    {
        var name = new Argument<string?>("LIST") { Description = "One list with its codes and all its versions; without it, all lists.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb(
            "lists",
            "Lists the code lists with version, effective date and source; where there is a data folder, with the country's own.",
            "lists[{name,version,effective,source,national,fixed,codes[{code,label,labelAz,labelRu}]}], proposed[{id,version,state,batch}]") { name };
        verb.Subcommands.Add(AddVerb(bind));
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.FindExisting(context);
            var catalogue = workspace?.CodeLists ?? CodeListCatalogue.BuiltIn;
            var one = parsed.GetValue(name);
            if (one is not null && !catalogue.TryGet(one, out _))
            {
                throw new CommandFailure(ExitCode.Usage, "list.unknown", $"There is no code list {one}.", one, "surefoot lists names them.");
            }

            var lists = one is null ? catalogue.All : catalogue.Versions(one);
            var proposed = workspace is null ? [] : DefinitionAnswer.Pending(workspace, NationalCodeList.Code).Where(p => one is null || p.Id == one).ToList();
            context.Write(new { lists = lists.Select(l => new { l.Name, l.Version, l.Effective, l.Source, l.National, l.Fixed, l.Codes }), proposed }, output =>
            {
                foreach (var list in lists)
                {
                    output.WriteLine($"{list.Name}  version {list.Version} from {list.Effective:yyyy-MM-dd}, {list.Codes.Count} codes ({list.Source}){(list.National ? ", national" : "")}{(list.Fixed ? ", fixed" : "")}");
                    if (one is not null)
                    {
                        output.WriteLine($"    {string.Join(", ", list.Codes.Select(code => code.Code))}");
                    }
                }

                DefinitionAnswer.Print(output, proposed);
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb AddVerb(Bind bind)
    {
        var name = new Argument<string?>("LIST") { Description = "Name of the list; not with --file.", Arity = ArgumentArity.ZeroOrOne };
        var code = new Option<string[]>("--code") { Description = "A code, with its label after =; as often as there are codes.", HelpName = "CODE=LABEL", DefaultValueFactory = _ => [] };
        var retire = new Option<string[]>("--retire") { Description = "A code that is no longer to be used; old records keep it.", HelpName = "CODE", DefaultValueFactory = _ => [] };
        var mode = new Option<string?>("--mode") { Description = "extend or replace the version before; without it, extend.", HelpName = "MODE" };
        var version = new Option<string?>("--version") { Description = "Version of the list; without it, the next.", HelpName = "N" };
        var effective = new Option<string?>("--effective") { Description = "Information date from which it is in force; without it, today.", HelpName = "D" };
        var source = new Option<string?>("--source") { Description = "Where it comes from: the order, the standard.", HelpName = "TEXT" };
        var file = new Option<string?>("--file") { Description = """The list as JSON, {"list":…,"version":…,"effective":…,"source":…,"codes":[{"code":…,"label":…}]}, or {"lists":[…]}.""", HelpName = "FILE" };
        var approveAs = DefinitionAnswer.ApproveAs();
        var verb = new Verb("add", "Proposes a code list, or a new version that extends or replaces one, from a day on.", DefinitionAnswer.Keys) { name, code, retire, mode, version, effective, source, file, approveAs };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenOrCreate(context);
            var given = new Dictionary<string, string?>(StringComparer.Ordinal);
            Give("list", parsed.GetValue(name));
            Give("mode", parsed.GetValue(mode));
            Give("version", parsed.GetValue(version));
            Give("effective", parsed.GetValue(effective));
            Give("source", parsed.GetValue(source));
            Give("codes", Codes(parsed.GetValue(code) ?? [], parsed.GetValue(retire) ?? []));
            return Task.FromResult(DefinitionAnswer.Propose(context, workspace, NationalCodeList.Code, "lists", parsed.GetValue(file), given, parsed.GetValue(approveAs)));

            void Give(string field, string? value)
            {
                if (value is not null)
                {
                    given[field] = value;
                }
            }
        }));
        return verb;
    }

    private static string? Codes(string[] codes, string[] retired)
    {
        var all = codes.Select(code => code.Split('=', 2)).Select(parts => new Dictionary<string, object> { ["code"] = parts[0], ["label"] = parts[^1] })
            .Concat(retired.Select(code => new Dictionary<string, object> { ["code"] = code, ["retired"] = true }))
            .ToList();
        return all.Count == 0 ? null : JsonSerializer.Serialize(all);
    }
}
