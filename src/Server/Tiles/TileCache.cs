using Surefoot.Server.Content;

namespace Surefoot.Server.Tiles;

/// <summary>The tiles of the content that is published now; new content starts with none made.</summary>
internal sealed class TileCache
{
    private volatile Made _made;

    public TileCache(PublishedContent content)
    {
        _made = new Made(content.Current);
        content.Published += published => _made = new Made(published);
    }

    public FeatureTiles Features => _made.Features;

    public ProbabilityTiles? Probability => _made.Probability;

    private sealed class Made(ServerContent content)
    {
        public FeatureTiles Features { get; } = new(content);

        public ProbabilityTiles? Probability { get; } = content.Hazard is { } hazard ? new(hazard.Probability) : null;
    }
}
