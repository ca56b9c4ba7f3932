using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;
using Row = Surefoot.Registry.Reading.RecordRow;

namespace Surefoot.Cli.Page;

/// <summary>Lets every figure on the page open onto the records behind it. Records of people are not listed.</summary>
internal static class RecordPages
{
    private const int MostColumns = 7;

    private static readonly string[] EventFields = ["releasedOn", "foundOn", "occurredOn", "givenOn", "from"];

    private static readonly string[] KindFields = ["kind", "category", "method", "claim", "cause"];

    public static RecordSource Source(Workspace workspace)
    {
        var types = workspace.Types.All.Where(type => type.Tier < Tier.Personal).ToList();
        return new RecordSource(
            [.. types.Select(type => new RecordTypeLink(type.Code, Plural(type.Code), workspace.Reader.Count(type.Code, RecordQuery.Now)))],
            (filter, cancellation) => ValueTask.FromResult(List(workspace, types, filter, cancellation)),
            (type, id, _) => ValueTask.FromResult(Find(workspace, types, type, id)));
    }

    private static RecordPage List(Workspace workspace, List<RecordDescriptor> types, RecordFilter filter, CancellationToken cancellation)
    {
        if (types.Find(t => t.Code == filter.Type) is not { } type)
        {
            return new(0, [], []);
        }

        var fields = type.Fields.Where(f => f.Name is not "synthetic").Take(MostColumns).ToList();
        var where = new Dictionary<string, string>(StringComparer.Ordinal);
        if (filter.District is { } district && type.Ordinal("district") >= 0)
        {
            where["district"] = district;
        }

        if (filter.Kind is { } kind && KindField(type) is { } kindField)
        {
            where[kindField] = kind;
        }

        var query = new RecordQuery(Where: where, Order: RecordOrder.Id);
        List<string> columns = ["id", "informationDate", .. fields.Select(f => f.Name)];
        ListedRecord Cells(Row row) => new(row.Id, [row.Id, Format(row.InformationDate), .. fields.Select(f => Format(row[f.Name]))]);
        if (filter.Year is null && filter.Text is null)
        {
            return new(workspace.Reader.Count(type.Code, query), columns, [.. workspace.Reader.List(type.Code, query with { Limit = filter.Take, Offset = filter.Skip }, cancellation).Select(Cells)]);
        }

        // A year or a text is looked for row by row: the list is a page for people, not a door for programs.
        var total = 0;
        List<ListedRecord> page = [];
        foreach (var row in workspace.Reader.List(type.Code, query, cancellation).Where(row => Matches(row, filter)))
        {
            if (total >= filter.Skip && page.Count < filter.Take)
            {
                page.Add(Cells(row));
            }

            total++;
        }

        return new(total, columns, page);
    }

    private static bool Matches(Row row, RecordFilter filter) =>
        (filter.Year is not { } year || EventDate(row).Year == year)
        && (filter.Text is not { Length: > 0 } text || row.Id.Contains(text, StringComparison.OrdinalIgnoreCase)
            || row.Values.OfType<string>().Any(value => value.Contains(text, StringComparison.CurrentCultureIgnoreCase)));

    private static DateOnly EventDate(Row row) =>
        EventFields
            .Where(field => row.Type.Ordinal(field) >= 0)
            .Select(field => row[field] as DateOnly?)
            .FirstOrDefault() ?? row.InformationDate;

    private static string? KindField(RecordDescriptor type) =>
        KindFields.FirstOrDefault(field => type.Ordinal(field) >= 0);

    private static RecordDetail? Find(Workspace workspace, List<RecordDescriptor> types, string code, string id)
    {
        if (types.Find(t => t.Code == code) is not { } type || workspace.Reader.Find(code, id) is not { } row)
        {
            return null;
        }

        var history = new ShowHistory(workspace.Store, workspace.Types, workspace.Policy).Handle(row.RecordId.ToString("D"), Policy.LocalActor).History;
        var at = row.ReadGeometry()?.PointOnSurface;
        return new RecordDetail(
            type.Code,
            row.Id,
            [new RecordField("informationDate", Format(row.InformationDate)), .. type.Fields.Select(f => new RecordField(f.Name, Format(row[f.Name])))],
            [.. history?.Versions.Select(v => new RecordVersion(v.Sequence, v.Version, v.InformationDate, v.RecordedAt, v.Actor, v.Organisation, v.State, v.Reason)) ?? []],
            at is null ? null : (at.X, at.Y));
    }

    private static string? Format(object? value) => value switch
    {
        null => null,
        string[] many => string.Join(", ", many),
        bool yes => yes ? "yes" : "no",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Plural(string code)
    {
        var words = code.Replace('-', ' ');
        var name = char.ToUpperInvariant(words[0]) + words[1..];
        return name.EndsWith('y') ? name[..^1] + "ies" : name.EndsWith("coverage", StringComparison.Ordinal) ? name : name + "s";
    }
}
