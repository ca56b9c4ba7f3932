using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Returns;

/// <summary>How many homes are to stand, and how many families to return, in a settlement, from when, and how far that is.</summary>
[RecordType("settlement-plan", Area = "Return", Tier = Tier.Partner)]
public sealed record SettlementPlan
{
    [Field(Required = true, Reference = "settlement", Indexed = true)]
    public required string Settlement { get; init; }

    [Field(Required = true, Code = "return-readiness")]
    public required string Readiness { get; init; }

    [Field(Min = 0)]
    public int? HomesPlanned { get; init; }

    [Field(Min = 0)]
    public int? HomesBuilt { get; init; }

    [Field(Min = 0)]
    public int? FamiliesPlanned { get; init; }

    [Field(Min = 0)]
    public int? FamiliesReturned { get; init; }

    [Field(Min = 0)]
    public int? PeoplePlanned { get; init; }

    [Field(MayBeFuture = true)]
    public DateOnly? ReturnFrom { get; init; }

    [Field(NotBefore = nameof(ReturnFrom), MayBeFuture = true)]
    public DateOnly? ReturnUntil { get; init; }

    /// <summary>What must be usable before.</summary>
    [Field(Code = "blocked-use")]
    public IReadOnlyList<string>? Needs { get; init; }

    [Field(Reference = "corridor")]
    public IReadOnlyList<string>? Corridors { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    /// <summary>State programme or project that it belongs to.</summary>
    [Field]
    public string? Programme { get; init; }
}
