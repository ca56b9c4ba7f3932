using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.CustomFields;

/// <summary>When a version of a definition was approved, and perhaps taken back: by place in the journal and by its clock.</summary>
public sealed record Approval(long Sequence, DateTimeOffset At, long? WithdrawnSequence, DateTimeOffset? WithdrawnAt)
{
    /// <summary>Whether it held when an entry of this sequence was written.</summary>
    public bool HeldAt(long sequence) => Sequence < sequence && (WithdrawnSequence is not { } withdrawn || withdrawn > sequence);
}

/// <summary>One approved version of a custom field.</summary>
/// <param name="Version">Of the definition's record.</param>
/// <param name="Field">The field as this version says.</param>
public sealed record CustomFieldVersion(int Version, CustomField Definition, FieldDescriptor Field, Approval Approval)
{
    public DateOnly Effective => Definition.Effective;

    public bool RequiredOn(DateOnly informationDate) => Definition.RequiredFrom is { } from && informationDate >= from && !RetiredOn(informationDate);

    public bool RetiredOn(DateOnly informationDate) => Definition.RetiredFrom is { } from && informationDate >= from;

    /// <summary>Tier of the field; null: that of its record.</summary>
    public Tier? Tier => Definition.Tier is { } name ? Enum.Parse<Tier>(name, ignoreCase: true) : null;
}

/// <summary>All approved versions of one custom field, oldest first.</summary>
public sealed class CustomFieldHistory
{
    internal CustomFieldHistory(string recordType, string name, IReadOnlyList<CustomFieldVersion> versions)
    {
        RecordType = recordType;
        Name = name;
        Versions = versions;
    }

    public string RecordType { get; }

    /// <summary>Key of its values in the payload.</summary>
    public string Name { get; }

    public IReadOnlyList<CustomFieldVersion> Versions { get; }

    /// <summary>The newest version that was not taken back; the newest of all if all were.</summary>
    public CustomFieldVersion Newest => Versions.LastOrDefault(version => version.Approval.WithdrawnSequence is null) ?? Versions[^1];

    /// <summary>Every version was taken back: nothing new is written under it, what was written stays readable.</summary>
    public bool IsWithdrawn => Versions.All(version => version.Approval.WithdrawnSequence is not null);

    /// <summary>The version that a row of this information date is held to now; null if the field is withdrawn.</summary>
    /// <remarks>The newest whose effective date is not after the row's; a row older than all of them is held to the first.</remarks>
    public CustomFieldVersion? InForce(DateOnly informationDate) => Choose(Versions.Where(version => version.Approval.WithdrawnSequence is null), informationDate);

    /// <summary>The version under which an entry was written: of those that held then, the one for its information date.</summary>
    public CustomFieldVersion WrittenUnder(long sequence, DateOnly informationDate) =>
        Choose(Versions.Where(version => version.Approval.HeldAt(sequence)), informationDate) ?? Versions[0];

    private static CustomFieldVersion? Choose(IEnumerable<CustomFieldVersion> versions, DateOnly informationDate)
    {
        CustomFieldVersion? first = null;
        CustomFieldVersion? found = null;
        foreach (var version in versions)
        {
            first = first is null || version.Effective < first.Effective ? version : first;
            found = version.Effective <= informationDate ? version : found;
        }

        return found ?? first;
    }
}
