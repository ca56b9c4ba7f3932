using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Server.Writing;

/// <summary>Where somebody sits who writes: the open data folder, and with whose rights.</summary>
/// <param name="Folder">The data folder; copies of kept images that are read piece by piece lie under its <c>cache</c>.</param>
public sealed record Desk(JournalStore Store, RecordTypes Types, CodeListCatalogue Lists, ReferenceAreas Areas, Policy Policy, TimeProvider Clock, string Actor, string Folder)
{
    /// <summary>What this person may see, and nothing else is there.</summary>
    public RegistryReader Reader { get; } = new(Store, Types, Policy.Viewer(Actor, Verbs.Read));

    public string Organisation => Policy.Find(Actor)?.Organisation ?? "";

    /// <summary>Of records that are new: what the folder holds; null before its first import.</summary>
    public bool? Synthetic => DataFolderStamp.Read(Store);

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    public bool MaySee(string type) => Types.TryGet(type, out var known) && Reader.Viewer.MaySee(known);

    /// <summary>Whether this person may write records of the type at all; where and whose is asked with the record at hand.</summary>
    public bool MayWrite(string type) => MaySee(type) && Types.TryGet(type, out var known) && Policy.Viewer(Actor, Verbs.Import).MaySee(known);
}
