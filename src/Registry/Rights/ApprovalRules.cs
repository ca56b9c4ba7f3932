using Surefoot.Journal;

namespace Surefoot.Registry.Rights;

/// <summary>How many people of how many organisations approve a record of a type: the section <c>approval</c> of the policy, a country's own data.</summary>
/// <remarks>
/// Default: one approver who neither wrote nor submitted. IMAS asks for a quality officer besides proposer and approver: <c>"approvers": 2</c>.
/// </remarks>
public sealed class ApprovalRules
{
    private readonly Dictionary<string, ApprovalRule> _rules;

    /// <param name="version">Cited by every approval.</param>
    /// <param name="types">Record type to rule; null for none.</param>
    /// <exception cref="ArgumentException">A rule that nobody could keep.</exception>
    public ApprovalRules(int version, IReadOnlyDictionary<string, TypeRule>? types)
    {
        Version = version;
        Types = types ?? new Dictionary<string, TypeRule>();
        _rules = Types.ToDictionary(pair => pair.Key, pair => Checked(pair.Key, pair.Value, version), StringComparer.Ordinal);
    }

    public static ApprovalRules FourEyes { get; } = new(0, null);

    public int Version { get; }

    /// <summary>As the policy states them.</summary>
    public IReadOnlyDictionary<string, TypeRule> Types { get; }

    public ApprovalRule For(string recordType) => _rules.GetValueOrDefault(recordType, new ApprovalRule(Version: Version));

    private static ApprovalRule Checked(string type, TypeRule rule, int version) =>
        rule is { Approvers: >= 1, Organisations: >= 1 } && rule.Organisations <= rule.Approvers + 1
            ? new(rule.Approvers, rule.Organisations, version)
            : throw new ArgumentException(FormattableString.Invariant($"Approval of {type}: {rule.Approvers} approvers cannot be of {rule.Organisations} organisations with the proposer's."));

    /// <param name="Approvers">Different people, none of them a writer or submitter.</param>
    /// <param name="Organisations">Different organisations, the proposer's counted: two means no approver is of the proposer's.</param>
    public sealed record TypeRule(int Approvers = 1, int Organisations = 1);
}
