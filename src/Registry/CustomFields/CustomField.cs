using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.CustomFields;

/// <summary>A field that a country adds to a record type, as a record like any other: proposed, approved, versioned, never a change of the program.</summary>
/// <remarks>Its id is <c>TYPE.NAME</c>. A new version may change labels, bounds, the code list and when it is asked for; never the kind or the unit.</remarks>
[RecordType(Code, Area = "Definitions", Tier = Journal.Tier.Public)]
public sealed record CustomField
{
    public const string Code = "custom-field";

    /// <summary>Code of the type that gets the field.</summary>
    [Field(Required = true, Indexed = true)]
    public required string RecordType { get; init; }

    [Field(Required = true, Pattern = CustomFieldNames.Pattern, PatternMeans = CustomFieldNames.PatternMeans)]
    public required string Name { get; init; }

    [Field(Required = true, Code = "field-kind")]
    public required string Kind { get; init; }

    /// <summary>Unit of a number, as it is to be printed.</summary>
    [Field]
    public string? Unit { get; init; }

    /// <summary>List of a choice.</summary>
    [Field]
    public string? CodeList { get; init; }

    [Field]
    public double? Min { get; init; }

    [Field(NotBefore = nameof(Min))]
    public double? Max { get; init; }

    /// <summary>Information date from which this version is in force; older rows are held to the version before it.</summary>
    [Field(Required = true, MayBeFuture = true)]
    public required DateOnly Effective { get; init; }

    /// <summary>Rows of this information date or a later one must have a value.</summary>
    [Field(MayBeFuture = true)]
    public DateOnly? RequiredFrom { get; init; }

    /// <summary>Rows of this information date or a later one have no value any more; what was written stays readable.</summary>
    [Field(MayBeFuture = true)]
    public DateOnly? RetiredFrom { get; init; }

    /// <summary>Who may see it; not set, as the record.</summary>
    [Field(Code = "tier")]
    public string? Tier { get; init; }

    [Field]
    public string? LabelAz { get; init; }

    [Field]
    public string? LabelEn { get; init; }

    [Field]
    public string? LabelRu { get; init; }

    /// <summary>Fields of one group, where the kind is <c>group</c>.</summary>
    [Field]
    public IReadOnlyList<CustomGroupField>? Fields { get; init; }
}

/// <summary>One simple field of a repeat group.</summary>
public sealed record CustomGroupField
{
    [Field(Required = true, Pattern = CustomFieldNames.Pattern, PatternMeans = CustomFieldNames.PatternMeans)]
    public required string Name { get; init; }

    [Field(Required = true, Code = "group-field-kind")]
    public required string Kind { get; init; }

    [Field]
    public string? Unit { get; init; }

    [Field]
    public string? CodeList { get; init; }

    [Field]
    public double? Min { get; init; }

    [Field]
    public double? Max { get; init; }

    [Field]
    public bool? Required { get; init; }

    [Field]
    public string? LabelAz { get; init; }

    [Field]
    public string? LabelEn { get; init; }

    [Field]
    public string? LabelRu { get; init; }
}
