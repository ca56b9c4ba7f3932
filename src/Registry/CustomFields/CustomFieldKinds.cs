using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.CustomFields;

/// <summary>What the kinds of custom fields are in the terms of every field.</summary>
internal static class CustomFieldKinds
{
    public const string Number = "number";
    public const string Group = "group";

    public static bool HasCodeList(string kind) => kind is "choice" or "choices";

    public static FieldDescriptor Describe(CustomField field) => FieldDescriptor.Defined(
        field.Name, TypeOf(field.Kind), Rules(field.CodeList, field.Min, field.Max, required: false), field.Unit, [.. (field.Fields ?? []).Select(Describe)]);

    private static FieldDescriptor Describe(CustomGroupField field) =>
        FieldDescriptor.Defined(field.Name, TypeOf(field.Kind), Rules(field.CodeList, field.Min, field.Max, field.Required == true), field.Unit);

    // A custom date may lie ahead: only a declared one is known to be a fact.
    private static FieldAttribute Rules(string? codeList, double? min, double? max, bool required) => new()
    {
        Code = codeList,
        Min = min ?? double.NegativeInfinity,
        Max = max ?? double.PositiveInfinity,
        Required = required,
        MayBeFuture = true,
    };

    private static FieldType TypeOf(string kind) => kind switch
    {
        "text" => FieldType.Text,
        Number => FieldType.Number,
        "date" => FieldType.Date,
        "choice" => FieldType.Code,
        "choices" => FieldType.Codes,
        "boolean" => FieldType.Boolean,
        "geometry" => FieldType.Geometry,
        "file" => FieldType.File,
        Group => FieldType.Group,
        _ => throw new ArgumentException($"There is no kind of field {kind}.", nameof(kind)),
    };
}
