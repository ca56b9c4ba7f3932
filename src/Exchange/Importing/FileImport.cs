using NetTopologySuite.Geometries;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Importing;

/// <summary>One file on its way in: what its rows say, what is wrong with them, and the entries they become.</summary>
internal sealed class FileImport(JournalStore store, RecordTypes types, RecordDescriptor type, ImportRequest request, RowImport rows, DefinitionCheck definitions, ReferenceAreas areas, Policy policy)
{
    private readonly NetArea _net = new();
    private readonly RowTally _tally = new();
    private long _rows;

    public FindingList Findings { get; } = new() { AboutPersons = type.Tier == Tier.Personal };

    /// <summary>What the first row says of itself; null for a file without rows.</summary>
    public bool? Synthetic { get; private set; }

    /// <summary>First reading: everything that is wrong or doubtful, nothing is written.</summary>
    public void CheckAll(bool? folderIsSynthetic, CancellationToken cancellation)
    {
        Synthetic = folderIsSynthetic;
        var mixed = false;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var references = new ReferenceCheck(type, new RegistryReader(store, types).For(policy.Viewer(request.Actor, Verbs.Read)));
        var scope = new ScopeCheck(type, new RegistryReader(store, types).For(policy.Viewer(request.Actor, Verbs.Import)));
        List<Breach> breaches = [];
        foreach (var source in SourceReader.Read(request.Path, request.Reading, areas, Findings, cancellation))
        {
            _rows = Math.Max(_rows, source.Row);
            if (rows.Check(source, Findings) is { } row)
            {
                CheckId(source.Row, row.Id, ids);
                mixed = mixed || CheckSynthetic(source.Row, row.Synthetic, folderIsSynthetic);
                breaches.Clear();
                references.Check(row, breaches);
                definitions.Check(row, breaches);
                scope.Check(row, breaches);
                foreach (var breach in breaches)
                {
                    Findings.Add(new Finding(breach.Refused ? Verdict.Reject : Verdict.Flag, source.Row, breach.Field, breach.Value, breach.Rule, breach.Message, breach.Suggestion));
                }

                if (source.Geometry is Polygon or MultiPolygon)
                {
                    _net.Add(source.Geometry);
                }
            }

            _tally.RowDone(source.Row, Findings);
        }

        if (_rows == 0 && Findings.Verdict == Verdict.Accept)
        {
            Findings.Add(new Finding(Verdict.Flag, null, null, null, "file.no-rows", "The file holds no row or feature.", "Check whether the export was complete."));
        }

        _tally.RowDone(0, Findings);
        _rows = Math.Max(_rows, _tally.LastRow);
    }

    /// <summary>Second reading: the rows as entries, one at a time.</summary>
    public IEnumerable<NewEntry> Entries(CancellationToken cancellation)
    {
        var unheard = new FindingList();
        foreach (var source in SourceReader.Read(request.Path, request.Reading, areas, unheard, cancellation))
        {
            var row = rows.Check(source, unheard) ?? throw new IOException("The file reads otherwise than it did a moment ago; nothing was imported.");
            yield return request.Draft ? rows.ToEntry(source, row) with { State = EntryState.Draft } : rows.ToEntry(source, row);
        }
    }

    /// <summary>What an import would do, without doing it.</summary>
    public AppendedRows Foresee(CancellationToken cancellation)
    {
        long added = 0, changed = 0, unchanged = 0;
        using var latest = new LatestVersions(store, type);
        foreach (var entry in Entries(cancellation))
        {
            switch (latest.Outcome(entry))
            {
                case AppendOutcome.New:
                    added++;
                    break;
                case AppendOutcome.Changed:
                    changed++;
                    break;
                default:
                    unchanged++;
                    break;
            }
        }

        return new(added, changed, unchanged);
    }

    public ImportResult Result(AppendedRows appended, string? batch, EntryState? state, CancellationToken cancellation) => new(
        Findings.Verdict,
        _rows,
        appended.New,
        appended.Changed,
        appended.Unchanged,
        _tally.FlaggedRows,
        _tally.RejectedRows,
        batch,
        state is { } known ? StateNames.Of(known) : null,
        Findings.Verdict == Verdict.Reject ? null : _net.AreaM2(request.Workers, cancellation),
        Findings.Findings);

    private void CheckId(long row, string id, HashSet<string> ids)
    {
        if (!ids.Add(id))
        {
            Findings.Add(new Finding(Verdict.Reject, row, "id", id, "id.duplicate", "An earlier row of this file has the same id.", "one row for each id"));
        }
    }

    // Said once: of a whole file of the wrong kind every row would say the same.
    private bool CheckSynthetic(long row, bool synthetic, bool? folderIsSynthetic)
    {
        Synthetic ??= synthetic;
        if (synthetic == Synthetic)
        {
            return false;
        }

        var message = folderIsSynthetic switch
        {
            true => "This data folder holds invented records only; a real record is not imported into it.",
            false => "This data folder holds real records; an invented one is not imported into it.",
            null => "The file mixes invented and real records.",
        };
        Findings.Add(new Finding(Verdict.Reject, row, "synthetic", synthetic ? "true" : "false", "synthetic.mixed", message, "another data folder (--data)"));
        return true;
    }
}
