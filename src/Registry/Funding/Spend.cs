using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Funding;

/// <summary>Money of a funding line that was spent.</summary>
[RecordType("spend", Area = "Funding", Tier = Tier.Partner, EventDate = nameof(SpentOn))]
public sealed record Spend
{
    [Field(Required = true, Reference = "funding-line", Indexed = true)]
    public required string FundingLine { get; init; }

    [Field(Required = true)]
    public required DateOnly SpentOn { get; init; }

    [Field(Required = true, Min = 0)]
    public required double Amount { get; init; }

    [Field(Required = true, Pattern = Formats.Currency, PatternMeans = Formats.CurrencyMeans)]
    public required string Currency { get; init; }

    [Field(Required = true, Code = "funded-activity")]
    public required string Activity { get; init; }

    [Field(Reference = "task", Indexed = true)]
    public string? Task { get; init; }

    [Field(Reference = "organisation")]
    public string? Recipient { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    /// <summary>Number of the invoice or act, as written.</summary>
    [Field]
    public string? Document { get; init; }
}
