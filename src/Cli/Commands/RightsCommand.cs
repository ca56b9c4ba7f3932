using System.CommandLine;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli.Commands;

/// <summary>rights: the policy table, and what the actor may.</summary>
internal static class RightsCommand
{
    public static Command Make(Bind bind)
    {
        var verb = new Verb(
            "rights",
            "The policy table: verb, scope and tier of each role; and what the person named with --actor may.",
            "version, effective, roles[{role,grants[{verb,scope[],tier,types[]}]}], persons[{name,role,organisation,synthetic,districts[],tasks[]}], actor{person{},grants[],doors[]}");
        verb.SetAction(bind((context, _) =>
        {
            var policy = context.Policy;
            var roles = ListRights.Roles(policy);
            var actor = ListRights.Of(policy, context.Actor);
            context.Write(new { policy.Version, policy.Effective, roles, persons = policy.Persons, actor }, output =>
            {
                output.WriteLine($"Policy version {policy.Version}, in force from {policy.Effective:yyyy-MM-dd}");
                foreach (var role in roles)
                {
                    output.WriteLine($"{role.Role}: {string.Join(", ", policy.Persons.Where(person => person.Role == role.Role).Select(person => person.Name))}");
                    Print(output, role.Grants);
                }

                if (actor is null)
                {
                    output.WriteLine($"{context.Actor} is no name of a person.");
                    return;
                }

                output.WriteLine($"{actor.Person.Name} is {actor.Person.Role} of {actor.Person.Organisation}{In(" in ", actor.Person.Districts)}{In(" on ", actor.Person.Tasks)} and may:");
                Print(output, actor.Grants);
                output.WriteLine($"  doors: {string.Join("; ", actor.Doors)}");
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static void Print(TextWriter output, IReadOnlyList<GrantLine> grants)
    {
        foreach (var group in grants.GroupBy(grant => $"{string.Join(" and ", grant.Scope)}, up to {grant.Tier}{In(": ", grant.Types ?? [])}{(grant.Position is null ? "" : ", places as cells of a kilometre")}"))
        {
            output.WriteLine($"  {group.Key}  {string.Join(", ", group.Select(grant => grant.Verb))}");
        }
    }

    private static string In(string before, IReadOnlyList<string> names) => names.Count == 0 ? "" : before + string.Join(", ", names);
}
