namespace Surefoot.Registry.Rights;

/// <summary>A policy file that cannot be followed.</summary>
public sealed class PolicyException(string where, string reason) : Exception($"{where}: {reason}")
{
    /// <summary>Path in the JSON, such as <c>$.roles.planner[2].tier</c>.</summary>
    public string Where { get; } = where;

    public string Reason { get; } = reason;
}
