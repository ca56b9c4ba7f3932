using Surefoot.Assessment.Priority;
using Surefoot.Assessment.Roads;
using Surefoot.Exchange.Staging;

namespace Surefoot.Server.Content;

/// <summary>Everything the pages and tiles show at one position of the journal. Immutable: a later position is a new one.</summary>
public sealed record ServerContent
{
    /// <summary>Names the position, such as the journal's head hash; a new version drops cached tiles and changes every ETag.</summary>
    public required string Version { get; init; }

    /// <summary>The country or region shown, such as "Karabakh sample country".</summary>
    public required string Title { get; init; }

    /// <summary>True for an invented country: the ribbon stands on every page and in every tile.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>Whose eyes these are; null where nobody was named.</summary>
    public ViewedAs? Viewer { get; init; }

    /// <summary>Null until the land account is computed.</summary>
    public LandView? Land { get; init; }

    public IReadOnlyList<MapFeature> Features { get; init; } = [];

    /// <summary>Generalised danger is on the map.</summary>
    public bool ShowsDangerZones => Features.Any(feature => feature is { Layer: MapLayer.HazardArea, IsGeneralised: true });

    /// <summary>Hazard areas are on the map as recorded: all of them, or those of the viewer's district.</summary>
    public bool ShowsHazardAreas => Features.Any(feature => feature is { Layer: MapLayer.HazardArea, IsGeneralised: false });

    /// <summary>Null until a hazard run is published.</summary>
    public HazardView? Hazard { get; init; }

    /// <summary>Null until a plan is accepted.</summary>
    public PlanView? Plan { get; init; }

    /// <summary>The newest ranking; null until one is made, and for who may not see single areas.</summary>
    public KeptRanking? Priorities { get; init; }

    /// <summary>The assessment of the roads; null until one is made, and for who may not see single areas.</summary>
    public RoadsSummary? Roads { get; init; }

    /// <summary>Null when the records cannot be listed; figures then carry no links.</summary>
    public RecordSource? Records { get; init; }

    /// <summary>Null when the account cannot be asked for another period or key than the page's own.</summary>
    public AccountSource? Accounts { get; init; }

    /// <summary>Null where nobody may see minefield records, or where there are none.</summary>
    public MinefieldSource? Minefields { get; init; }

    /// <summary>Null for who may not import.</summary>
    public ImportPages? Imports { get; init; }

    /// <summary>A server that has nothing to show yet says so instead of drawing zeros.</summary>
    public static ServerContent Empty { get; } = new() { Version = "empty", Title = "No data yet", Synthetic = false };
}

/// <param name="Desk">Of the person whose eyes these are.</param>
/// <param name="Remake">What is shown after something was written.</param>
public sealed record ImportPages(ImportDesk Desk, Func<ServerContent> Remake);

/// <param name="Role">As the policy calls it.</param>
/// <param name="SeesExactHazards">Exact outlines are on the map; otherwise only generalised danger.</param>
public sealed record ViewedAs(string Name, string Role, bool SeesExactHazards);

/// <summary>The one place that says what is shown now. The owner of the data folder publishes; pages and tiles read.</summary>
public sealed class PublishedContent(ServerContent first)
{
    private volatile ServerContent _current = first;

    public PublishedContent()
        : this(ServerContent.Empty)
    {
    }

    public event Action<ServerContent>? Published;

    public ServerContent Current => _current;

    public void Publish(ServerContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        _current = content;
        Published?.Invoke(content);
    }
}
