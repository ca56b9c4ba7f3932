using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Returns;

/// <summary>The line that a road, railway or power line takes, existing or planned, and the width of ground that must be safe along it.</summary>
[RecordType("corridor", Area = "Return", Tier = Tier.Partner, Shape = ShapeKind.Line)]
public sealed record Corridor
{
    [Field(Required = true, Code = "corridor-kind")]
    public required string Kind { get; init; }

    [Field(Required = true, Code = "corridor-status")]
    public required string Status { get; init; }

    [Field]
    public string? Name { get; init; }

    /// <summary>Number of the road, railway or line.</summary>
    [Field]
    public string? Number { get; init; }

    /// <summary>Of the ground that must be safe, over both sides together.</summary>
    [Field(Min = 0, Max = 1000)]
    public double? WidthM { get; init; }

    [Field(Reference = "settlement")]
    public string? FromSettlement { get; init; }

    [Field(Reference = "settlement")]
    public string? ToSettlement { get; init; }

    /// <summary>Ids of edges of the road graph.</summary>
    [Field]
    public IReadOnlyList<string>? Edges { get; init; }

    [Field(MayBeFuture = true)]
    public DateOnly? PlannedOpening { get; init; }

    [Field]
    public DateOnly? OpenedOn { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }
}
