using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Resources;

/// <summary>A machine that prepares or processes ground, with the limits it was tested to.</summary>
[RecordType("machine", Area = "Resources", Tier = Tier.Partner)]
public sealed record Machine
{
    [Field(Required = true, Code = "machine-kind")]
    public required string Kind { get; init; }

    [Field(Required = true, Reference = "organisation", Indexed = true)]
    public required string Operator { get; init; }

    [Field(Reference = "team")]
    public string? Team { get; init; }

    [Field]
    public string? Model { get; init; }

    [Field(Code = "asset-role")]
    public string? MethodRole { get; init; }

    [Field(Min = 0, Max = 20)]
    public double? WorkingWidthM { get; init; }

    /// <summary>Depth that depth checks confirmed.</summary>
    [Field(Min = 0, Max = 1000)]
    public int? DepthCm { get; init; }

    [Field(Min = 0, Max = 90)]
    public double? MaxSlopeDeg { get; init; }

    [Field]
    public DateOnly? TestedOn { get; init; }

    [Field]
    public DateOnly? ActiveFrom { get; init; }

    [Field(NotBefore = nameof(ActiveFrom), MayBeFuture = true)]
    public DateOnly? ActiveUntil { get; init; }
}
