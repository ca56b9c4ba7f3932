using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Acts;

public sealed record TypeField(string Name, string Type, string? Unit, bool Required, string? CodeList, string Tier);

public sealed record TypeListing(string Code, string Area, string Tier, IReadOnlyList<TypeField> Fields);

/// <summary>Says what record types there are, as <c>surefoot types --json</c> prints them.</summary>
public static class ListTypes
{
    public static IReadOnlyList<TypeListing> Handle(RecordTypes types)
    {
        ArgumentNullException.ThrowIfNull(types);
        return [.. types.All.Select(Listing)];
    }

    private static TypeListing Listing(RecordDescriptor type)
    {
        var tier = Lower(type.Tier);
        return new(
            type.Code,
            type.Area,
            tier,
            [
                new TypeField("id", "text", null, true, null, tier),
                new TypeField("informationDate", "date", null, true, null, tier),
                .. type.Fields.Select(field => new TypeField(field.Name, Lower(field.Type), field.Unit, field.Required, field.CodeList, tier)),
            ]);
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
