namespace Surefoot.Account.Books;

/// <summary>Books spells into rows by key; the two kinds of a key stand side by side.</summary>
internal sealed class StatementBuilder(DateOnly? from, DateOnly asOf, Func<DateOnly, string>? periodKey)
{
    private readonly Dictionary<string, int> _numberOf = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];
    private StatementSums[] _sums = new StatementSums[64];
    private readonly Dictionary<string, long> _outside = new(StringComparer.Ordinal);
    private string? _lastKey;
    private int _lastNumber;

    internal IReadOnlyList<string> Keys => _keys;

    internal ref StatementSums Sums(string key, LandKind kind)
    {
        // First the number: a new key may move the array.
        var number = Number(key);
        return ref _sums[(2 * number) + (kind == LandKind.Confirmed ? 1 : 0)];
    }

    private int Number(string key)
    {
        if (ReferenceEquals(key, _lastKey))
        {
            return _lastNumber;
        }

        if (!_numberOf.TryGetValue(key, out var number))
        {
            number = _keys.Count;
            _numberOf[key] = number;
            _keys.Add(key);
            if (2 * _keys.Count > _sums.Length)
            {
                Array.Resize(ref _sums, _sums.Length * 2);
            }
        }

        _lastKey = key;
        _lastNumber = number;
        return number;
    }

    /// <summary>Books one spell; with a period key its movements go to their own periods and opening and closing are left to <see cref="Chain"/>.</summary>
    internal void Book(string key, in Spell spell, long area)
    {
        var recorded = spell.Recorded.Date;
        var confirmed = spell.Confirmed?.Date;
        var released = spell.Released?.Date;
        if (recorded > asOf)
        {
            return;
        }

        if (InPeriod(recorded))
        {
            ref var sums = ref Sums(KeyAt(key, recorded), spell.Recorded.Kind);
            sums.Recorded += area;
            sums.Reopened += spell.ReleasedBefore is null ? 0 : area;
        }
        else if (periodKey is null && !(released < from))
        {
            Sums(key, KindOn(spell, confirmed < from)).Opening += area;
        }

        if (confirmed is { } day && InPeriod(day))
        {
            Sums(KeyAt(key, day), LandKind.Suspected).Confirmed -= area;
            Sums(KeyAt(key, day), LandKind.Confirmed).Confirmed += area;
        }

        if (released is { } last && last <= asOf)
        {
            if (InPeriod(last))
            {
                Sums(KeyAt(key, last), spell.KindAtEnd).Release(spell.Released!.Kind, area);
            }
        }
        else if (periodKey is null)
        {
            Sums(key, KindOn(spell, confirmed <= asOf)).Closing += area;
        }
    }

    internal void Book(string key, in IdleRelease idle, long area)
    {
        if (!InPeriod(idle.Release.Date))
        {
            return;
        }

        var at = KeyAt(key, idle.Release.Date);
        if (idle.Kind is { } kind)
        {
            Sums(at, kind).Rework += area;
        }
        else
        {
            _outside[at] = _outside.GetValueOrDefault(at) + area;
        }
    }

    internal void Book(string key, in Overlapping overlap, long area)
    {
        var day = overlap.Hazard.Date;
        if (InPeriod(day))
        {
            Sums(KeyAt(key, day), overlap.Hazard.Kind).Overlap += area;
        }
    }

    /// <summary>Ground of no recorded hazard that was released in the period, by key; it has no kind.</summary>
    internal IReadOnlyDictionary<string, long> OutsideHazard => _outside;

    /// <summary>Makes each period's opening the closing of the one before.</summary>
    internal void Chain(IEnumerable<string> periods, LandKind kind, long opening, long corrections)
    {
        foreach (var period in periods)
        {
            ref var sums = ref Sums(period, kind);
            sums.Opening = opening;
            sums.Corrections = corrections;
            opening += sums.Movement;
            sums.Closing = opening;
            corrections = 0;
        }
    }

    private static LandKind KindOn(in Spell spell, bool confirmed) => confirmed ? LandKind.Confirmed : spell.Recorded.Kind;

    private bool InPeriod(DateOnly day) => (from is null || day >= from) && day <= asOf;

    private string KeyAt(string key, DateOnly day) => periodKey is null ? key : periodKey(day);
}
