using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Cases;

/// <summary>Something about released land that a person has to decide (INTEGRITY 4, rule 7). Opened by the program, closed by people.</summary>
[RecordType("case", Area = "Land", Tier = Tier.Restricted, Shape = ShapeKind.Point, ShapeOptional = true, Table = "land_case")]
public sealed record LandCase
{
    [Field(Required = true, Code = "case-kind", Indexed = true)]
    public required string Kind { get; init; }

    /// <summary>The records it is about: the later one first.</summary>
    [Field(Required = true, Reference = "accident|cancelled-area|cleared-area|found-item|hazard-area|reduced-area")]
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>Day from which it holds: of the accident, the find, the later polygon.</summary>
    [Field(Required = true)]
    public required DateOnly Since { get; init; }

    /// <summary>Organisations whose records they are; each sees the case.</summary>
    [Field(Required = true)]
    public required IReadOnlyList<string> Told { get; init; }

    /// <summary>Ground that both cover.</summary>
    [Field(Min = 0)]
    public double? CommonAreaM2 { get; init; }

    [Field(Required = true)]
    public required DateOnly OpenedOn { get; init; }

    [Field(Required = true, Code = "case-state", Indexed = true)]
    public required string State { get; init; }

    [Field(Code = "case-resolution")]
    public string? Resolution { get; init; }

    [Field]
    public string? Reason { get; init; }

    [Field]
    public string? DecidedBy { get; init; }

    [Field]
    public DateOnly? ClosedOn { get; init; }
}
