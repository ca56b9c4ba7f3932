using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Resources;

/// <summary>Somebody who works in mine action, as the role they hold and what it asks for. The id is a number of the employer's: no name is stored.</summary>
[RecordType("person", Area = "Resources", Tier = Tier.Restricted)]
public sealed record Person
{
    [Field(Required = true, Code = "person-role")]
    public required string Role { get; init; }

    [Field(Required = true, Reference = "organisation", Indexed = true)]
    public required string Employer { get; init; }

    [Field(Reference = "team", Indexed = true)]
    public string? Team { get; init; }

    /// <summary>What the person may identify, classify and destroy.</summary>
    [Field(Code = "eod-level")]
    public string? EodLevel { get; init; }

    [Field]
    public DateOnly? TrainedOn { get; init; }

    /// <summary>Last day on which the qualification holds.</summary>
    [Field(NotBefore = nameof(TrainedOn), MayBeFuture = true)]
    public DateOnly? QualifiedUntil { get; init; }

    [Field(MayBeFuture = true)]
    public DateOnly? MedicallyFitUntil { get; init; }

    [Field(MayBeFuture = true)]
    public DateOnly? InsuredUntil { get; init; }

    [Field]
    public DateOnly? ActiveFrom { get; init; }

    [Field(NotBefore = nameof(ActiveFrom), MayBeFuture = true)]
    public DateOnly? ActiveUntil { get; init; }
}
