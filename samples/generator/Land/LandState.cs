namespace Surefoot.SampleCountry;

/// <summary>What is in each cell and what has been recorded and released there so far. Days are <see cref="DateOnly.DayNumber"/>.</summary>
internal sealed class LandState
{
    private readonly int[][] _candidates;

    public LandState(Mesh mesh, FeatureGrid grid, List<Item> candidates)
    {
        Mesh = mesh;
        Grid = grid;
        var cells = mesh.Count;
        Suspected = Filled(cells, -1);
        Confirmed = Filled(cells, -1);
        RecordedDay = new int[cells];
        ReleasedDay = new int[cells];
        ReleasedBy = Filled(cells, -1);
        Locked = new bool[cells];
        Access = new float[cells];
        _candidates = [new int[cells], new int[cells], new int[cells]];
        foreach (var item in candidates)
        {
            _candidates[item.Category.Group()][item.Cell]++;
        }

        for (var cell = 0; cell < cells; cell++)
        {
            if (mesh.Inside[cell])
            {
                Access[cell] = (float)AccessOf(grid, mesh.Centre(cell));
            }
        }
    }

    public Mesh Mesh { get; }

    public FeatureGrid Grid { get; }

    /// <summary>Index of the suspected area that holds the cell, −1 none.</summary>
    public int[] Suspected { get; }

    /// <summary>Index of the confirmed area that holds the cell, −1 none.</summary>
    public int[] Confirmed { get; }

    /// <summary>Day on which the last hazard over the cell was recorded: nothing is released there before.</summary>
    public int[] RecordedDay { get; }

    /// <summary>Day of the first release, 0 when not released.</summary>
    public int[] ReleasedDay { get; }

    public int[] ReleasedBy { get; }

    /// <summary>Cells with a cut inside: left alone by whatever comes later.</summary>
    public bool[] Locked { get; }

    /// <summary>How much people want the cell back, about 0.1 to 3: near homes, roads and farmland.</summary>
    public float[] Access { get; }

    /// <summary>The record under which work in a cell runs: the confirmed area if there is one.</summary>
    public int HazardOf(int cell) => Confirmed[cell] >= 0 ? Confirmed[cell] : Suspected[cell];

    public int Candidates(int cell, int group) => _candidates[group][cell];

    public int Mines(int cell) => _candidates[0][cell] + _candidates[1][cell];

    public int All(int cell) => Mines(cell) + _candidates[2][cell];

    public bool CanRelease(int cell, int fromDay) =>
        !Locked[cell] && ReleasedDay[cell] == 0 && HazardOf(cell) >= 0 && RecordedDay[cell] < fromDay;

    private static double AccessOf(FeatureGrid grid, Xy p)
    {
        var access = 0.12
            + (1.2 * Math.Exp(-grid.At(grid.Settlement, p) / 2500))
            + (0.9 * Math.Exp(-grid.At(grid.MainRoad, p) / 1200))
            + (0.3 * Math.Exp(-grid.At(grid.Road, p) / 600))
            + (0.5 * grid.At(grid.Farmland, p));
        return grid.At(grid.HeightM, p) > 2200 ? 0.15 * access : access;
    }

    private static int[] Filled(int count, int value)
    {
        var values = new int[count];
        Array.Fill(values, value);
        return values;
    }
}
