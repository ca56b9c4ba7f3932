using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Journal;
using Surefoot.Registry.Conflicts;
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
    public OpenedCases Everywhere(int workers = 1, CancellationToken cancellation = default) => Open(Find(workers, cancellation), "search of all released land");

    /// <summary>Ids of the cases that <see cref="Everywhere"/> would open.</summary>
    public IReadOnlyList<string> Missing(int workers = 1, CancellationToken cancellation = default)
    {
        var known = Known();
        return [.. Find(workers, cancellation).Select(one => one.Id).Distinct(StringComparer.Ordinal).Where(id => !known.Contains(id)).Order(StringComparer.Ordinal)];
    }

    private List<FoundCase> Find(int workers, CancellationToken cancellation)
    {
        var ground = new GroundReader(store);
        var pieces = ground.Pieces(new(null), cancellation);
        List<FoundCase> found = pieces.Count == 0 ? [] : FindCases.Handle(pieces, null, ground.Events(new(null, Handed: true), cancellation), Rules().CaseThresholdM2, workers, cancellation);
        found.AddRange(Conflicts());
        return found;
    }

    // A conflict is as old as the version that made it one; it has no place of its own, so it stands where the record does.
    private IEnumerable<FoundCase> Conflicts() =>
        new ListConflicts(store).Handle().Select(conflict =>
        {
            var competing = conflict.Competing.ToList();
            var told = competing.Select(version => version.Organisation).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            var place = PlaceOf(conflict.Type, competing[^1].Sequence);
            return new FoundCase("conflict", [conflict.Id], DateOnly.FromDateTime(competing[^1].RecordedAt.UtcDateTime), told, place.X, place.Y, null, string.Join(',', competing.Select(version => version.Version.ToString(CultureInfo.InvariantCulture))));
        });

    private Coordinate PlaceOf(string typeCode, long sequence)
    {
        var nowhere = new Coordinate(double.NaN, double.NaN);
        if (!types.TryGet(typeCode, out var type) || type.Shape == ShapeKind.None)
        {
            return nowhere;
        }

        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT geometry FROM {type.Table} WHERE sequence = @sequence";
        command.Add("@sequence", sequence);
        return command.ExecuteScalar() is byte[] wkb ? new WKBReader().Read(wkb).Coordinate ?? nowhere : nowhere;
    }

    private HashSet<string> Known() => new RegistryReader(store, types).Ids(TypeCode).ToHashSet(StringComparer.Ordinal);

    // Accidents, finds and hazards count as soon as they are handed in: waiting for an approval helps nobody who walks there. A release counts when it is approved.
    private OpenedCases After(GroundReader.Selection touched, string reason, int workers, CancellationToken cancellation)
    {
        var ground = new GroundReader(store);
        var events = ground.Events(touched, cancellation);
        var handedIn = ground.Pieces(touched, cancellation);
        var approved = handedIn.Exists(piece => piece.IsRelease) ? ground.Pieces(touched with { Handed = false }, cancellation) : [];
        var fresh = handedIn.Where(piece => !piece.IsRelease).Concat(approved.Where(piece => piece.IsRelease)).ToList();
        var conflicts = Conflicts().ToList();
        if (events.Count == 0 && fresh.Count == 0)
        {
            return Open(conflicts, reason);
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
        return Open([.. FindCases.Handle(around, keys, nearby, Rules().CaseThresholdM2, workers, cancellation), .. conflicts], reason);
    }

    private OpenedCases Open(List<FoundCase> found, string reason)
    {
        if (found.Count == 0)
        {
            return OpenedCases.None;
        }

        var known = Known();
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
        double.IsNaN(one.LongitudeDeg) ? null : string.Create(CultureInfo.InvariantCulture, $"POINT({Math.Round(one.LongitudeDeg, 7)} {Math.Round(one.LatitudeDeg, 7)})"),
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
