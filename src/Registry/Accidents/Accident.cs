using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Accidents;

/// <summary>Harm by a mine or other ordnance: the event. Persons are counted by their own records.</summary>
[RecordType("accident", Area = "Accidents", Tier = Tier.Restricted, Shape = ShapeKind.Point, EventDate = nameof(OccurredOn))]
public sealed record Accident
{
    [Field(Required = true)]
    public required DateOnly OccurredOn { get; init; }

    [Field(Code = "accident-category")]
    public string? Category { get; init; }

    [Field(Required = true, Min = 0)]
    public required int Killed { get; init; }

    [Field(Required = true, Min = 0)]
    public required int Injured { get; init; }

    [Field(Code = "accident-activity")]
    public string? Activity { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(Min = 0)]
    public double? PositionAccuracyM { get; init; }
}
