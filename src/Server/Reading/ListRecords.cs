using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;
using Surefoot.Server.Map;

namespace Surefoot.Server.Reading;

/// <summary>The records behind the figures, as the pages list them. Personal and legal records are not listed on any page.</summary>
internal sealed class ListRecords(JournalStore store, RegistryReader reader, Policy policy, ReferenceGeography geography, string actor)
{
    private const int ColumnsShown = 6;

    // Beside the declared ones, so that what a country asks itself is seen without opening each record.
    private const int CustomColumnsShown = 4;

    // Filters that SQL cannot answer read the whole type once; the matching ids are kept for the next pages. The content is immutable.
    private const int FiltersKept = 32;
    private static readonly string[] KindFields = ["kind", "category", "claim", "cause", "method"];

    private readonly CodeListCatalogue _codeLists = CodeListCatalogue.BuiltIn.With(reader.Types.Definitions);

    private readonly ConcurrentDictionary<RecordFilter, List<string>> _matching = new();

    private readonly Dictionary<string, RecordDescriptor> _listed = reader.Types.All
        .Where(type => type.Tier < Tier.Personal && reader.Viewer.MaySee(type))
        .Select(reader.Viewer.View)
        .ToDictionary(type => type.Code, StringComparer.Ordinal);

    public RecordSource Source() => new(
        [.. _listed.Values.Select(Link)],
        (filter, cancellation) => ValueTask.FromResult(List(filter, cancellation)),
        (type, id, _) => ValueTask.FromResult(Find(type, id)));

    private RecordTypeLink Link(RecordDescriptor type) => new(type.Code, FieldLabels.Plural(type.Code), reader.Count(type.Code, RecordQuery.Now))
    {
        // What a country added can be asked for by value, where it is a single one.
        Filters = [.. type.CustomFields.Where(field => field.Type is not (FieldType.Geometry or FieldType.Group)).Select(field => new RecordFieldFilter(
            field.Name, FieldLabels.Of(field), field.CodeList is { } list ? [.. _codeLists.Get(list).Codes.Select(code => (code.Code, code.Label))] : []))],
    };

    private RecordPage List(RecordFilter filter, CancellationToken cancellation)
    {
        var type = _listed[filter.Type];
        List<FieldDescriptor> columns =
        [
            .. type.DeclaredFields.Where(field => field.Name is not ("organisation" or "synthetic")).Take(ColumnsShown),
            .. type.CustomFields.Where(field => field.Custom!.Newest.Definition.RetiredFrom is null && !field.Custom.IsWithdrawn && field.Type != FieldType.Geometry).Take(CustomColumnsShown),
        ];
        var (total, rows) = Select(type, filter, cancellation);
        return new(
            total,
            [.. columns.Select(FieldLabels.Of), "Informed on"],
            [.. rows.Select(row => new ListedRecord(row.Id, [.. columns.Select(field => Text(field, row[field.Name])), FieldLabels.Day(row.InformationDate)]))]);
    }

    private (long Total, IEnumerable<RecordRow> Rows) Select(RecordDescriptor type, RecordFilter filter, CancellationToken cancellation)
    {
        var where = new Dictionary<string, string>(StringComparer.Ordinal);
        if (filter is { Field: { } name, Value: { } wanted } && type.CustomFields.FirstOrDefault(field => field.Name == name) is { } added)
        {
            if (!FieldFilter.Fits(added, wanted))
            {
                return (0, []);
            }

            where[name] = wanted;
        }

        if (filter.District is { } district && type.Ordinal("district") >= 0)
        {
            where["district"] = district;
        }

        var query = RecordQuery.Now with { Where = where, Order = RecordOrder.Id };
        if (filter is { Year: null, Kind: null, Text: null })
        {
            return reader.Page(type.Code, query with { Limit = filter.Take, Offset = filter.Skip }, cancellation);
        }

        if (_matching.Count > FiltersKept)
        {
            _matching.Clear();
        }

        var ids = _matching.GetOrAdd(filter with { Skip = 0, Take = 0 }, _ =>
            [.. reader.List(type.Code, query, cancellation).Where(row => Matches(row, filter)).Select(row => row.Id)]);
        return (ids.Count, ids.Skip(filter.Skip).Take(filter.Take).Select(id => reader.Get(type.Code, id)));
    }

    private static bool Matches(RecordRow row, RecordFilter filter)
    {
        var day = row.Type.EventDate is { } field && row[field.Name] is DateOnly eventDay ? eventDay : row.InformationDate;
        return (filter.Year is not { } year || day.Year == year)
            && (filter.Kind is not { } kind || KindOf(row) is { } own && (own == kind || (kind == "uxo" && own == "submunition")))
            && (filter.Text is not { } text || row.Id.Contains(text, StringComparison.OrdinalIgnoreCase) || NamesOf(row).Any(name => Pages.FindPlaces.Fold(name).Contains(Pages.FindPlaces.Fold(text), StringComparison.Ordinal)));
    }

    private static string? KindOf(RecordRow row) =>
        KindFields.FirstOrDefault(name => row.Type.Ordinal(name) >= 0) is { } field ? row[field] as string : null;

    private static IEnumerable<string> NamesOf(RecordRow row) =>
        ((string[])["name", "nameAz", "nameEn", "sheet"]).Where(name => row.Type.Ordinal(name) >= 0).Select(name => row[name]).OfType<string>();

    private RecordDetail? Find(string code, string id)
    {
        // One that waits for approval can be looked at; lists and figures are of the approved.
        if (!_listed.TryGetValue(code, out var type) || (reader.Find(code, id) ?? reader.Find(code, id, RecordQuery.Now with { ApprovedOnly = false })) is not { } row)
        {
            return null;
        }

        // By the record's own id: keys of two types may be alike.
        var history = new ShowHistory(store, reader.Types, policy).Handle(row.RecordId.ToString("D"), actor).History;
        var centre = row.ReadGeometry()?.EnvelopeInternal.Centre;
        return new(
            code,
            id,
            [new("Informed on", FieldLabels.Day(row.InformationDate)), .. row.InConflict ? [new RecordField("Not settled", "Versions of this record compete until somebody decides.")] : Array.Empty<RecordField>(), .. type.Fields.Select(field => new RecordField(FieldLabels.Of(field), Text(field, row[field.Name])))],
            [.. history?.Versions.Select(version => new RecordVersion(version.Sequence, version.Version, version.InformationDate, version.RecordedAt, version.Actor, version.Organisation, StateOf(version), version.Reason)) ?? []],
            centre is null ? null : (centre.X, centre.Y));
    }

    // Who wrote and who decided stand together: "approved by syn-operations-chief".
    private static string StateOf(HistoryVersion version) =>
        version.Decisions is [.., var decision] ? $"{version.State} by {decision.Actor}" : version.State;

    private string? Text(FieldDescriptor field, object? value) => value switch
    {
        null => null,
        string code when field.Name == "district" => geography.NameOf(code),
        string code when field.CodeList is { } list && field.Custom is not null => Label(list, code),
        string[] codes when field.CodeList is { } list && field.Custom is not null => string.Join(", ", codes.Select(code => Label(list, code))),
        string text => text,
        string[] many => string.Join(", ", many),
        IReadOnlyDictionary<string, object?>[] groups => string.Join("; ", groups.Select(group => string.Join(", ", group.Select(part => $"{part.Key} {Text(field.Group.FirstOrDefault(known => known.Name == part.Key) ?? field, part.Value)}")))),
        DateOnly day => FieldLabels.Day(day),
        bool yes => yes ? "yes" : "no",
        double number => number.ToString(field.Unit == "m2" ? "#,0" : "#,0.##", CultureInfo.InvariantCulture),
        long number => number.ToString(field.Name.EndsWith("Year", StringComparison.Ordinal) ? "0" : "#,0", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private string Label(string list, string code)
    {
        var (label, retired) = _codeLists.Describe(list, code);
        return retired ? $"{label} (retired code)" : label;
    }
}

/// <summary>Names of fields and types for people, made from their codes: one more type needs no text here.</summary>
internal static class FieldLabels
{
    public static string Of(FieldDescriptor field)
    {
        if (field.Custom is { } custom)
        {
            var definition = custom.Newest.Definition;
            var label = definition.LabelEn ?? definition.LabelAz ?? definition.LabelRu ?? custom.Name;
            var state = custom.IsWithdrawn || definition.RetiredFrom is not null ? " (retired)" : "";
            return label + (field.Unit is { } unit ? ", " + unit : "") + state;
        }

        var name = field.Unit switch { "m2" => field.Name[..^2], "cm" => field.Name[..^2], "m" => field.Name[..^1], _ => field.Name };
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            words.Append(char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString());
        }

        words[0] = char.ToUpperInvariant(words[0]);
        return words + field.Unit switch { "m2" => ", m²", "cm" => ", cm", "m" => ", m", _ => "" };
    }

    /// <summary>"hazard-area" to "Hazard areas".</summary>
    public static string Plural(string code)
    {
        var words = code.Replace('-', ' ');
        var plural = words.EndsWith('y') ? words[..^1] + "ies" : words + "s";
        return char.ToUpperInvariant(plural[0]) + plural[1..];
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
