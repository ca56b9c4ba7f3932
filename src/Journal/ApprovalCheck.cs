using System.Security.Cryptography;

namespace Surefoot.Journal;

/// <summary>Actor and organisation by the numbers that a check gives to names.</summary>
internal readonly record struct Person(int Actor, int Organisation);

/// <summary>Holds each approval in a chain against four eyes and against the rule that it names itself.</summary>
internal sealed class ApprovalCheck
{
    private readonly Dictionary<long, HashSet<Person>> _submittedAlone = [];
    private readonly Dictionary<long, List<(Person Person, string Binding)>> _endorsedAlone = [];
    private readonly Dictionary<string, List<(Person Person, string Binding)>> _endorsedBatch = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the payload by itself, or null.</summary>
    public static string? Shape(DecisionPayload decision, DecisionAction action, string schema)
    {
        if (schema != decision.Schema)
        {
            return $"it is a decision of schema '{schema}', but its payload is one of {decision.Schema}";
        }

        var approves = action == DecisionAction.Approve || action == DecisionAction.Endorse;
        if (decision.BindingHash is null)
        {
            return action == DecisionAction.Endorse ? "it endorses without a binding" : null;
        }

        if (!approves)
        {
            return $"it is a decision to '{action.Code}' that binds evidence";
        }

        return decision.Batch is null && !FitsItself(decision) ? "its binding is another than the one its hash was taken of" : null;
    }

    private static bool FitsItself(DecisionPayload decision)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(decision.Binding.Span)) != decision.BindingHash)
        {
            return false;
        }

        using var binding = System.Text.Json.JsonDocument.Parse(decision.Binding);
        return binding.RootElement.GetProperty("entryHash").GetString() == decision.BoundHash;
    }

    /// <summary>Takes the next decision; says why it may not approve, or null.</summary>
    /// <param name="writers">Who wrote what it is about, and of a batch who submitted it.</param>
    public string? Next(DecisionPayload decision, DecisionAction action, Person person, IReadOnlyCollection<Person> writers)
    {
        if (action != DecisionAction.Approve && action != DecisionAction.Endorse)
        {
            Endorsements(decision)?.Clear();
            if (action == DecisionAction.Submit && decision.Batch is null)
            {
                Of(_submittedAlone, decision.FirstSequence).Add(person);
            }

            return null;
        }

        var proposers = decision.Batch is null && _submittedAlone.TryGetValue(decision.FirstSequence, out var submitters) ? writers.Concat(submitters) : writers;
        if (proposers.Any(proposer => proposer.Actor == person.Actor))
        {
            return decision.Batch is null ? "which the approver wrote or submitted" : "in which the approver wrote or submitted";
        }

        if (decision.Rule is not { } rule)
        {
            return null;
        }

        if (rule.Organisations > 1 && proposers.Any(proposer => proposer.Organisation == person.Organisation))
        {
            return "which the approver's organisation wrote or submitted, against the rule it names";
        }

        var given = Endorsements(decision) ?? [];
        if (action == DecisionAction.Endorse)
        {
            Keep(decision).Add((person, decision.BindingHash!));
            return null;
        }

        var approvers = given.Where(one => one.Binding == decision.BindingHash).Select(one => one.Person).Append(person).ToList();
        given.Clear();
        return approvers.DistinctBy(one => one.Actor).Count() < rule.Approvers || approvers.DistinctBy(one => one.Organisation).Count() < rule.Organisations - 1
            ? "with fewer approvers or organisations than the rule it names"
            : null;
    }

    private List<(Person Person, string Binding)>? Endorsements(DecisionPayload decision) =>
        decision.Batch is { } batch ? _endorsedBatch.GetValueOrDefault(batch) : _endorsedAlone.GetValueOrDefault(decision.FirstSequence);

    private List<(Person Person, string Binding)> Keep(DecisionPayload decision) =>
        decision.Batch is { } batch ? Of(_endorsedBatch, batch) : Of(_endorsedAlone, decision.FirstSequence);

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> kept, TKey key)
        where TKey : notnull
        where TValue : new() => kept.TryGetValue(key, out var value) ? value : kept[key] = new();
}
