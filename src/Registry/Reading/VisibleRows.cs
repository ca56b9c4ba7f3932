using System.Data.Common;
using System.Globalization;
using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Reading;

/// <summary>The check of the policy as a condition on rows: what is hidden is not read, so it is missing from counts, pages, boxes and files alike.</summary>
internal static class VisibleRows
{
    /// <summary>Appends <c> AND (…)</c>; nothing for somebody who sees all of the type.</summary>
    /// <remarks>It is asked of the version that holds: a record that moved out of somebody's district is hidden, not shown as it was. Never null: a row without a district is in nobody's.</remarks>
    public static void Append(StringBuilder sql, RecordDescriptor type, Viewer viewer, string row, DbCommand command)
    {
        if (viewer.SeesAll(type))
        {
            return;
        }

        var any = viewer.GrantsFor(type).Select(grant => string.Join(" AND ", grant.Scopes.Select(scope => Condition(scope, type, viewer.Actor, row, command)))).Distinct(StringComparer.Ordinal).ToList();
        sql.Append(" AND (").AppendJoin(" OR ", any.Count == 0 ? ["1 = 0"] : any.Select(one => $"({one})")).Append(')');
    }

    private static string Condition(RightScope scope, RecordDescriptor type, Actor person, string row, DbCommand command) => scope switch
    {
        RightScope.OwnOrganisation => Among(Column(type, ScopeFields.Organisation, row), [person.Organisation], "@ofOrganisation", command),
        RightScope.District => Among(Column(type, ScopeFields.District, row), person.Districts, "@ofDistrict", command),
        RightScope.Task => Among(type.Code == ScopeFields.Task ? row + ".client_key" : Column(type, ScopeFields.Task, row), person.Tasks, "@ofTask", command),
        _ => "1 = 0",
    };

    private static string? Column(RecordDescriptor type, string field, string row) =>
        type.Ordinal(field) is >= 0 and var ordinal && type.Fields[ordinal].Custom is null ? $"{row}.{type.Fields[ordinal].Column}" : null;

    private static string Among(string? column, IReadOnlyList<string> values, string name, DbCommand command)
    {
        if (column is null || values.Count == 0)
        {
            return "1 = 0";
        }

        List<string> names = [];
        for (var i = 0; i < values.Count; i++)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"{name}{i}"));
            if (!command.Parameters.Contains(names[i]))
            {
                command.Add(names[i], values[i]);
            }
        }

        return $"coalesce({column}, '') IN ({string.Join(", ", names)})";
    }
}
