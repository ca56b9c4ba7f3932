using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Journal;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Reading;

/// <summary>One version of a record as the registry lists it.</summary>
/// <param name="Type">Its record type.</param>
/// <param name="Id">The source's own key, such as <c>SYN-HA-00001</c>.</param>
/// <param name="Values">In the order of the type's fields: <c>string, long, double, DateOnly, bool, string[]</c>, dictionaries of these for groups, or null.</param>
/// <param name="Wkb">Longitude and latitude on WGS 84; null if the record has no position.</param>
public sealed record RecordRow(
    RecordDescriptor Type,
    Guid RecordId,
    string Id,
    int Version,
    EntryState State,
    long Sequence,
    DateOnly InformationDate,
    DateTimeOffset RecordedAt,
    string Batch,
    IReadOnlyList<object?> Values,
    byte[]? Wkb)
{
    /// <summary>Versions of this record compete: what it says is not settled.</summary>
    public bool InConflict { get; init; }

    /// <summary>Value of a field by its name.</summary>
    /// <exception cref="ArgumentException">The type has no such field.</exception>
    public object? this[string field] =>
        Type.Ordinal(field) is >= 0 and var ordinal ? Values[ordinal] : throw new ArgumentException($"A {Type.Code} has no field {field}.", nameof(field));

    /// <summary>The shape, made anew at each call; null if the record has none.</summary>
    public Geometry? ReadGeometry() => Wkb is null ? null : new WKBReader().Read(Wkb);

    /// <summary>The row as the C# record that declares its type.</summary>
    /// <exception cref="InvalidCastException">The row is of another type.</exception>
    public T As<T>()
        where T : class
    {
        var record = Activator.CreateInstance(Type.Declared)!;
        for (var i = 0; i < Values.Count; i++)
        {
            if (Type.Fields[i].Property is { } property && Values[i] is { } value)
            {
                property.SetValue(record, ValueOf(property.PropertyType, value));
            }
        }

        return (T)record;
    }

    /// <summary>The version of its definition under which a custom field of this row was written; null for a declared field.</summary>
    public CustomFieldVersion? WrittenUnder(int ordinal) => Type.Fields[ordinal].Custom?.WrittenUnder(Sequence, InformationDate);

    private static object? ValueOf(Type type, object value) => value switch
    {
        long integer => checked((int)integer),
        IReadOnlyDictionary<string, object?>[] groups => Groups(FieldDescriptor.GroupRecord(type)!, groups),
        _ => value,
    };

    private static Array Groups(Type record, IReadOnlyDictionary<string, object?>[] groups)
    {
        var list = Array.CreateInstance(record, groups.Length);
        for (var i = 0; i < groups.Length; i++)
        {
            var one = Activator.CreateInstance(record)!;
            foreach (var field in RecordDescriptor.FieldsOf(record))
            {
                if (groups[i].GetValueOrDefault(field.Name) is { } value)
                {
                    field.Property!.SetValue(one, ValueOf(field.Property.PropertyType, value));
                }
            }

            list.SetValue(one, i);
        }

        return list;
    }
}
