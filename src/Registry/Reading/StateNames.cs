using Surefoot.Journal;

namespace Surefoot.Registry.Reading;

/// <summary>States as they are written in the journal and in JSON.</summary>
public static class StateNames
{
    public static string Of(EntryState state) => state switch
    {
        EntryState.Draft => "draft",
        EntryState.Submitted => "submitted",
        EntryState.Approved => "approved",
        EntryState.Returned => "returned",
        _ => "withdrawn",
    };

    public static EntryState Read(string name) => name switch
    {
        "draft" => EntryState.Draft,
        "submitted" => EntryState.Submitted,
        "approved" => EntryState.Approved,
        "returned" => EntryState.Returned,
        "withdrawn" => EntryState.Withdrawn,
        _ => throw new ArgumentException($"There is no state {name}.", nameof(name)),
    };
}
