namespace Surefoot.SampleCountry;

/// <summary>Categories in the order of the printed table; the last two are one column there.</summary>
internal enum Category : byte
{
    ApMine = 0,
    AtMine = 1,
    Uxo = 2,
    Submunition = 3,
}

internal static class Categories
{
    public static string Code(this Category category) => category switch
    {
        Category.ApMine => "ap-mine",
        Category.AtMine => "at-mine",
        Category.Uxo => "uxo",
        _ => "submunition",
    };

    /// <summary>Column of the printed table.</summary>
    public static int Group(this Category category) => Math.Min((int)category, 2);
}

/// <summary>One invented item in the ground. <paramref name="Keep"/> decides, uniform in [0, 1), whether a candidate becomes true.</summary>
/// <param name="Field">Index of its mine row field, −1 for scattered items.</param>
internal readonly record struct Item(Xy At, Category Category, int Field, byte DepthCm, float Keep, int Cell);

/// <summary>An invented group of mine rows.</summary>
/// <param name="Along">Unit vector of the rows.</param>
/// <param name="HalfLengthM">Half the extent along the rows.</param>
/// <param name="HalfWidthM">Half the extent across.</param>
internal sealed record Field(Xy At, Xy Along, double HalfLengthM, double HalfWidthM, Category Category, int Rows, double SpacingM, int LaidYear, int District)
{
    public Xy[] Outline(double marginM)
    {
        var a = Along * (HalfLengthM + marginM);
        var b = Along.Left() * (HalfWidthM + marginM);
        return [At - a - b, At + a - b, At + a + b, At - a + b];
    }
}

/// <summary>Candidates of the truth, in a growing list; places outside the districts are not taken.</summary>
internal sealed class ItemList(Mesh mesh)
{
    public List<Item> Items { get; } = [];

    public bool Add(ref Surefoot.Numerics.SeededRandom random, Xy at, Category category, int field, double depthCm)
    {
        // Drawn before the place is looked at, so that the stream does not depend on the district asked for.
        var keep = (float)random.NextUnit();
        var cell = mesh.CellAt(at);
        if (cell < 0)
        {
            return false;
        }

        Items.Add(new(at, category, field, (byte)Math.Clamp(depthCm, 0, 120), keep, cell));
        return true;
    }
}
