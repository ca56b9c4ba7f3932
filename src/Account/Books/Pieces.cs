using System.Runtime.InteropServices;
using Surefoot.Geodesy;

namespace Surefoot.Account.Books;

/// <summary>Sums areas by what they mean, and remembers where the largest piece lies; of equal pieces the south-westernmost.</summary>
internal sealed class Pieces<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Piece> _sums = [];

    internal void Clear() => _sums.Clear();

    internal void Add(TKey key, long twiceAreaMm2, PlanePoint place)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _);
        sum.TwiceAreaMm2 += twiceAreaMm2;
        if (twiceAreaMm2 > sum.Largest
            || (twiceAreaMm2 == sum.Largest && (place.EastingM, place.NorthingM).CompareTo((sum.Place.EastingM, sum.Place.NorthingM)) < 0))
        {
            sum.Largest = twiceAreaMm2;
            sum.Place = place;
        }
    }

    internal TResult[] Select<TResult>(Func<TKey, long, PlanePoint, TResult> select)
    {
        var result = new TResult[_sums.Count];
        var i = 0;
        foreach (var (key, sum) in _sums)
        {
            result[i++] = select(key, sum.TwiceAreaMm2, sum.Place);
        }

        return result;
    }

    private struct Piece
    {
        internal long TwiceAreaMm2;
        internal long Largest;
        internal PlanePoint Place;
    }
}
