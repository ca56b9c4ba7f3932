using System.Numerics;

namespace Surefoot.Numerics;

/// <summary>A stream of random numbers that is the same on every machine: xoshiro256** seeded by SplitMix64.</summary>
/// <remarks>
/// Source: Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47(4) 2021. Not for keys or secrets.
/// A stream is named by a seed and keys, such as (seed, scenario, task): work can be split over any number of workers and
/// each part draws the same numbers. Mutable struct: pass by reference.
/// </remarks>
public struct SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public SeededRandom(ulong seed, params ReadOnlySpan<ulong> keys)
    {
        var state = seed;
        foreach (var key in keys)
        {
            state = SplitMix(ref state) ^ key;
        }

        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            // Wrapping is the algorithm.
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="exclusiveMaximum"/> − 1, without bias (Lemire's method with rejection).</summary>
    public int NextIndex(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        var range = (ulong)exclusiveMaximum;
        while (true)
        {
            var high = Math.BigMul(NextBits(), range, out var low);
            if (low >= range || low >= unchecked(0UL - range) % range)
            {
                return (int)high;
            }
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
