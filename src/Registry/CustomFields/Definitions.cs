using System.Globalization;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.CustomFields;

/// <summary>A version that was approved but cannot be taken into use, and why; what it would have changed stays as it was.</summary>
public sealed record UnusableDefinition(string Id, int Version, string Reason);

/// <summary>What a country added as data: custom fields and national code lists, with every version ever approved.</summary>
public sealed class Definitions
{
    private readonly IReadOnlyList<DefinedField> _fields;
    private readonly IReadOnlyList<DefinedList> _lists;
    private readonly Dictionary<string, List<CustomFieldHistory>> _byType = new(StringComparer.Ordinal);
    private readonly List<UnusableDefinition> _unusable = [];

    internal Definitions(IReadOnlyList<DefinedField> fields, IReadOnlyList<DefinedList> lists, long lastDecision = 0)
    {
        LastDecision = lastDecision;
        _fields = fields;
        _lists = lists;
        foreach (var field in fields.GroupBy(field => (field.Definition.RecordType, field.Definition.Name)))
        {
            var history = HistoryOf(field.Key.RecordType, field.Key.Name, field.OrderBy(version => version.Approval.Sequence));
            if (!_byType.TryGetValue(history.RecordType, out var histories))
            {
                _byType.Add(history.RecordType, histories = []);
            }

            histories.Add(history);
        }
    }

    public static Definitions None { get; } = new([], []);

    public bool IsEmpty => _fields.Count == 0 && _lists.Count == 0;

    /// <summary>All custom fields, by type and name.</summary>
    public IEnumerable<CustomFieldHistory> Fields => _byType.Values.SelectMany(histories => histories).OrderBy(history => history.RecordType, StringComparer.Ordinal).ThenBy(history => history.Name, StringComparer.Ordinal);

    /// <summary>Approved versions of national code lists, in the order of approval.</summary>
    public IReadOnlyList<DefinedList> Lists => _lists;

    public IReadOnlyList<UnusableDefinition> Unusable => _unusable;

    /// <summary>Sequence of the last decision about any definition; another means that they have to be read again.</summary>
    public long LastDecision { get; }

    /// <summary>Versions that a type's rows are held to now, such as <c>soilKind@2, land-use@3</c>; empty if nothing of it is a country's own.</summary>
    public string Cite(RecordDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var fields = type.CustomFields.Where(field => !field.Custom!.IsWithdrawn).Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Custom!.Name}@{field.Custom.Newest.Version}"));
        var named = type.Fields.Concat(type.Fields.SelectMany(field => field.Group)).Select(field => field.CodeList).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var lists = _lists.Where(list => list.Approval.WithdrawnSequence is null && named.Contains(list.Definition.List))
            .GroupBy(list => list.Definition.List, StringComparer.Ordinal)
            .OrderBy(list => list.Key, StringComparer.Ordinal)
            .Select(list => string.Create(CultureInfo.InvariantCulture, $"{list.Key}@{list.Max(version => version.Definition.Version)}"));
        return string.Join(", ", fields.Concat(lists));
    }

    /// <summary>What was known by an instant.</summary>
    public Definitions KnownAt(DateTimeOffset instant) => new(
        [.. _fields.Where(field => field.Approval.At <= instant).Select(field => field with { Approval = Then(field.Approval, instant) })],
        [.. _lists.Where(list => list.Approval.At <= instant).Select(list => list with { Approval = Then(list.Approval, instant) })]);

    /// <summary>The fields that a type gets, by name. One that the program declared itself later steps aside as <c>custom.NAME</c>.</summary>
    internal IReadOnlyList<FieldDescriptor> FieldsOf(RecordDescriptor type) =>
        _byType.TryGetValue(type.Code, out var histories)
            ? [.. histories.OrderBy(history => history.Name, StringComparer.Ordinal).Select(history => history.Newest.Field.With(history, CustomFieldNames.IsTaken(type, history.Name) ? "custom." + history.Name : history.Name))]
            : [];

    private static Approval Then(Approval approval, DateTimeOffset instant) =>
        approval.WithdrawnAt > instant ? approval with { WithdrawnSequence = null, WithdrawnAt = null } : approval;

    private CustomFieldHistory HistoryOf(string recordType, string name, IEnumerable<DefinedField> versions)
    {
        List<CustomFieldVersion> usable = [];
        foreach (var version in versions)
        {
            // Two versions that were proposed side by side: the first to be approved says what the field is.
            if (usable.Count > 0 && (usable[0].Definition.Kind != version.Definition.Kind || usable[0].Definition.Unit != version.Definition.Unit))
            {
                _unusable.Add(new(CustomFieldNames.Id(recordType, name), version.Version, "It changes the kind or the unit."));
                continue;
            }

            usable.Add(new(version.Version, version.Definition, CustomFieldKinds.Describe(version.Definition), version.Approval));
        }

        return new(recordType, name, usable);
    }
}

/// <summary>An approved version of a custom field, as read.</summary>
internal sealed record DefinedField(int Version, CustomField Definition, Approval Approval);

/// <summary>An approved version of a national code list, as read.</summary>
/// <param name="RecordVersion">Of its record; the list's own version is in the definition.</param>
public sealed record DefinedList(int RecordVersion, NationalCodeList Definition, Approval Approval);
