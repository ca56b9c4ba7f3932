using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>What the record of one hazard area says of it: mostly what is there, as far as the surveyor could know.</summary>
internal sealed class HazardFacts
{
    private readonly int[] _items = new int[4];
    private int _cells;
    private int _released;
    private int _roadCells;
    private int _farmCells;
    private int _homeCells;
    private int _waterCells;
    private bool _position;

    public static HazardFacts[] Of(Made made)
    {
        var facts = made.Hazards.Select(_ => new HazardFacts()).ToArray();
        var land = made.Land;
        var grid = land.Grid;
        for (var i = 0; i < facts.Length; i++)
        {
            var fact = facts[i];
            foreach (var cell in made.Hazards[i].Shape.Cells)
            {
                var p = land.Mesh.Centre(cell);
                fact._cells++;
                fact._released += land.ReleasedDay[cell] > 0 ? 1 : 0;
                fact._roadCells += grid.At(grid.MainRoad, p) < 200 ? 1 : 0;
                fact._farmCells += grid.At(grid.Farmland, p) > 0 ? 1 : 0;
                fact._homeCells += grid.At(grid.Settlement, p) < 600 ? 1 : 0;
                fact._waterCells += grid.At(grid.River, p) < 200 ? 1 : 0;
                fact._position |= grid.At(grid.Position, p) < 250;
            }
        }

        foreach (var item in made.Truth.Items)
        {
            foreach (var hazard in (ReadOnlySpan<int>)[land.Suspected[item.Cell], land.Confirmed[item.Cell]])
            {
                if (hazard >= 0)
                {
                    facts[hazard]._items[(int)item.Category]++;
                }
            }
        }

        return facts;
    }

    public string Categories(ref SeededRandom random)
    {
        var known = new List<string>();
        for (var c = 0; c < 4; c++)
        {
            if (random.Chance(_items[c] > 3 ? 0.9 : _items[c] > 0 ? 0.5 : c == 2 ? 0.25 : 0.06))
            {
                known.Add(((Category)c).Code());
            }
        }

        return known.Count == 0 ? "uxo" : string.Join(';', known);
    }

    public string Basis(ref SeededRandom random, bool confirmed)
    {
        var mines = _items[0] + _items[1] > 0;
        var basis = confirmed
            ? random.Weighted(mines ? 4 : 1, 0.3, 4, 1, 0)
            : random.Weighted(mines ? 2 : 1, 4, 1, 0.2, _position ? 3 : 0.4);
        string[] words = ["minefield-record", "testimony", "survey", "accident", "military-position"];
        return words[basis];
    }

    public string Status(ref SeededRandom random) =>
        _released < _cells || _cells == 0 ? "open" : random.Chance(0.6) ? "handed-over" : "closed";

    public string Blocks(ref SeededRandom random)
    {
        var blocks = new List<string>();
        Add(_roadCells > 0, "road", 0.8, ref random);
        Add(_farmCells > _cells / 8, "agriculture", 0.9, ref random);
        Add(_farmCells == 0, "agriculture", 0.2, ref random);
        Add(_homeCells > 0, "housing", 0.7, ref random);
        Add(_waterCells > 0, "water", 0.4, ref random);
        Add(true, "power", 0.05, ref random);
        return string.Join(';', blocks);

        void Add(bool there, string what, double chance, ref SeededRandom random)
        {
            if (there && random.Chance(chance))
            {
                blocks.Add(what);
            }
        }
    }
}
