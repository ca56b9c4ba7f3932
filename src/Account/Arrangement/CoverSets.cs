using System.Runtime.InteropServices;

namespace Surefoot.Account.Arrangement;

/// <summary>The different sets of polygons that cover some ground of a tile, each kept once. Set 0 is the empty set.</summary>
internal sealed class CoverSets
{
    private readonly List<int[]> _members = [[]];
    private readonly Dictionary<ulong, int> _toggled = [];
    private readonly Dictionary<int[], int> _numberOf = new(new MemberComparer()) { [[]] = 0 };

    internal int Count => _members.Count;

    /// <summary>Numbers of the polygons in the set, ascending.</summary>
    internal int[] Members(int set) => _members[set];

    internal void Clear()
    {
        _members.RemoveRange(1, _members.Count - 1);
        _toggled.Clear();
        _numberOf.Clear();
        _numberOf[_members[0]] = 0;
    }

    /// <summary>The set on the other side of an edge of <paramref name="polygon"/>.</summary>
    internal int Toggle(int set, int polygon)
    {
        ref var cached = ref CollectionsMarshal.GetValueRefOrAddDefault(_toggled, ((ulong)(uint)set << 32) | (uint)polygon, out var known);
        if (!known)
        {
            cached = Intern(Toggled(_members[set], polygon));
        }

        return cached;
    }

    private static int[] Toggled(int[] members, int polygon)
    {
        var at = Array.BinarySearch(members, polygon);
        if (at >= 0)
        {
            return [.. members.AsSpan(0, at), .. members.AsSpan(at + 1)];
        }

        return [.. members.AsSpan(0, ~at), polygon, .. members.AsSpan(~at)];
    }

    private int Intern(int[] members)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numberOf, members, out var known);
        if (!known)
        {
            number = _members.Count;
            _members.Add(members);
        }

        return number;
    }

    private sealed class MemberComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj)
        {
            // Wrapping is how a hash mixes.
            unchecked
            {
                var hash = 17;
                foreach (var member in obj)
                {
                    hash = (hash * 31) + member;
                }

                return hash;
            }
        }
    }
}
