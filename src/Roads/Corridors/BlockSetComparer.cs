namespace Surefoot.Roads;

/// <summary>Equality and order of sorted block sets by content.</summary>
internal sealed class BlockSetComparer : IEqualityComparer<int[]>
{
    public static BlockSetComparer Instance { get; } = new();

    public static int Compare(int[] a, int[] b) => a.AsSpan().SequenceCompareTo(b);

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        unchecked
        {
            // FNV-1a over the numbers: wrapping is the algorithm, and the hash is the same in every process.
            var hash = (int)2166136261;
            foreach (var block in obj)
            {
                hash = (hash ^ block) * 16777619;
            }

            return hash;
        }
    }
}
