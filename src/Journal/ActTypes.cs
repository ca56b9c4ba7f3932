namespace Surefoot.Journal;

/// <summary>Record types that the journal writes itself.</summary>
public static class ActTypes
{
    public const string Decision = "decision";
    public const string KeyDestruction = "key-destruction";

    internal const string DecisionSchema = "decision@1";
    internal const string ApprovalSchema = "decision@2";
    internal const string KeyDestructionSchema = "key-destruction@1";

    /// <summary>SQL condition that leaves acts out: a batch is what came in, not what was decided about it.</summary>
    internal const string NotAnAct = $"record_type NOT IN ('{Decision}', '{KeyDestruction}')";

    internal static bool IsAct(string recordType) => recordType is Decision or KeyDestruction;
}
