using System.Reflection;
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

    private RecordDescriptor(Type declared, RecordTypeAttribute attribute, IReadOnlyList<FieldDescriptor> fields)
    {
        Declared = declared;
        Code = attribute.Code;
        Area = attribute.Area;
        Tier = attribute.Tier;
        Shape = attribute.Shape;
        SchemaVersion = attribute.Schema;
        Schema = FormattableString.Invariant($"{attribute.Code}@{attribute.Schema}");
        Table = attribute.Table ?? FieldDescriptor.SnakeCase(attribute.Code);
        Fields = fields;
        _ordinals = fields.Select((field, i) => (field.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
        EventDate = attribute.EventDate is null ? null : Fields[_ordinals[FieldDescriptor.CamelCase(attribute.EventDate)]];
        ByJsonOrder = [.. Enumerable.Range(0, fields.Count).OrderBy(i => fields[i].Name, StringComparer.Ordinal)];
    }

    public string Code { get; }

    public string Area { get; }

    public Tier Tier { get; }

    public ShapeKind Shape { get; }

    /// <summary>Type and version of the payloads that are written now, such as <c>hazard-area@1</c>.</summary>
    public string Schema { get; }

    public int SchemaVersion { get; }

    /// <summary>Name of the projection table.</summary>
    public string Table { get; }

    /// <summary>Organisation and synthetic, then the declared ones in the order of the declaration. Id and information date are the entry's.</summary>
    public IReadOnlyList<FieldDescriptor> Fields { get; }

    /// <summary>Field with the day of the event; null if the record is not an event.</summary>
    public FieldDescriptor? EventDate { get; }

    /// <summary>The C# record that declares the type.</summary>
    public Type Declared { get; }

    /// <summary>Field ordinals in the order of canonical JSON.</summary>
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
        var fields = declared
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(property => (property, rules: property.GetCustomAttribute<FieldAttribute>()))
            .Where(pair => pair.rules is not null)
            .OrderBy(pair => pair.property.MetadataToken)
            .Select(pair => FieldDescriptor.Of(pair.property, pair.rules!));
        return new RecordDescriptor(declared, attribute, [.. OfEveryRecord, .. fields]);
    }
}
