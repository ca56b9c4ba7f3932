using Surefoot.Account.Arrangement;
using Surefoot.Account.Books;
using Surefoot.Geodesy;

namespace Surefoot.Account;

/// <summary>The life of one point of ground.</summary>
/// <param name="District">Code, or <see cref="AccountStatement.Unassigned"/>.</param>
/// <param name="Spells">From its recording to its release, in the order of time.</param>
/// <param name="Acts">All hazards and releases over it, in the order in which they act; a hazard that was confirmed stands at its recording.</param>
public sealed record GroundHistory(string District, IReadOnlyList<GroundSpell> Spells, IReadOnlyList<LandPolygon> Acts);

/// <summary>Ground as open hazard.</summary>
/// <param name="Confirmed">The confirmed hazard that made suspected ground confirmed; null if there is none or it was recorded as confirmed.</param>
/// <param name="Released">Null while open.</param>
/// <param name="RecordedAs">Suspected or confirmed.</param>
public sealed record GroundSpell(LandPolygon Recorded, LandKind RecordedAs, LandPolygon? Confirmed, LandPolygon? Released)
{
    /// <summary>Suspected or confirmed at the end of a day within the spell.</summary>
    public LandKind KindOn(DateOnly day) => Confirmed?.Date <= day ? LandKind.Confirmed : RecordedAs;
}

public sealed partial class LandAccount
{
    /// <summary>What happened at a point of the plane. A point on a border belongs to one side, always the same.</summary>
    public GroundHistory GroundAt(PlanePoint point)
    {
        var x = (long)Math.Floor((point.EastingM * 1000) + 0.5);
        var y = (long)Math.Floor((point.NorthingM * 1000) + 0.5);
        if (Math.Abs(x) > GridPolygon.LimitMm || Math.Abs(y) > GridPolygon.LimitMm)
        {
            throw new ArgumentOutOfRangeException(nameof(point), point, "The point is off the plane of the land account.");
        }

        var key = TileKey.At((int)x, (int)y);
        if (!_tiles.TryGetValue(key, out var tile))
        {
            return new(DistrictKey(Array.FindIndex(_districtGrids, grid => grid.Covers((int)x, (int)y))), [], []);
        }

        var within = Array.FindIndex(tile.Content.Districts, number => _districtGrids[number].Covers((int)x, (int)y));
        var district = within < 0 ? -1 : tile.Content.Districts[within];
        var acts = Array.FindAll(tile.Content.Land, entry => entry.Grid.Covers((int)x, (int)y));
        return acts.Length == 0
            ? new(DistrictKey(district), [], [])
            : new(
                DistrictKey(district),
                [.. LandStates.SpellsOf(acts).Select(spell => new GroundSpell(spell.Recorded.Land, spell.Recorded.Kind, spell.Confirmed?.Land, spell.Released?.Land))],
                [.. acts.Where(entry => !entry.IsConfirmation).Select(entry => entry.Land)]);
    }
}
