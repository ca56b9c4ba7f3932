using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

internal sealed record Accident(int Index, int Item, int Day, Written At, int District, int AccuracyM, string Category, string Activity, List<Person> People)
{
    public string Id => $"SYN-AC-{Index + 1:D4}";
}

/// <summary>An invented person: no name, no address.</summary>
internal sealed record Person(bool Killed, string Sex, string AgeBand, bool Civilian);

/// <summary>Invents accidents on true items not yet found, where people go; the sums are the published ones.</summary>
internal static class Accidents
{
    /// <summary>Beyond this distance a place counts as outside the former contact line.</summary>
    public const double FrontM = 5000;

    // Published: 247 of 345 victims outside the former contact line.
    private const double OutsideShare = 0.716;

    public static List<Accident> Make(Geography geography, LandState land, Truth truth, ScaleTargets targets, VariantRules rules, ulong seed)
    {
        var random = Draw.Stream(seed, Part.Accidents);
        var grid = land.Grid;
        var fates = new bool[targets.Killed + targets.Injured];
        fates.AsSpan(0, targets.Killed).Fill(true);
        random.Shuffle<bool>(fates);
        var outside = (int)Math.Round(OutsideShare * fates.Length);
        var accidents = new List<Accident>();
        var used = new HashSet<int>();
        var next = 0;
        foreach (var (far, victims) in new[] { (true, outside), (false, fates.Length - outside) })
        {
            var choice = new WeightedChoice(Weights(far));
            for (var left = victims; left > 0;)
            {
                var item = choice.Next(ref random);
                if (!used.Add(item))
                {
                    continue;
                }

                var people = new List<Person>();
                for (var k = Math.Min(left, 1 + random.Weighted(78, 15, 5, 2)); k > 0; k--)
                {
                    people.Add(Invent(ref random, fates[next++]));
                }

                left -= people.Count;
                accidents.Add(Place(ref random, geography, truth, item, people));
            }
        }

        accidents.Sort((a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : a.Item.CompareTo(b.Item));
        return [.. accidents.Select((a, i) => a with { Index = i })];

        double[] Weights(bool far)
        {
            var weights = new double[truth.Items.Length];
            for (var i = 0; i < weights.Length; i++)
            {
                var item = truth.Items[i];
                if (truth.FindOf[i] < 0 && land.ReleasedBy[item.Cell] < 0 && !land.Locked[item.Cell] && land.Mesh.Inside[item.Cell]
                    && grid.At(grid.Front, item.At) > FrontM == far)
                {
                    var trigger = item.Category switch { Category.ApMine => 3.0, Category.AtMine => 1.2, Category.Submunition => 0.5, _ => 0.12 };
                    weights[i] = trigger * Math.Pow(land.Access[item.Cell], rules.ExposureExponent) * Math.Exp(-item.DepthCm / 25.0);
                }
            }

            return weights;
        }
    }

    private static Accident Place(ref SeededRandom random, Geography geography, Truth truth, int index, List<Person> people)
    {
        var item = truth.Items[index];
        var accuracy = random.Of(10, 25, 50, 100, 250);
        Xy at;
        int district;
        do
        {
            at = item.At + new Xy(0.6 * accuracy * random.Normal(), 0.6 * accuracy * random.Normal());
            district = geography.DistrictAt(at);
        }
        while (district < 0);

        var day = random.Weighted(52, 18, 17, 13) switch
        {
            0 => random.Whole(Days.Start, Days.Of(2021, 12, 31)),
            1 => random.Whole(Days.Of(2022, 1, 1), Days.Of(2022, 12, 31)),
            2 => random.Whole(Days.Of(2023, 1, 1), Days.Of(2023, 12, 31)),
            _ => random.Whole(Days.Of(2024, 1, 1), Days.Of(2024, 12, 31)),
        };
        var category = random.Chance(0.1) ? "unknown" : item.Category switch { Category.ApMine => "ap-mine", Category.AtMine => "at-mine", _ => "uxo" };
        var military = people.Exists(p => !p.Civilian);
        var activity = military ? random.Of("military", "military", "travel", "construction") : random.Of("farming", "herding", "herding", "travel", "construction", "other");
        return new(0, index, day, Written.From(at), district, accuracy, category, activity, people);
    }

    private static Person Invent(ref SeededRandom random, bool killed)
    {
        var sex = random.Weighted(6, 92, 2) switch { 0 => "female", 1 => "male", _ => "unknown" };
        var age = random.Weighted(1, 3, 34, 30, 20, 7, 5);
        string[] bands = ["0-9", "10-17", "18-29", "30-44", "45-59", "60-plus", "unknown"];
        return new(killed, sex, bands[age], age < 2 || random.Chance(0.47));
    }
}
