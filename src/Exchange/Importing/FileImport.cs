using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Checking;
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
    private const int RowsAtOnce = 500;
    private const long BytesAtOnce = 8 << 20;

    private readonly StandingVersions _standing = new(store, type);
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
        var imagery = new ImageryCheck(type, store);
        var scope = new ScopeCheck(type, new RegistryReader(store, types).For(policy.Viewer(request.Actor, Verbs.Import)));
        List<Breach> breaches = [];
        foreach (var (source, known) in Known(Findings, always: false, cancellation))
        {
            _rows = Math.Max(_rows, source.Row);
            if (rows.Check(source, Findings, known) is { } row)
            {
                CheckId(source.Row, row.Id, ids);
                mixed = mixed || CheckSynthetic(source.Row, row.Synthetic, folderIsSynthetic);
                breaches.Clear();
                references.Check(row, breaches);
                imagery.Check(row, breaches);
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

        if (rows.Kept is { Rows: > 0 } kept)
        {
            Findings.Add(new Finding(
                Verdict.Notice,
                null,
                string.Join(", ", kept.Fields),
                null,
                "column.absent",
                string.Create(CultureInfo.InvariantCulture, $"The file says nothing of {string.Join(", ", kept.Fields)}: {kept.Rows} records keep what they have there."),
                "the column with empty cells, to empty it"));
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
        foreach (var (entry, _) in KnownEntries(cancellation))
        {
            yield return entry;
        }
    }

    /// <summary>What an import would do, without doing it.</summary>
    public AppendedRows Foresee(CancellationToken cancellation)
    {
        long added = 0, changed = 0, unchanged = 0;
        foreach (var (entry, known) in KnownEntries(cancellation))
        {
            switch (_standing.Outcome(entry, known))
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

    private IEnumerable<(NewEntry Entry, StandingRecord? Known)> KnownEntries(CancellationToken cancellation)
    {
        var unheard = new FindingList();
        foreach (var (source, known) in Known(unheard, always: true, cancellation))
        {
            var row = rows.Check(source, unheard, known) ?? throw new IOException("The file reads otherwise than it did a moment ago; nothing was imported.");
            var entry = rows.ToEntry(source, row, known);
            yield return (request.Draft ? entry with { State = EntryState.Draft } : entry, known);
        }
    }

    /// <summary>The rows with what there is of their records, which is asked for many at a time; findings come in the order of the rows.</summary>
    /// <param name="always">False: asked only for rows that leave something out.</param>
    private IEnumerable<(SourceRow Source, StandingRecord? Known)> Known(FindingList findings, bool always, CancellationToken cancellation)
    {
        var heard = new FindingList();
        List<(SourceRow Source, IReadOnlyList<Finding> Before)> part = [];
        var bytes = 0L;
        foreach (var source in SourceReader.Read(request.Path, request.Reading, areas, heard, cancellation))
        {
            part.Add((source, heard.Take()));
            bytes += source.GeometryAsEntered.Length;
            if (part.Count == RowsAtOnce || bytes > BytesAtOnce)
            {
                foreach (var row in Asked(part))
                {
                    yield return row;
                }

                part.Clear();
                bytes = 0;
            }
        }

        foreach (var row in Asked(part))
        {
            yield return row;
        }

        Tell(heard.Take());

        IEnumerable<(SourceRow, StandingRecord?)> Asked(List<(SourceRow Source, IReadOnlyList<Finding> Before)> some)
        {
            var known = _standing.Find([.. some.Where(row => always || rows.LeavesOut(row.Source)).Select(row => rows.IdOf(row.Source)).OfType<string>().Distinct(StringComparer.Ordinal)]);
            foreach (var (source, before) in some)
            {
                Tell(before);
                yield return (source, rows.IdOf(source) is { } id ? known.GetValueOrDefault(id) : null);
            }
        }

        void Tell(IReadOnlyList<Finding> before)
        {
            foreach (var finding in before)
            {
                findings.Add(finding);
            }
        }
    }

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
