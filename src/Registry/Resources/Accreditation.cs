using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Resources;

/// <summary>What an organisation, team, person, animal or machine may do, until when (IMAS 07.30).</summary>
[RecordType("accreditation", Area = "Resources", Tier = Tier.Partner)]
public sealed record Accreditation
{
    [Field(Required = true, Reference = "organisation|team|person|animal|machine", Indexed = true)]
    public required string Holder { get; init; }

    [Field(Required = true, Code = "accreditation-scope")]
    public required IReadOnlyList<string> Scope { get; init; }

    [Field(Required = true, Reference = "organisation")]
    public required string IssuedBy { get; init; }

    [Field(Required = true, Code = "accreditation-status")]
    public required string Status { get; init; }

    [Field(Required = true)]
    public required DateOnly ValidFrom { get; init; }

    [Field(Required = true, NotBefore = nameof(ValidFrom), MayBeFuture = true)]
    public required DateOnly ValidUntil { get; init; }

    [Field(NotBefore = nameof(ValidFrom))]
    public DateOnly? SuspendedFrom { get; init; }

    [Field(NotBefore = nameof(SuspendedFrom), MayBeFuture = true)]
    public DateOnly? SuspendedUntil { get; init; }

    [Field]
    public string? StatusReason { get; init; }

    /// <summary>Standard and edition that was assessed against.</summary>
    [Field]
    public string? Standard { get; init; }
}
