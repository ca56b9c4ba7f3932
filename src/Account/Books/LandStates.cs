using Surefoot.Geodesy;

namespace Surefoot.Account.Books;

/// <summary>The states that one piece of ground passes through, given the polygons over it in the order in which they act.</summary>
/// <remarks>
/// unrecorded → suspected or confirmed → released. Confirmed over suspected confirms it; suspected over confirmed changes nothing.
/// The first release counts, a later one is rework. A release of ground that was never recorded, or has no open hazard and was never counted, changes nothing.
/// A hazard recorded or confirmed over released ground opens it again, and from then on a release counts again. Source: DESIGN 5, DOMAIN 5.
/// The confirmation of a hazard over its own open ground is no new recording: it adds nothing to the gross area.
/// </remarks>
internal sealed class LandStates
{
    private readonly List<LandEntry> _releasesSinceRecording = [];
    private readonly List<LandEntry> _recordedOver = [];

    private readonly Pieces<Spell> _spells = new();
    private readonly Pieces<IdleRelease> _idleReleases = new();
    private readonly Pieces<Overlapping> _overlaps = new();
    private readonly Pieces<Clash> _clashes = new();
    private readonly Pieces<Share> _shares = new();

    internal void Clear()
    {
        _spells.Clear();
        _idleReleases.Clear();
        _overlaps.Clear();
        _clashes.Clear();
        _shares.Clear();
    }

    internal TileBooks ToBooks() => new(
        _spells.Select(Book), _idleReleases.Select(Book), _overlaps.Select(Book), _clashes.Select(Book), _shares.Select(Book));

    private static Booking<T> Book<T>(T of, long twiceAreaMm2, PlanePoint place) => new(of, twiceAreaMm2, place);

    internal void Replay(ReadOnlySpan<LandEntry> acts, int district, long twiceAreaMm2, PlanePoint place)
    {
        LandEntry? recorded = null;
        LandEntry? confirmed = null;
        LandEntry? lastRelease = null;
        LandEntry? releasedBefore = null;
        Spell? last = null;
        _releasesSinceRecording.Clear();
        _recordedOver.Clear();
        foreach (var act in acts)
        {
            if (recorded is null || !act.IsConfirmation)
            {
                _shares.Add(new(act, district), twiceAreaMm2, place);
            }

            if (act.Kind is LandKind.Suspected or LandKind.Confirmed)
            {
                if (recorded is null)
                {
                    recorded = act;
                    releasedBefore = lastRelease;
                    _releasesSinceRecording.Clear();
                    continue;
                }

                if (!act.IsConfirmation)
                {
                    _recordedOver.Add(act);
                }

                if (act.Kind == LandKind.Confirmed && recorded.Kind == LandKind.Suspected)
                {
                    confirmed ??= act;
                }

                continue;
            }

            foreach (var earlier in _releasesSinceRecording)
            {
                _clashes.Add(new(earlier, act), twiceAreaMm2, place);
            }

            _releasesSinceRecording.Add(act);
            if (recorded is not null)
            {
                var spell = new Spell(district, recorded, confirmed, act, releasedBefore);
                EndSpell(spell, twiceAreaMm2, place);
                last = spell;
                recorded = null;
                confirmed = null;
            }
            else
            {
                _idleReleases.Add(new(district, act, last?.Recorded, last?.KindAtEnd), twiceAreaMm2, place);
            }

            lastRelease = act;
        }

        if (recorded is not null)
        {
            EndSpell(new(district, recorded, confirmed, null, releasedBefore), twiceAreaMm2, place);
        }
    }

    private void EndSpell(in Spell spell, long twiceAreaMm2, PlanePoint place)
    {
        _spells.Add(spell, twiceAreaMm2, place);
        foreach (var hazard in _recordedOver)
        {
            _overlaps.Add(new(spell, hazard), twiceAreaMm2, place);
        }

        _recordedOver.Clear();
    }

    /// <summary>The spells of one point, in the order of time.</summary>
    internal static IEnumerable<Spell> SpellsOf(ReadOnlySpan<LandEntry> acts)
    {
        var states = new LandStates();
        states.Replay(acts, -1, 1, default);
        return states._spells.Select(static (spell, _, _) => spell).OrderBy(static spell => spell.Recorded);
    }

    /// <summary>The state at the end of a day; null for unrecorded ground.</summary>
    internal static LandKind? At(ReadOnlySpan<LandEntry> acts, DateOnly day)
    {
        LandKind? state = null;
        foreach (var act in acts)
        {
            if (act.Date > day)
            {
                break;
            }

            state = act.Kind switch
            {
                LandKind.Suspected => state == LandKind.Confirmed ? state : LandKind.Suspected,
                LandKind.Confirmed => LandKind.Confirmed,
                _ => state is LandKind.Suspected or LandKind.Confirmed ? act.Kind : state,
            };
        }

        return state;
    }
}
