namespace Surefoot.Journal;

/// <summary>What approving asks for and binds, by record type. The journal knows no types: whoever declares them says it here.</summary>
public interface IApprovalTerms
{
    ApprovalRule RuleFor(string recordType);

    /// <summary>Whether versions of this type may cite other records. If not, nothing is bound beyond the entry's own hash.</summary>
    bool Cites(string recordType);

    /// <summary>What one version rests on, in the order in which it says so.</summary>
    /// <param name="payload">In the clear.</param>
    IReadOnlyList<CitedRecord> CitedBy(string recordType, ReadOnlyMemory<byte> payload);
}

/// <summary>How many people, of how many organisations, an approval takes.</summary>
/// <param name="Approvers">Different people who approve; whoever wrote or submitted is none of them.</param>
/// <param name="Organisations">Two or more: no approver is of an organisation that wrote or submitted, and the approvers are of at least one organisation less than this number.</param>
/// <param name="Version">Of the rules, cited by the act; 0 for the journal's own least rule.</param>
public sealed record ApprovalRule(int Approvers = 1, int Organisations = 1, int Version = 0)
{
    public static ApprovalRule FourEyes { get; } = new();

    /// <summary>The rule that keeps both.</summary>
    public ApprovalRule And(ApprovalRule other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Math.Max(Approvers, other.Approvers), Math.Max(Organisations, other.Organisations), Math.Max(Version, other.Version));
    }
}

public enum Citation
{
    Evidence,
    Criteria,
}

/// <param name="Reference">As the citing record writes it.</param>
/// <param name="Tries">Record types and keys under which it may be found, the first that exists counts.</param>
public sealed record CitedRecord(Citation Citation, string Reference, IReadOnlyList<(string RecordType, string Key)> Tries);

/// <summary>A cited record as it stood: its newest approved version, or its newest submitted one if none was approved yet.</summary>
/// <param name="Version">0 if there was none.</param>
/// <param name="EntryHash">Lower-case hex; empty if there was none.</param>
public sealed record BoundCitation(CitedRecord Cited, int Version, string EntryHash);

/// <summary>Four eyes and nothing cited.</summary>
internal sealed class LeastTerms : IApprovalTerms
{
    public static LeastTerms Instance { get; } = new();

    public ApprovalRule RuleFor(string recordType) => ApprovalRule.FourEyes;

    public bool Cites(string recordType) => false;

    public IReadOnlyList<CitedRecord> CitedBy(string recordType, ReadOnlyMemory<byte> payload) => [];
}
