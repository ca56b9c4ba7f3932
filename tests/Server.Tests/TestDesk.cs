using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;
using Surefoot.Server.Reading;
using Surefoot.Server.Writing;

namespace Surefoot.Server.Tests;

/// <summary>A data folder of its own, and the desk of somebody who writes in it.</summary>
internal sealed class TestDesk : IDisposable
{
    public const string Officer = "syn-information-officer";
    public const string Chief = "syn-operations-chief";

    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-desk-").FullName;
    private readonly ReferenceAreas _areas = ReferenceAreas.Load(Path.Combine(RunningServer.ProductFolder, "samples", "karabakh", "geography"));

    public TestDesk()
    {
        Store = JournalStore.Open(_folder, new RegistryProjector(RecordTypes.BuiltIn), Clock);
        Store.Append(new WriteContext(Officer, "syn-mine-action-centre", DataFolderStamp.RecordType, "test"), [DataFolderStamp.Entry(true, new(2025, 3, 31))], null, CancellationToken.None);
    }

    public TimeProvider Clock { get; } = new StandingTime();

    public JournalStore Store { get; }

    public Desk Of(string actor) => new(Store, RecordTypes.BuiltIn, CodeListCatalogue.BuiltIn, _areas, Policy.BuiltIn, Clock, actor, _folder);

    /// <summary>The pages as the officer has them, over the stub's figures.</summary>
    public ServerContent Content(string actor = Officer)
    {
        var desk = Of(actor);
        return StubCountry.Make() with
        {
            Minefields = new DrawMinefields(Store, desk.Reader, null).Source(),
            Entry = desk.MayWrite("minefield-record") ? new WriteEntries(desk) : null,
            Scans = desk.MaySee(SheetScans.Type) ? new SheetScans(desk) : null,
            Imagery = desk.MaySee(ImageryLayers.LayerType) ? new ImageryLayers(desk) : null,
        };
    }

    public void Approve(string id) => new ApproveRecords(Store, Policy.BuiltIn, RecordTypes.BuiltIn).Handle(id, Chief, "test").Declined.ShouldBeNull();

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 3, 31, 12, 0, 0, TimeSpan.Zero);
    }
}
