namespace Surefoot.Registry.Rights;

/// <summary>Who acts: a name, in a role, for an organisation.</summary>
/// <param name="Organisation">As records state it, such as <c>SYN-MAC</c>.</param>
/// <param name="Synthetic">Invented for the demo.</param>
public sealed record Actor(string Name, string Role, string Organisation, bool Synthetic)
{
    /// <summary>Codes of the districts that the person works in, such as <c>AZ-FUZ</c>.</summary>
    public IReadOnlyList<string> Districts { get; init; } = [];

    /// <summary>Ids of the tasks that the person works on.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];
}
