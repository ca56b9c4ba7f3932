using Surefoot.Hazard.Records;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Tests.Records;

/// <summary>Sheets of invented records over invented fields: some sheets shifted or turned, some records of nothing; two thirds of the ground searched.</summary>
internal sealed class SheetWorld
{
    public const double SigmaM = 11.8;

    private SheetWorld(SheetEvidence evidence, SheetPose[] corrections, bool[] real)
    {
        (Evidence, Corrections, Real) = (evidence, corrections, real);
    }

    public SheetEvidence Evidence { get; }

    /// <summary>What moves each sheet to the ground, about its own middle of the drawn records.</summary>
    public SheetPose[] Corrections { get; }

    public bool[] Real { get; }

    /// <param name="errors">Per sheet: shift east and north in metres and turn in degrees, as drawn.</param>
    public static SheetWorld Make(ulong seed, (double East, double North, double TurnDeg)[] errors, int perSheet = 12, double share = 0.8, KnownSlip[]? slips = null)
    {
        var random = new SeededRandom(seed);
        List<RecordFind> finds = [];
        List<SearchedGround> searched = [];
        List<RecordClaim> records = [];
        List<bool> real = [];
        var corrections = new SheetPose[errors.Length];
        for (var sheet = 0; sheet < errors.Length; sheet++)
        {
            double west = sheet * 40_000, middleX = west + 9_000, middleY = 9_000;
            List<RecordBand> fields = [];
            for (var f = 0; f < 60; f++)
            {
                var (sin, cos) = Math.SinCos(Math.PI * random.NextUnit());
                fields.Add(new(west + (18_000 * random.NextUnit()), 18_000 * random.NextUnit(), cos, sin, 40 + (120 * random.NextUnit()), 3 + (12 * random.NextUnit())));
            }

            foreach (var field in fields.Where(_ => random.NextUnit() < 0.67))
            {
                searched.Add(new([Square(field.XM + (60 * Normal()), field.YM + (60 * Normal()), 250)], 0.85));
                for (var i = 0; i < 40; i++)
                {
                    double t = field.HalfLengthM * ((2 * random.NextUnit()) - 1), s = field.HalfWidthM * ((2 * random.NextUnit()) - 1);
                    double x = field.XM + (t * field.AlongX) - (s * field.AlongY), y = field.YM + (t * field.AlongY) + (s * field.AlongX);
                    if (random.NextUnit() < 0.85 && Inside(searched[^1].Rings[0], x, y))
                    {
                        finds.Add(new(x, y, 0, 1));
                    }
                }
            }

            for (var i = 0; i < 120; i++)
            {
                searched.Add(new([Square(west + (18_000 * random.NextUnit()), 18_000 * random.NextUnit(), 150)], 0.85));
            }

            var (east, north, turnDeg) = errors[sheet];
            var error = new SheetPose(middleX, middleY, east, north, double.DegreesToRadians(turnDeg));
            for (var r = 0; r < perSheet; r++)
            {
                var genuine = random.NextUnit() < share;
                var field = genuine ? fields[r] : fields[r] with { XM = west + (18_000 * random.NextUnit()), YM = 18_000 * random.NextUnit() };
                var drawn = Bands.Move(field, error);
                records.Add(new(records.Count, sheet, sheet % 3, [drawn with { XM = drawn.XM + (SigmaM * Normal()), YM = drawn.YM + (SigmaM * Normal()) }], SigmaM, 40, 0));
                real.Add(genuine);
            }

            corrections[sheet] = Back(error, [.. records.Where(record => record.Sheet == sheet)]);
        }

        return new(new([.. records], [.. searched], [.. finds], slips ?? []), corrections, [.. real]);

        // Sum of twelve uniform draws less six.
        double Normal()
        {
            var sum = -6.0;
            for (var i = 0; i < 12; i++)
            {
                sum += random.NextUnit();
            }

            return sum;
        }
    }

    private static SheetPose Back(SheetPose error, RecordClaim[] records)
    {
        double[] x = [.. records.Select(r => r.XM).Order()], y = [.. records.Select(r => r.YM).Order()];
        double mx = (x[x.Length / 2] + x[(x.Length - 1) / 2]) / 2, my = (y[y.Length / 2] + y[(y.Length - 1) / 2]) / 2;
        var (sin, cos) = Math.SinCos(-error.TurnRad);
        double dx = mx - error.MiddleXM - error.EastM, dy = my - error.MiddleYM - error.NorthM;
        return new(mx, my, error.MiddleXM + (dx * cos) - (dy * sin) - mx, error.MiddleYM + (dx * sin) + (dy * cos) - my, -error.TurnRad);
    }

    private static double[] Square(double x, double y, double half) => [x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half];

    private static bool Inside(double[] square, double x, double y) => x >= square[0] && x <= square[2] && y >= square[1] && y <= square[5];
}
