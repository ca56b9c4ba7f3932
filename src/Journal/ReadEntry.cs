namespace Surefoot.Journal;

/// <summary>One entry as it was read from a store or an export, on its way through the checks.</summary>
internal sealed class ReadEntry
{
    private readonly byte[] _stored = new byte[EntryHash.HashBytes];
    private readonly byte[] _computed = new byte[EntryHash.HashBytes];
    private bool _hashesFit;

    /// <summary>The stored fields after the stored previous hash.</summary>
    public EntryHash Fields { get; } = new();

    public ReadOnlySpan<byte> Computed => _computed;

    /// <summary>What is wrong with the entry by itself, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes the stored hashes, whatever their length; the previous one stands in the preimage already.</summary>
    public void Store(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash)
    {
        _hashesFit = previous.Length == EntryHash.HashBytes && hash.Length == EntryHash.HashBytes;
        if (_hashesFit)
        {
            hash.CopyTo(_stored);
        }
    }

    /// <summary>Hashes the entry and looks at its form: all that needs no other entry, and so can be done for many at once.</summary>
    public void CheckAlone()
    {
        Fields.Finish(_computed);
        Fault = !_hashesFit || !_stored.AsSpan().SequenceEqual(_computed) ? "its content was changed after it was hashed" : EntryForm.Fault(Fields);
    }
}
