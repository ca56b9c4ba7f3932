using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Funding;

/// <summary>Money, or things given in its place, with the period, place, activity and operator that it is bound to.</summary>
/// <remarks>An empty earmark means that it is not bound in that respect.</remarks>
[RecordType("funding-line", Area = "Funding", Tier = Tier.Partner)]
public sealed record FundingLine
{
    [Field(Required = true, Reference = "donor", Indexed = true)]
    public required string Donor { get; init; }

    [Field(Required = true, Min = 0)]
    public required double Amount { get; init; }

    [Field(Required = true, Pattern = Formats.Currency, PatternMeans = Formats.CurrencyMeans)]
    public required string Currency { get; init; }

    [Field(Required = true, Code = "funding-state")]
    public required string State { get; init; }

    [Field(Required = true, MayBeFuture = true)]
    public required DateOnly ValidFrom { get; init; }

    [Field(Required = true, NotBefore = nameof(ValidFrom), MayBeFuture = true)]
    public required DateOnly ValidUntil { get; init; }

    /// <summary>Line of the budget, or number of the grant, as written.</summary>
    [Field]
    public string? BudgetLine { get; init; }

    /// <summary>What the figure covers: a figure of money carries its line, scope and year.</summary>
    [Field]
    public string? Scope { get; init; }

    [Field(Min = 1988, Max = 2100)]
    public int? FiscalYear { get; init; }

    [Field(Code = "funded-activity")]
    public IReadOnlyList<string>? Activities { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public IReadOnlyList<string>? Districts { get; init; }

    [Field(Reference = "organisation")]
    public string? Operator { get; init; }

    [Field(Code = "organisation-kind")]
    public IReadOnlyList<string>? OperatorKinds { get; init; }

    /// <summary>What is given instead of money; the amount is then its value.</summary>
    [Field]
    public string? InKind { get; init; }
}
