using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Surefoot.Journal;
using Surefoot.Registry.CustomFields;

namespace Surefoot.Registry.Declaring;

public enum FieldType
{
    Text,
    Integer,
    Number,
    Date,
    Boolean,
    Code,

    /// <summary>A set of codes of one list, written with semicolons.</summary>
    Codes,

    /// <summary>A list of free texts, or of ids of records, written with semicolons.</summary>
    Texts,

    /// <summary>The id of another record.</summary>
    Reference,

    /// <summary>A shape in longitude and latitude on WGS 84, kept as it was written (GeoJSON or WKT).</summary>
    Geometry,

    /// <summary>A kept file, by the SHA-256 of its content.</summary>
    File,

    /// <summary>A list of groups of simple fields: rows within a row, written as a JSON array of objects.</summary>
    Group,
}

/// <summary>One field as the declaration, or a country's definition, states it.</summary>
/// <remarks>Values are <c>string, long, double, DateOnly, bool, string[]</c>, or dictionaries of these, by name, for a group.</remarks>
public sealed class FieldDescriptor
{
    /// <summary>Prefix of a field's column, so that <c>state</c> or <c>from</c> meets neither the journal's columns nor SQL's words.</summary>
    private const string ColumnPrefix = "f_";

    private FieldDescriptor(string name, FieldType type, FieldAttribute rules, PropertyInfo? property, string? notBefore, IReadOnlyList<FieldDescriptor>? group = null)
    {
        Group = group ?? [];
        Name = name;
        Type = type;
        Rules = rules;
        Property = property;
        NotBefore = notBefore;
        Column = ColumnPrefix + SnakeCase(name);
        Unit = UnitOf(name, type);
        References = rules.Reference?.Split('|') ?? [];
        Pattern = rules.Pattern is null ? null : new Regex("^(?:" + rules.Pattern + ")$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        JsonName = JsonEncodedText.Encode(name);
    }

    /// <summary>camelCase; the name of the column, property and JSON key.</summary>
    public string Name { get; }

    public FieldType Type { get; }

    public FieldAttribute Rules { get; }

    /// <summary>Column of the projection.</summary>
    public string Column { get; }

    /// <summary>Unit that the name carries: <c>m2, m, cm, deg, h, m/s, degC</c>; null for none.</summary>
    public string? Unit { get; private init; }

    public bool Required => Rules.Required;

    public string? CodeList => Rules.Code;

    /// <summary>Record types that the id may belong to.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>Fields of one group, where the field is a list of groups.</summary>
    public IReadOnlyList<FieldDescriptor> Group { get; }

    /// <summary>All versions of a field that a country added as data; null for a declared one.</summary>
    public CustomFieldHistory? Custom { get; private init; }

    /// <summary>The tier of the field in a record of this type: its own, if it has one.</summary>
    public Tier TierIn(RecordDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Custom?.Newest.Tier ?? (Rules.Tier == FieldAttribute.OfTheRecord ? type.Tier : Rules.Tier);
    }

    internal Regex? Pattern { get; }

    /// <summary>Name of the field that this one may not be less than.</summary>
    internal string? NotBefore { get; }

    internal JsonEncodedText JsonName { get; }

    internal PropertyInfo? Property { get; }

    internal static FieldDescriptor OfEveryRecord(string name, FieldType type, FieldAttribute rules) => new(name, type, rules, null, null);

    internal static FieldDescriptor Of(PropertyInfo property, FieldAttribute rules) =>
        new(CamelCase(property.Name), TypeOf(property, rules), rules, property, rules.NotBefore is null ? null : CamelCase(rules.NotBefore), GroupOf(property.PropertyType));

    internal static FieldDescriptor Defined(string name, FieldType type, FieldAttribute rules, string? unit, IReadOnlyList<FieldDescriptor>? group = null) =>
        new(name, type, rules, null, null, group) { Unit = unit };

    /// <summary>The field as its newest version says, with all its versions behind it.</summary>
    internal FieldDescriptor With(CustomFieldHistory history, string name) =>
        new(name, Type, Rules, null, null, Group) { Unit = Unit, Custom = history };

    internal static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c))
            {
                text.Append('_').Append(char.ToLowerInvariant(c));
            }
            else
            {
                text.Append(c == '-' ? '_' : c);
            }
        }

        return text.ToString();
    }

    private static FieldType TypeOf(PropertyInfo property, FieldAttribute rules)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string))
        {
            return rules.File ? FieldType.File : rules.Code is not null ? FieldType.Code : rules.Reference is not null ? FieldType.Reference : FieldType.Text;
        }

        return type == typeof(int) ? FieldType.Integer
            : type == typeof(double) ? FieldType.Number
            : type == typeof(DateOnly) ? FieldType.Date
            : type == typeof(bool) ? FieldType.Boolean
            : type == typeof(IReadOnlyList<string>) ? (rules.Code is not null ? FieldType.Codes : FieldType.Texts)
            : GroupOf(type) is not null ? FieldType.Group
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{property.DeclaringType?.Name}.{property.Name}: a field cannot be of type {type.Name}."), nameof(property));
    }

    /// <summary>The record whose list a property of groups is, such as <c>ListedCode</c>; null for any other property.</summary>
    internal static Type? GroupRecord(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && type.GetGenericArguments()[0] is { IsClass: true } record && record != typeof(string) ? record : null;

    private static IReadOnlyList<FieldDescriptor>? GroupOf(Type type) => GroupRecord(type) is { } record ? [.. RecordDescriptor.FieldsOf(record)] : null;

    private static string? UnitOf(string name, FieldType type) => type is not (FieldType.Integer or FieldType.Number) ? null
        : name.EndsWith("M2", StringComparison.Ordinal) ? "m2"
        : name.EndsWith("Cm", StringComparison.Ordinal) ? "cm"
        : name.EndsWith("Deg", StringComparison.Ordinal) ? "deg"
        : name.EndsWith("Hours", StringComparison.Ordinal) ? "h"
        : name.EndsWith("MetresPerSecond", StringComparison.Ordinal) ? "m/s"
        : name.EndsWith("TemperatureC", StringComparison.OrdinalIgnoreCase) ? "degC"
        : name.EndsWith('M') ? "m"
        : null;
}
