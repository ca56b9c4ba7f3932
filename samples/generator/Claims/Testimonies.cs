namespace Surefoot.SampleCountry;

internal sealed record Testimony(int Index, Written At, int District, int GivenOn, int RadiusM, string Informant, string Claim, char Source, int Information, bool True)
{
    public string Id => $"SYN-TE-{Index + 1:D4}";
}

/// <summary>Invents what people said: near true items when right, elsewhere when wrong; the rating follows how often such people are right, with noise.</summary>
internal static class Testimonies
{
    public static List<Testimony> Make(Geography geography, LandState land, Truth truth, ScaleTargets targets, VariantRules rules, ulong seed)
    {
        var random = Draw.Stream(seed, Part.Testimonies);
        var inCell = new int[land.Mesh.Count];
        foreach (var item in truth.Items)
        {
            inCell[item.Cell]++;
        }

        // People speak of the places they know.
        var known = new WeightedChoice([.. truth.Items.Select(i => 0.05 + land.Access[i.Cell])]);
        var cells = Enumerable.Range(0, land.Mesh.Count).Where(c => land.Mesh.Inside[c]).ToArray();
        var anywhere = new WeightedChoice([.. cells.Select(c => 0.05 + land.Access[c])]);
        var testimonies = new List<Testimony>();
        while (testimonies.Count < targets.Testimonies)
        {
            var trust = random.Between(0.3, 0.98);
            var right = random.Chance(trust);
            var claim = random.Weighted(65, 15, 20) switch { 0 => "mines-seen", 1 => "accident-seen", _ => "used-safely" };
            var sigma = random.Between(20, 90) + (280 * (1 - trust) * random.NextUnit());
            Xy at;
            if (claim == "used-safely" || !right)
            {
                var cell = cells[anywhere.Next(ref random)];
                var empty = inCell[cell] == 0;
                if (empty != (claim == "used-safely" == right))
                {
                    continue;
                }

                at = land.Mesh.Centre(cell) + new Xy(45 * random.Normal(), 45 * random.Normal());
            }
            else
            {
                at = truth.Items[known.Next(ref random)].At + new Xy(sigma * random.Normal(), sigma * random.Normal());
            }

            var district = geography.DistrictAt(at);
            if (district < 0)
            {
                continue;
            }

            var rated = Math.Clamp(((0.98 - trust) / 0.68) + (rules.TestimonyRatingNoise * random.Normal()), 0, 0.999);
            testimonies.Add(new(
                testimonies.Count,
                Written.From(at),
                district,
                random.Whole(Days.Start + 5, Days.Data - 10),
                10 * Math.Max(2, (int)(sigma * random.Between(0.8, 2) / 10)),
                random.Of("shepherd", "returnee", "returnee", "former-soldier", "official", "other"),
                claim,
                (char)('A' + (int)(rated * 6)),
                1 + Math.Clamp((int)((rated * 6) + random.Between(-1, 1)), 0, 5),
                right));
        }

        return testimonies;
    }
}
