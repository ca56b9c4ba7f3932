using System.Globalization;
using System.Text;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Gates;
using Surefoot.Geodesy.Tests;
using Surefoot.Geodesy.Written;

namespace Surefoot.Exchange.Tests;

/// <summary>A table of accidents around real settlements, every position spoiled in one known way: what the gates have to see when it is imported.</summary>
internal sealed record MutatedFile(string Name, string Csv, IReadOnlyDictionary<string, NamedPoint> Points, IReadOnlyList<GeoPoint> Truths)
{
    public static IReadOnlyList<string> Classes { get; } =
        ["swapped axes", "missing zone prefix", "wrong zone", "latitude and longitude swapped", "degrees-minutes as decimals", "wrong datum, known point", "outside the stated district", "true records"];

    public static MutatedFile Make(string name, int rows, SampledCountry land, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("id,informationDate,organisation,synthetic,occurredOn,killed,injured,district,atPoint,crs,operation,x,y\n");
        var points = new Dictionary<string, NamedPoint>();
        var truths = new List<GeoPoint>();
        while (truths.Count < rows)
        {
            var sample = land.Draw(random);
            if (Spoil(name, sample, random) is not { } entered)
            {
                continue;
            }

            var known = name is "wrong datum, known point" or "true records";
            var district = name == "outside the stated district" ? land.Other(sample, random) : sample.District;
            var point = string.Create(CultureInfo.InvariantCulture, $"BM-{truths.Count}");
            if (known)
            {
                points.Add(point, new(point, SampledCountry.Noise(sample.Truth, random, 3)));
            }

            truths.Add(sample.Truth);
            text.Append(CultureInfo.InvariantCulture, $"AC-{truths.Count},2025-01-10,SYN-MAC,true,2025-01-09,0,1,{district},{(known ? point : "")},EPSG:{entered.Crs},{(entered.Operation is { } operation ? $"EPSG:{operation}" : "")},{entered.XText},{entered.YText}\n");
        }

        return new(name, text.ToString(), points, truths);
    }

    private static EnteredPosition? Spoil(string name, SampledPlace sample, Random random) => name switch
    {
        "swapped axes" => MutatedPositions.SwapAxes(sample, random),
        "missing zone prefix" => MutatedPositions.DropPrefix(sample, random),
        "wrong zone" => MutatedPositions.WrongZone(sample, random),
        "latitude and longitude swapped" => MutatedPositions.Degrees(sample.Truth.LatitudeDeg, sample.Truth.LongitudeDeg, 6),
        "degrees-minutes as decimals" => MutatedPositions.Minutes(sample, random),
        "wrong datum, known point" => MutatedPositions.WrongDatum(sample, random),
        "outside the stated district" => MutatedPositions.Degrees(sample.Truth.LongitudeDeg, sample.Truth.LatitudeDeg, 6),
        _ => MutatedPositions.True(sample, random),
    };
}
