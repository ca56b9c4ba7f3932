using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Land;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Cases;

/// <summary>What the search for cases did.</summary>
/// <param name="Opened">Ids of the cases that are new.</param>
/// <param name="Standing">How many there were already.</param>
public sealed record OpenedCases(IReadOnlyList<string> Opened, int Standing)
{
    public static OpenedCases None { get; } = new([], 0);
}

/// <summary>Opens a case for what contradicts released land (INTEGRITY 4, rule 7). Run after every approval, import and undo, and by doctor.</summary>
/// <remarks>
/// After an act only what it touched is looked at, against what lies in the box around it; the answer is that of a full search. A case has an id
/// made of its kind and subjects: it is opened once, and what a person closed stays closed.
/// </remarks>
public sealed class OpenCases(JournalStore store, RecordTypes types)
{
    /// <summary>Who opens cases: nobody, the rule does.</summary>
    public const string Actor = "surefoot";

    private const string TypeCode = "case";

    /// <summary>After a decision about a batch, or after a batch was handed in.</summary>
    public OpenedCases AfterBatch(string batch, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(batch);
        return After(new(null, Batch: batch, Handed: true), $"after batch {batch}", workers, cancellation);
    }

    /// <summary>After a decision about one record.</summary>
    public OpenedCases AfterRecord(Guid recordId, int workers = 1, CancellationToken cancellation = default) =>
        After(new(null, RecordId: recordId, Handed: true), $"after record {recordId}", workers, cancellation);

    /// <summary>Looks at everything.</summary>
    public OpenedCases Everywhere(int workers = 1, CancellationToken cancellation = default)
    {
        var ground = new GroundReader(store);
        var pieces = ground.Pieces(new(null), cancellation);
        if (pieces.Count == 0)
        {
            return OpenedCases.None;
        }

        return Open(FindCases.Handle(pieces, null, ground.Events(new(null, Handed: true), cancellation), Rules().CaseThresholdM2, workers, cancellation), "search of all released land");
    }

    // Accidents, finds and hazards count as soon as they are handed in: waiting for an approval helps nobody who walks there. A release counts when it is approved.
    private OpenedCases After(GroundReader.Selection touched, string reason, int workers, CancellationToken cancellation)
    {
        var ground = new GroundReader(store);
        var events = ground.Events(touched, cancellation);
        var handedIn = ground.Pieces(touched, cancellation);
        var approved = handedIn.Exists(piece => piece.IsRelease) ? ground.Pieces(touched with { Handed = false }, cancellation) : [];
        var fresh = handedIn.Where(piece => !piece.IsRelease).Concat(approved.Where(piece => piece.IsRelease)).ToList();
        if (events.Count == 0 && fresh.Count == 0)
        {
            return OpenedCases.None;
        }

        var box = new Envelope();
        foreach (var piece in fresh)
        {
            box.ExpandToInclude(piece.LonLat.EnvelopeInternal);
        }

        foreach (var what in events)
        {
            box.ExpandToInclude(what.LongitudeDeg, what.LatitudeDeg);
        }

        var keys = fresh.Select(piece => piece.Key).ToHashSet(StringComparer.Ordinal);
        var around = ground.Pieces(new(box), cancellation).Where(piece => !keys.Contains(piece.Key)).Concat(fresh).ToList();
        var nearby = fresh.Exists(piece => piece.IsRelease) ? ground.Events(new(box, Handed: true), cancellation) : events;
        return Open(FindCases.Handle(around, keys, nearby, Rules().CaseThresholdM2, workers, cancellation), reason);
    }

    private OpenedCases Open(List<FoundCase> found, string reason)
    {
        if (found.Count == 0)
        {
            return OpenedCases.None;
        }

        var known = new RegistryReader(store, types).Ids(TypeCode).ToHashSet(StringComparer.Ordinal);
        var fresh = found.DistinctBy(one => one.Id, StringComparer.Ordinal).Where(one => !known.Contains(one.Id)).OrderBy(one => one.Since).ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        if (fresh.Count > 0)
        {
            var type = types.Get(TypeCode);
            var (today, sequence) = JournalTime();
            var synthetic = DataFolderStamp.Read(store) ?? false;
            var batch = string.Create(CultureInfo.InvariantCulture, $"cases-{sequence + 1}");
            store.Append(new WriteContext(Actor, Actor, batch, reason), fresh.Select(one => Entry(type, one, today, synthetic)), null, CancellationToken.None);
        }

        return new([.. fresh.Select(one => one.Id)], found.Count - fresh.Count);
    }

    private static NewEntry Entry(RecordDescriptor type, FoundCase one, DateOnly today, bool synthetic) => OwnRecord.Make(
        type,
        one.Id,
        today,
        new Dictionary<string, object?>
        {
            ["organisation"] = Actor,
            ["synthetic"] = synthetic,
            ["kind"] = one.Kind,
            ["subjects"] = one.Subjects.ToArray(),
            ["since"] = one.Since,
            ["told"] = one.Told.ToArray(),
            ["commonAreaM2"] = one.CommonAreaM2 is { } area ? Math.Round(area, 1) : null,
            ["openedOn"] = today,
            ["state"] = "open",
        },
        string.Create(CultureInfo.InvariantCulture, $"POINT({Math.Round(one.LongitudeDeg, 7)} {Math.Round(one.LatitudeDeg, 7)})"),
        0);

    private LandRules Rules() => LandRules.InForce(new RegistryReader(store, types), JournalTime().Day);

    // The journal's own time: the act that led here is its last entry.
    private (DateOnly Day, long Sequence) JournalTime()
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT recorded_at, sequence FROM entry ORDER BY sequence DESC LIMIT 1";
        using var row = command.ExecuteReader();
        return row.Read() ? (DateOnly.ParseExact(row.GetString(0).AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetInt64(1)) : (DateOnly.MinValue, 0);
    }
}
