using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Where an entry stands now: the state it was written with, carried through the decisions about it or its batch.</summary>
internal sealed class States : IDisposable
{
    private readonly Statement _byBatch;
    private readonly Statement _bySequence;
    private readonly Dictionary<string, List<(long Sequence, DecisionAction Action)>> _batches = [];

    public States(Database database)
    {
        _byBatch = database.Prepare($"SELECT sequence, action FROM {ActProjector.Decisions} WHERE target_batch = ?1 ORDER BY sequence");
        _bySequence = database.Prepare($"SELECT sequence, action FROM {ActProjector.Decisions} WHERE target_sequence = ?1 ORDER BY sequence");
    }

    /// <summary>Drops what is remembered of batches; at the start of each transaction, since another process may have decided.</summary>
    public void Forget() => _batches.Clear();

    /// <param name="until">Only decisions up to this sequence.</param>
    public EntryState Of(long sequence, string batch, EntryState written, long until = long.MaxValue)
    {
        if (!_batches.TryGetValue(batch, out var aboutBatch))
        {
            _byBatch.Bind(1, batch);
            _batches.Add(batch, aboutBatch = Decisions(_byBatch));
        }

        _bySequence.Bind(1, sequence);
        var aboutEntry = Decisions(_bySequence);
        var state = written;
        foreach (var (_, action) in aboutBatch.Where(d => d.Sequence > sequence).Concat(aboutEntry).Where(d => d.Sequence <= until).OrderBy(d => d.Sequence))
        {
            state = action.Apply(state);
        }

        return state;
    }

    public void Dispose()
    {
        _byBatch.Dispose();
        _bySequence.Dispose();
    }

    private static List<(long Sequence, DecisionAction Action)> Decisions(Statement rows)
    {
        List<(long, DecisionAction)> found = [];
        while (rows.Step())
        {
            found.Add((rows.Integer(0), DecisionAction.Find(rows.Text(1))!));
        }

        rows.Reset();
        return found;
    }
}
