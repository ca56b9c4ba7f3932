using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Resources;

/// <summary>A dog or rat that detects. It finds; that land is cleared is decided by people.</summary>
[RecordType("animal", Area = "Resources", Tier = Tier.Partner)]
public sealed record Animal
{
    [Field(Required = true, Code = "animal-species")]
    public required string Species { get; init; }

    [Field(Required = true, Reference = "organisation", Indexed = true)]
    public required string Operator { get; init; }

    /// <summary>Accredited together with the animal.</summary>
    [Field(Reference = "person")]
    public string? Handler { get; init; }

    [Field(Reference = "team")]
    public string? Team { get; init; }

    [Field(Code = "asset-role")]
    public string? MethodRole { get; init; }

    [Field(Min = 1988, Max = 2100)]
    public int? BornYear { get; init; }

    /// <summary>From this day on the animal is used to the climate here.</summary>
    [Field(MayBeFuture = true)]
    public DateOnly? AcclimatisedOn { get; init; }

    [Field]
    public DateOnly? TestedOn { get; init; }

    [Field]
    public DateOnly? ActiveFrom { get; init; }

    [Field(NotBefore = nameof(ActiveFrom), MayBeFuture = true)]
    public DateOnly? ActiveUntil { get; init; }
}
