using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Returns;

/// <summary>A place of return.</summary>
[RecordType("settlement", Area = "Return", Tier = Tier.Public, Shape = ShapeKind.Point)]
public sealed record Settlement
{
    [Field]
    public string? NameAz { get; init; }

    [Field]
    public string? NameEn { get; init; }

    /// <summary>False where the name is not certain enough to be shown.</summary>
    [Field]
    public bool? NameShown { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(Min = 0)]
    public int? People { get; init; }

    [Field(Min = 0)]
    public int? PlannedReturnees { get; init; }

    [Field(Min = 1988, Max = 2100)]
    public int? ReturnYear { get; init; }

    [Field(Min = -500, Max = 9000)]
    public double? ElevationM { get; init; }
}
