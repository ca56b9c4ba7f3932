using System.Globalization;
using System.Security.Cryptography;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Findings;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Staging;

/// <summary>The way of a file in steps: handed in, its columns named, tried without writing, applied, and taken back by its batch. Each person has a desk of their own.</summary>
/// <remarks>A staged file lies in the data folder only until it is applied or dropped: the journal keeps what it said, and a person can be forgotten.</remarks>
public sealed class ImportDesk(string dataFolder, JournalStore store, RecordTypes types, CodeListCatalogue lists, ReferenceAreas areas, Policy policy, TimeProvider clock, string actor)
{
    /// <summary>Largest file that is taken.</summary>
    public const long MostBytes = 512L << 20;

    private const int MostStaged = 50;
    private const int PreviewRows = 200;
    private const int SamplesEach = 3;

    private readonly string _staged = Path.Combine(dataFolder, "imports", "staged");
    private readonly string _profiles = Path.Combine(dataFolder, "imports", "profiles");
    private readonly Lock _writing = new();

    public ImportReceipts Receipts { get; } = new(dataFolder, types, policy);

    /// <summary>Types that this person may import.</summary>
    public IReadOnlyList<RecordDescriptor> Types => [.. types.All.Where(type => type.Code != PersonalRead.Code && policy.Viewer(actor, Verbs.Import).MaySee(type)).OrderBy(type => type.Code, StringComparer.Ordinal)];

    public RecordDescriptor TypeOf(StagedImport staged) => types.Get(staged.Type);

    /// <summary>Names of the saved profiles.</summary>
    public IReadOnlyList<string> Profiles => Directory.Exists(_profiles) ? [.. Directory.EnumerateFiles(_profiles, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Takes a file in. What it holds is looked at later; here only its size counts.</summary>
    public async Task<(StagedImport? Staged, Declined? Declined)> Stage(string name, string type, Stream content, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (Types.All(one => one.Code != type))
        {
            return (null, new Declined("type.unknown", $"There is no record type {type} to import.", type));
        }

        if (List().Count >= MostStaged)
        {
            return (null, new Declined("staged.many", $"{MostStaged} files are waiting already.", name, "Apply or drop some."));
        }

        var at = clock.GetUtcNow();
        var folder = Path.Combine(_staged, ".incoming-" + Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        try
        {
            var path = Path.Combine(folder, "file" + ExtensionOf(name));
            long bytes;
            byte[] sha256;
            await using (var file = File.Create(path))
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                var buffer = new byte[1 << 16];
                int read;
                while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
                {
                    if (file.Position + read > MostBytes)
                    {
                        return (null, new Declined("file.size", $"The file has more than {MostBytes >> 20} MB.", name, "Split it, or import it on the machine itself."));
                    }

                    hash.AppendData(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
                }

                (bytes, sha256) = (file.Length, hash.GetHashAndReset());
            }

            var id = NewId(at, sha256);
            var staged = new StagedImport(id, DisplayName(name), Convert.ToHexStringLower(sha256), bytes, type, at, actor, StagedPlan.None, null);
            KeptJson.Write(Path.Combine(folder, "stage.json"), staged);
            Directory.Move(folder, Path.Combine(_staged, id));
            return (staged, null);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>What this person handed in and has not applied, the newest first.</summary>
    public IReadOnlyList<StagedImport> List() => Directory.Exists(_staged)
        ? [.. Directory.EnumerateDirectories(_staged).Select(folder => Find(Path.GetFileName(folder))).OfType<StagedImport>().OrderByDescending(staged => staged.At)]
        : [];

    public StagedImport? Find(string id) =>
        KeptJson.IsName(id) && KeptJson.Find<StagedImport>(Path.Combine(_staged, id, "stage.json")) is { } staged && staged.Actor == actor && types.TryGet(staged.Type, out _) ? staged : null;

    /// <summary>The columns of the first rows; nothing of what is in them for records about persons.</summary>
    public IReadOnlyList<StagedColumn> Columns(StagedImport staged, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(staged);
        var type = types.Get(staged.Type);
        var known = FieldsOf(type).ToHashSet(StringComparer.Ordinal);
        var samples = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var row in SourceReader.Read(PathOf(staged), staged.Plan.Reading with { AcceptedFixes = [] }, areas, new FindingList(), cancellation).Take(PreviewRows))
        {
            foreach (var (name, value) in row.Fields)
            {
                if (!samples.TryGetValue(name, out var seen))
                {
                    samples[name] = seen = [];
                    order.Add(name);
                }

                if (type.Tier != Tier.Personal && !string.IsNullOrWhiteSpace(value) && seen.Count < SamplesEach && !seen.Contains(value))
                {
                    seen.Add(Text.Cut(value, 40));
                }
            }
        }

        return [.. order.Select(name => new StagedColumn(name, samples[name], staged.Plan.Columns.TryGetValue(name, out var field) ? field.Length == 0 ? null : field : known.Contains(name) ? name : null))];
    }

    /// <summary>What a column can become: the type's fields, what every record has, and what belongs to a position.</summary>
    public static IReadOnlyList<string> FieldsOf(RecordDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return ["id", "informationDate", .. type.Fields.Select(field => field.Name), .. type.Shape == ShapeKind.None ? (string[])[] : ["lon", "lat", "x", "y", "wkt", "mgrs", "coordinate", .. AboutPosition.Names]];
    }

    /// <summary>Keeps how the file is to be understood and tries it: everything an import would do, without doing it.</summary>
    public (StagedImport? Staged, Declined? Declined) Plan(StagedImport staged, StagedPlan plan, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(staged);
        var outcome = Import(staged with { Plan = plan }, dryRun: true, cancellation);
        if (outcome.Result is not { } result)
        {
            return (null, outcome.Declined);
        }

        var planned = staged with { Plan = plan, Foreseen = result };
        KeptJson.Write(Path.Combine(_staged, staged.Id, "stage.json"), planned);
        return (planned, null);
    }

    /// <summary>Writes the rows, keeps the receipt and lets the staged file go; a refused file stays.</summary>
    public (ImportReceipt? Receipt, StagedImport? Refused, Declined? Declined) Apply(StagedImport staged, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(staged);
        lock (_writing)
        {
            var outcome = Import(staged, dryRun: false, cancellation);
            if (outcome.Result is not { } result)
            {
                return (null, null, outcome.Declined);
            }

            if (result.Verdict == Verdict.Reject || result.Batch is null)
            {
                var refused = staged with { Foreseen = result };
                KeptJson.Write(Path.Combine(_staged, staged.Id, "stage.json"), refused);
                return (null, refused, null);
            }

            var receipt = Receipts.Keep(Request(staged, false), result, clock) ?? Receipts.Find(result.Batch, actor);
            if (receipt is null)
            {
                var unchanged = staged with { Foreseen = result };
                KeptJson.Write(Path.Combine(_staged, staged.Id, "stage.json"), unchanged);
                return (null, unchanged, null);
            }

            Drop(staged);
            return (receipt, null, null);
        }
    }

    /// <summary>Takes a batch back by a compensating act.</summary>
    public ActOutcome Undo(string batch, string reason)
    {
        lock (_writing)
        {
            return new UndoBatch(store, policy).Handle(batch, actor, reason);
        }
    }

    /// <summary>State of a batch now; null if there is none.</summary>
    public string? StateOf(string batch) => new RegistryReader(store, types).StateOfBatch(batch) is { } state ? StateNames.Of(state) : null;

    public bool MayUndo => policy.May(actor, Verbs.Undo);

    public void Drop(StagedImport staged)
    {
        ArgumentNullException.ThrowIfNull(staged);
        Directory.Delete(Path.Combine(_staged, staged.Id), recursive: true);
    }

    /// <summary>The file's rows again, each with what was found in it.</summary>
    public void WriteFindings(StagedImport staged, string target, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(staged);
        var request = Request(staged, true);
        FindingsFile.Write(target, PathOf(staged), ImportRecords.ReadingOf(request, types.Get(staged.Type)), areas, staged.Foreseen?.Findings ?? [], cancellation);
    }

    /// <summary>False if the name is none.</summary>
    public bool SaveProfile(string name, StagedPlan plan)
    {
        if (!KeptJson.IsName(name))
        {
            return false;
        }

        KeptJson.Write(Path.Combine(_profiles, name + ".json"), plan);
        return true;
    }

    public StagedPlan? FindProfile(string name) => KeptJson.IsName(name) ? KeptJson.Find<StagedPlan>(Path.Combine(_profiles, name + ".json")) : null;

    private ImportOutcome Import(StagedImport staged, bool dryRun, CancellationToken cancellation) =>
        new ImportRecords(store, types, lists, areas, policy, clock).Handle(Request(staged, dryRun), null, cancellation);

    private ImportRequest Request(StagedImport staged, bool dryRun) =>
        new(PathOf(staged), staged.Type, staged.Plan.Reading, actor, Profile: staged.Plan.Profile, DryRun: dryRun) { Name = staged.File };

    private string PathOf(StagedImport staged) => Directory.EnumerateFiles(Path.Combine(_staged, staged.Id), "file*").First();

    // A text tells its kind by its name in a few cases; whatever else the name says is not used.
    private static string ExtensionOf(string name)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        return extension.Length is > 1 and <= 9 && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : "";
    }

    private static string DisplayName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(c => !char.IsControl(c)));
        return plain.Length == 0 ? "file" : Text.Cut(plain, 100);
    }

    private string NewId(DateTimeOffset at, byte[] sha256)
    {
        var stem = string.Create(CultureInfo.InvariantCulture, $"{at:yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(sha256.AsSpan(0, 4))}");
        return Enumerable.Range(0, 1000).Select(i => i == 0 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}")).First(id => !Directory.Exists(Path.Combine(_staged, id)));
    }
}
