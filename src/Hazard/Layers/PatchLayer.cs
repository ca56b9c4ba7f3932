using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Hazard.Layers;

/// <summary>The patches of one kind of claim, and for each row of the grid the claims that touch it, in claim order.</summary>
internal sealed class PatchLayer
{
    private readonly int[] _start;
    private readonly int[] _claim;

    private PatchLayer(Patch[] patches, int rows)
    {
        Patches = patches;
        _start = new int[rows + 1];
        foreach (var patch in patches)
        {
            for (var row = patch.FirstRow; row < patch.FirstRow + patch.Rows; row++)
            {
                _start[row + 1]++;
            }
        }

        for (var row = 0; row < rows; row++)
        {
            _start[row + 1] += _start[row];
        }

        _claim = new int[_start[rows]];
        var next = (int[])_start.Clone();
        for (var i = 0; i < patches.Length; i++)
        {
            for (var row = patches[i].FirstRow; row < patches[i].FirstRow + patches[i].Rows; row++)
            {
                _claim[next[row]++] = i;
            }
        }
    }

    public Patch[] Patches { get; }

    /// <summary>Makes one patch per claim, on all workers.</summary>
    public static PatchLayer Make(int claims, int rows, int workers, Func<int, Patch> make)
    {
        var patches = new Patch[claims];
        RowLoop.Run(claims, workers, new MakePatch(patches, make));
        return new PatchLayer(patches, rows);
    }

    /// <summary>The same footprints with other values, such as weights.</summary>
    public PatchLayer Map(int rows, Func<int, float, float> value) => new(
        Patches.Select((p, i) => p with { Values = Array.ConvertAll(p.Values, v => v == 0 ? 0 : value(i, v)) }).ToArray(), rows);

    /// <summary>Claims that touch the row.</summary>
    public ReadOnlySpan<int> InRow(int row) => _claim.AsSpan(_start[row], _start[row + 1] - _start[row]);

    /// <summary>target += scale · values of all claims of the row.</summary>
    public void AddRow(int row, float scale, Span<float> target)
    {
        foreach (var claim in InRow(row))
        {
            var patch = Patches[claim];
            RowMath.AddScaled(patch.Row(row), scale, target.Slice(patch.FirstColumn, patch.Columns));
        }
    }

    /// <summary>target = the largest value of any claim of the row; the target starts at 0.</summary>
    public void RaiseRow(int row, Span<float> target)
    {
        foreach (var claim in InRow(row))
        {
            var patch = Patches[claim];
            RowMath.Raise(patch.Row(row), target.Slice(patch.FirstColumn, patch.Columns));
        }
    }

    private readonly struct MakePatch(Patch[] patches, Func<int, Patch> make) : IRowOperation
    {
        public void Invoke(int row) => patches[row] = make(row);
    }
}
