using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Land;

/// <summary>Released land handed over to those who will use it, with the risk that stays known. The certificate; the release itself is its own record.</summary>
[RecordType("handover", Area = "Land", Tier = Tier.Partner, EventDate = nameof(HandedOverOn))]
public sealed record Handover
{
    /// <summary>The released areas, one or more.</summary>
    [Field(Required = true, Reference = "cancelled-area|cleared-area|reduced-area")]
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary>Day on which the work was complete.</summary>
    [Field]
    public DateOnly? CompletedOn { get; init; }

    [Field(Required = true, NotBefore = nameof(CompletedOn))]
    public required DateOnly HandedOverOn { get; init; }

    /// <summary>Authority or community that received the land; never a private person's name.</summary>
    [Field(Required = true)]
    public required string HandedOverTo { get; init; }

    /// <summary>The risk that stays after all reasonable effort, in words (IMAS 07.10, 08.30).</summary>
    [Field(Required = true)]
    public required string ResidualRisk { get; init; }

    /// <summary>Markers left on the ground: turning points, benchmarks.</summary>
    [Field]
    public string? Markers { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    /// <summary>Persons of the community involved, under 18.</summary>
    [Field(Min = 0)]
    public int? Girls { get; init; }

    [Field(Min = 0)]
    public int? Boys { get; init; }

    [Field(Min = 0)]
    public int? Women { get; init; }

    [Field(Min = 0)]
    public int? Men { get; init; }
}
