using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Importing;

/// <summary>What a record keeps because the file says nothing of it: a column or property that is not there is no empty cell.</summary>
internal sealed class StandingValues(JournalStore store, RecordDescriptor type)
{
    private readonly PayloadReader _payload = new(type);
    private readonly string[] _optional = [.. type.Fields.Where(field => !field.Required).Select(field => field.Name)];
    private readonly SortedSet<string> _kept = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Kept => _kept;

    public long KeptRows { get; private set; }

    public bool AreLeftOut(IReadOnlyDictionary<string, string?> fields, SourceRow source) =>
        !source.HasPlace || !Array.TrueForAll(_optional, fields.ContainsKey);

    /// <summary>By ordinal; null if nothing stands, or a person was forgotten.</summary>
    public object?[]? Read(StandingRecord? known, IReadOnlyDictionary<string, string?> fields)
    {
        if (known?.Standing is not { } entry || store.OpenPayload(entry) is not { } payload)
        {
            return null;
        }

        var values = new object?[type.Fields.Count];
        _payload.Read(payload.Span, values);
        var keeps = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not null && !type.Fields[i].Required && !fields.ContainsKey(type.Fields[i].Name))
            {
                _kept.Add(type.Fields[i].Name);
                keeps = true;
            }
        }

        KeptRows += keeps ? 1 : 0;
        return values;
    }

    /// <summary>The geometry as it was entered, and how it is to be understood; empty if none stands.</summary>
    public (ReadOnlyMemory<byte> Geometry, EnteredPosition? Position) Place(StandingRecord? known)
    {
        if (known?.Standing is not { Geometry.IsEmpty: false } entry || store.OpenPayload(entry) is not { } payload)
        {
            return (ReadOnlyMemory<byte>.Empty, null);
        }

        return (entry.Geometry, PositionJson.Find(payload.Span));
    }
}
