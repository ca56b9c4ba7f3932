using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Square blocks of land, so that neighbours are not torn apart between training and test.</summary>
public static class SpatialBlocks
{
    /// <summary>Dense block numbers 0 … count − 1, in order of first appearance.</summary>
    public static int[] Of(double[] x, double[] y, double size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var numbers = new Dictionary<(long, long), int>();
        var blocks = new int[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var key = ((long)Math.Floor(x[i] / size), (long)Math.Floor(y[i] / size));
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers[key] = number = numbers.Count;
            }

            blocks[i] = number;
        }

        return blocks;
    }

    /// <summary>Deals whole blocks into folds at random (seeded), for cross-validation.</summary>
    public static int[] Folds(int[] blocks, int folds, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var dense = Dense(blocks, out var count);
        var order = Enumerable.Range(0, count).ToArray();
        var random = new SeededRandom(seed);
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.NextIndex(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        var fold = new int[count];
        for (var i = 0; i < count; i++)
        {
            fold[order[i]] = i % folds;
        }

        return Array.ConvertAll(dense, b => fold[b]);
    }

    /// <summary>Renumbers to 0 … count − 1 in order of first appearance.</summary>
    public static int[] Dense(int[] blocks, out int count)
    {
        var numbers = new Dictionary<int, int>();
        var dense = new int[blocks.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            if (!numbers.TryGetValue(blocks[i], out var number))
            {
                numbers[blocks[i]] = number = numbers.Count;
            }

            dense[i] = number;
        }

        count = numbers.Count;
        return dense;
    }
}
