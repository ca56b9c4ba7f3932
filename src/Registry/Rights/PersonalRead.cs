using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Rights;

/// <summary>Somebody opened records about persons: who, which, through which door and why; when is the entry's own time. Written by the doors alone, never imported.</summary>
[RecordType("personal-read", Area = "Rights", Tier = Tier.Legal)]
public sealed record PersonalRead
{
    public const string Code = "personal-read";

    /// <summary>Stands for all records of the type that the reader may see.</summary>
    public const string AllRecords = "*";

    [Field(Required = true)]
    public required string Reader { get; init; }

    /// <summary>Such as <c>history</c> or <c>export</c>.</summary>
    [Field(Required = true)]
    public required string Door { get; init; }

    [Field(Required = true)]
    public required string OpenedType { get; init; }

    /// <summary>Id of the record, the hash of a file, or <see cref="AllRecords"/>.</summary>
    [Field(Required = true, Indexed = true)]
    public required string Opened { get; init; }

    [Field(Required = true)]
    public required string Reason { get; init; }
}
