using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;

namespace Surefoot.Registry.Reading;

/// <summary>How a custom field is found in the one column of custom values.</summary>
internal static class CustomColumn
{
    /// <summary>The field's value as an expression of SQL; the same text in an index and in a query lets the one serve the other.</summary>
    /// <remarks>Names are letters and digits (<see cref="CustomFields.CustomFieldNames"/>): nothing can be smuggled in.</remarks>
    public static string Value(FieldDescriptor field, string row) => $"json_extract({row}{RegistryProjector.CustomColumn},'$.{field.Custom!.Name}')";

    /// <summary>Kinds that an index can be asked for.</summary>
    public static bool IsComparable(FieldDescriptor field) => field.Type is not (FieldType.Geometry or FieldType.Group or FieldType.Codes);

    public static string Equal(FieldDescriptor field, string parameter) => field.Type == FieldType.Codes
        ? $"EXISTS (SELECT 1 FROM json_each(t.{RegistryProjector.CustomColumn},'$.{field.Custom!.Name}') one WHERE one.value = {parameter})"
        : $"{Value(field, "t.")} = {parameter}";

    public static object Parameter(FieldDescriptor field, string value) => FieldFilter.Read(field, value) switch
    {
        bool flag => flag ? 1L : 0L,
        var read => read,
    };
}
