using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Victims;

/// <summary>A person killed or injured. No names; what is here is encrypted with the person's own key and forgotten with it.</summary>
[RecordType("casualty", Area = "Victims", Tier = Tier.Personal)]
public sealed record Casualty
{
    [Field(Required = true, Reference = "accident", Indexed = true)]
    public required string Accident { get; init; }

    [Field(Required = true, Code = "casualty-outcome")]
    public required string Outcome { get; init; }

    [Field(Code = "sex")]
    public string? Sex { get; init; }

    [Field(Code = "age-band")]
    public string? AgeBand { get; init; }

    [Field]
    public bool? Civilian { get; init; }
}
