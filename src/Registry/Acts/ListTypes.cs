using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Acts;

/// <param name="Custom">What a country's definition says besides; null for a declared field.</param>
/// <param name="Group">Fields of one group of a repeat group.</param>
public sealed record TypeField(string Name, string Type, string? Unit, bool Required, string? CodeList, string Tier, CustomTypeField? Custom = null, IReadOnlyList<TypeField>? Group = null);

/// <param name="Kind">As the definition calls it, such as <c>choice</c>.</param>
/// <param name="Version">Of the newest definition.</param>
/// <param name="RequiredFrom">Rows of this information date or a later one must have it.</param>
/// <param name="RetiredFrom">Rows of this information date or a later one have it no more.</param>
/// <param name="Withdrawn">The definition was taken back: only old values are left.</param>
/// <param name="Labels">By language.</param>
public sealed record CustomTypeField(string Kind, int Version, DateOnly Effective, DateOnly? RequiredFrom, DateOnly? RetiredFrom, bool Withdrawn, IReadOnlyDictionary<string, string> Labels);

public sealed record TypeListing(string Code, string Area, string Tier, IReadOnlyList<TypeField> Fields);

/// <summary>Says what record types there are, as <c>surefoot types --json</c> prints them.</summary>
public static class ListTypes
{
    public static IReadOnlyList<TypeListing> Handle(RecordTypes types)
    {
        ArgumentNullException.ThrowIfNull(types);
        return [.. types.All.Select(Handle)];
    }

    public static TypeListing Handle(RecordDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var tier = Lower(type.Tier);
        return new(
            type.Code,
            type.Area,
            tier,
            [
                new TypeField("id", "text", null, true, null, tier),
                new TypeField("informationDate", "date", null, true, null, tier),
                .. type.Fields.Select(field => Field(field, tier)),
            ]);
    }

    /// <summary>One field, in a record of this tier.</summary>
    private static TypeField Field(FieldDescriptor field, string tier) => new(
        field.Name,
        Lower(field.Type),
        field.Unit,
        field.Required,
        field.CodeList,
        field.Custom?.Newest.Tier is { } own ? Lower(own) : field.Rules.Tier != FieldAttribute.OfTheRecord ? Lower(field.Rules.Tier) : tier,
        field.Custom is { } custom ? Custom(custom) : null,
        field.Group.Count > 0 ? [.. field.Group.Select(part => Field(part, tier))] : null);

    private static CustomTypeField Custom(CustomFieldHistory history)
    {
        var definition = history.Newest.Definition;
        var labels = new[] { ("az", definition.LabelAz), ("en", definition.LabelEn), ("ru", definition.LabelRu) };
        return new(
            definition.Kind,
            history.Newest.Version,
            definition.Effective,
            definition.RequiredFrom,
            definition.RetiredFrom,
            history.IsWithdrawn,
            labels.Where(label => label.Item2 is not null).ToDictionary(label => label.Item1, label => label.Item2!));
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
