using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli;

/// <summary>An open data folder: the journal with its projections, the record types and the policy.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly Lazy<ReferenceAreas> _areas;
    private readonly Lazy<RecordTypes> _types;
    private readonly Lazy<CodeListCatalogue> _codeLists;

    private Workspace(string folder, JournalStore store, ProductFolder product, TimeProvider clock)
    {
        Folder = folder;
        Store = store;
        Product = product;
        Clock = clock;
        _types = new(() =>
        {
            var types = RecordTypes.BuiltIn.With(ReadDefinitions.Handle(store, RecordTypes.BuiltIn));
            RegistryIndexes.Ensure(store, types);
            return types;
        });
        _codeLists = new(() => CodeListCatalogue.BuiltIn.With(Types.Definitions));
        _areas = new(() => ReferenceAreas.Load(product.Geography));
    }

    public string Folder { get; }
    public JournalStore Store { get; }
    public ProductFolder Product { get; }
    public TimeProvider Clock { get; }

    /// <summary>With the fields that were approved when this was first asked; not asked by what must work on a damaged journal.</summary>
    public RecordTypes Types => _types.Value;

    public CodeListCatalogue CodeLists => _codeLists.Value;
    public Policy Policy { get; } = Policy.BuiltIn;
    public ReferenceAreas Areas => _areas.Value;
    public RegistryReader Reader => new(Store, Types);

    /// <summary>The sample country, drawn as of its own data date.</summary>
    public bool IsDemo => File.Exists(Path.Combine(Folder, "demo.json"));

    /// <summary>Opens the folder, and makes it if it is not there.</summary>
    public static Workspace OpenOrCreate(CommandContext context) => Open(context.Place, ProductFolder.Find(), context.Clock);

    /// <summary>Opens a folder that must already hold a journal, for somebody who may read it; what else they may is asked by each use case.</summary>
    public static Workspace OpenExisting(CommandContext context) => FindExisting(context)
        ?? throw new CommandFailure(ExitCode.Configuration, "data.missing", context.Place.Server is null ? "There is no data in this folder yet." : "There is no data in this database yet.", context.Place.Server?.Name ?? context.DataFolder, "Import something first, run ./surefoot demo, or name another folder with --data.");

    /// <summary>As the other; null where nothing is yet.</summary>
    public static Workspace? FindExisting(CommandContext context)
    {
        if (Policy.BuiltIn.Ask(context.Actor, Verbs.Read).Declined is { } declined)
        {
            throw declined.ToFailure();
        }

        // A command that only looks makes no folder; on a server the database is there in any case, but may be empty.
        var workspace = context.Place.Server is not null || File.Exists(Path.Combine(context.DataFolder, JournalStore.FileName)) ? OpenOrCreate(context) : null;
        if (workspace is not null && (context.Place.Server is null || workspace.Store.LastSequence > 0))
        {
            return workspace;
        }

        workspace?.Dispose();
        return null;
    }

    public static Workspace Open(JournalPlace place, ProductFolder product, TimeProvider clock, IKeySource? keys = null)
    {
        var projector = new RegistryProjector(RecordTypes.BuiltIn);
        var store = JournalStore.Open(place, projector, clock, keys ?? new RandomKeySource());
        return new(place.Folder, store, product, clock);
    }

    public string RequireType(string code) =>
        Types.TryGet(code, out _)
            ? code
            : throw new CommandFailure(ExitCode.Usage, "type.unknown", $"There is no record type {code}.", code, $"Known: {string.Join(", ", Types.All.Select(t => t.Code))}.");

    public void Dispose() => Store.Dispose();
}
