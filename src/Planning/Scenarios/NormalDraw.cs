using Surefoot.Numerics;

namespace Surefoot.Planning;

/// <summary>Standard normal numbers from a seeded stream (Box and Muller, Ann. Math. Stat. 29(2) 1958).</summary>
internal static class NormalDraw
{
    public static double Next(ref SeededRandom random)
    {
        // 1 − u lies in (0, 1], so the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextUnit()));
        return radius * Math.Cos(2 * Math.PI * random.NextUnit());
    }

    /// <summary>FNV-1a of a name: the same in every process, so a task draws the same luck in every plan it is part of.</summary>
    public static ulong Key(string name)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var letter in name)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }

            return hash;
        }
    }
}
