namespace Surefoot.Roads;

/// <summary>Arc weights before they were lowered, so that they can be put back exactly.</summary>
internal sealed class ArcLog
{
    private readonly List<(int Arc, int LowEnd, double Up, double Down)> _before = [];
    private int _taken;

    /// <summary>Changed arcs and their lower ends; an arc may come more than once.</summary>
    public IEnumerable<(int Arc, int LowEnd)> Arcs => _before.Select(b => (b.Arc, b.LowEnd));

    public void Add(int arc, double up, double down, int lowEnd) => _before.Add((arc, lowEnd, up, down));

    /// <summary>Lower ends of arcs changed since the last call, with doubles.</summary>
    public ReadOnlySpan<(int Arc, int LowEnd, double Up, double Down)> TakeNew()
    {
        var from = _taken;
        _taken = _before.Count;
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_before)[from..];
    }

    /// <summary>Last change first.</summary>
    public IEnumerable<(int Arc, double Up, double Down)> Backwards()
    {
        for (var i = _before.Count - 1; i >= 0; i--)
        {
            yield return (_before[i].Arc, _before[i].Up, _before[i].Down);
        }
    }
}
