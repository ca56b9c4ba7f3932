using System.Reflection;
using Surefoot.Geodesy.OneWay;
using Surefoot.Journal;

namespace Surefoot.Registry.Declaring;

/// <summary>A record type, read once from its declaration.</summary>
public sealed class RecordDescriptor
{
    private static readonly FieldDescriptor[] OfEveryRecord =
    [
        FieldDescriptor.OfEveryRecord("organisation", FieldType.Text, new FieldAttribute { Required = true, Pattern = "[A-Za-z0-9]+(-[A-Za-z0-9]+)*", PatternMeans = "a code of letters, digits and hyphens, such as SYN-MAC" }),
        FieldDescriptor.OfEveryRecord("synthetic", FieldType.Boolean, new FieldAttribute()),
    ];

    private readonly Dictionary<string, int> _ordinals;

    private readonly RecordTypeAttribute _attribute;

    private RecordDescriptor(Type declared, RecordTypeAttribute attribute, IReadOnlyList<FieldDescriptor> fields, IReadOnlyList<FieldDescriptor> custom)
    {
        _attribute = attribute;
        Declared = declared;
        DeclaredFields = fields;
        CustomFields = custom;
        fields = [.. fields, .. custom];
        Code = attribute.Code;
        Area = attribute.Area;
        Tier = attribute.Tier;
        Shape = attribute.Shape;
        Erring = attribute.MayErr;
        ShapeOptional = attribute.ShapeOptional;
        SchemaVersion = attribute.Schema;
        Schema = FormattableString.Invariant($"{attribute.Code}@{attribute.Schema}");
        Table = attribute.Table ?? FieldDescriptor.SnakeCase(attribute.Code);
        Fields = fields;
        _ordinals = fields.Select((field, i) => (field.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
        EventDate = attribute.EventDate is null ? null : Fields[_ordinals[FieldDescriptor.CamelCase(attribute.EventDate)]];
        ByJsonOrder = [.. Enumerable.Range(0, DeclaredFields.Count).OrderBy(i => fields[i].Name, StringComparer.Ordinal)];
    }

    public string Code { get; }

    public string Area { get; }

    public Tier Tier { get; }

    public ShapeKind Shape { get; }

    /// <summary>Which way its polygon may err when a machine moves it; null: it stays as drawn.</summary>
    public Erring? Erring { get; }

    /// <summary>A record may come without a place.</summary>
    public bool ShapeOptional { get; }

    /// <summary>Type and version of the payloads that are written now, such as <c>hazard-area@1</c>.</summary>
    public string Schema { get; }

    public int SchemaVersion { get; }

    /// <summary>Name of the projection table.</summary>
    public string Table { get; }

    /// <summary>Organisation and synthetic, then the declared ones in the order of the declaration, then those a country added. Id and information date are the entry's.</summary>
    public IReadOnlyList<FieldDescriptor> Fields { get; }

    /// <summary>The first of <see cref="Fields"/>: those with a column of their own.</summary>
    public IReadOnlyList<FieldDescriptor> DeclaredFields { get; }

    /// <summary>The last of <see cref="Fields"/>, ordered by name: added as data, kept together in one column; retired ones too, for what was written under them.</summary>
    public IReadOnlyList<FieldDescriptor> CustomFields { get; }

    /// <summary>Field with the day of the event; null if the record is not an event.</summary>
    public FieldDescriptor? EventDate { get; }

    /// <summary>The C# record that declares the type.</summary>
    public Type Declared { get; }

    /// <summary>Ordinals of the declared fields in the order of canonical JSON.</summary>
    internal IReadOnlyList<int> ByJsonOrder { get; }

    /// <summary>Place of a field in <see cref="Fields"/>; −1 if the type has no such field.</summary>
    public int Ordinal(string field) => _ordinals.GetValueOrDefault(field, -1);

    /// <summary>Reads a declaration.</summary>
    /// <exception cref="ArgumentException">The type is not declared, or a property has a type that no field can have.</exception>
    public static RecordDescriptor Of(Type declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        var attribute = declared.GetCustomAttribute<RecordTypeAttribute>()
            ?? throw new ArgumentException($"{declared.Name} has no [RecordType].", nameof(declared));
        return new RecordDescriptor(declared, attribute, [.. OfEveryRecord, .. FieldsOf(declared)], []);
    }

    /// <summary>The same type with these custom fields instead of those it has.</summary>
    internal RecordDescriptor With(IReadOnlyList<FieldDescriptor> custom) => new(Declared, _attribute, DeclaredFields, custom);

    internal static IEnumerable<FieldDescriptor> FieldsOf(Type declared) => declared
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(property => (property, rules: property.GetCustomAttribute<FieldAttribute>()))
        .Where(pair => pair.rules is not null)
        .OrderBy(pair => pair.property.MetadataToken)
        .Select(pair => FieldDescriptor.Of(pair.property, pair.rules!));
}
