using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

internal enum RecordError
{
    None,
    ShiftedSheet,
    RotatedSheet,
    WrongDatum,
    FalseField,
    Duplicate,
}

/// <summary>One map sheet; all its records share what is wrong with it.</summary>
internal sealed record Sheet(string Name, RecordError Error, Xy Middle, Xy ShiftM, double RotationDeg, DatumShift? Datum, int Scale, int Unit);

/// <summary>One minefield record as drawn. Outline in EPSG:28408 (easting, northing).</summary>
internal sealed record MinefieldRecord(
    int Index,
    int Sheet,
    RecordError Error,
    int Field,
    int DuplicateOf,
    Xy Drawn,
    (double E, double N)[] Outline,
    Category Category,
    int Rows,
    int ItemCount,
    double SpacingM,
    double Completeness,
    int LaidOn,
    int Received)
{
    public string Id => $"SYN-MR-{Index + 1:D4}";
}

/// <summary>Invents minefield records, a quarter right within map error and three quarters wrong in the ways real ones are.</summary>
internal sealed class MinefieldRecords
{
    // 0.508 mm at CE90 is 11.8 m per axis at 1:50,000.
    private const double SigmaPerScale = 11.8 / 50_000;

    private readonly Geography _geography;
    private readonly Field[] _fields;
    private readonly int[] _fieldItems;
    private readonly VariantRules _rules;
    private readonly Dictionary<(int, int), int[]> _bySheetCell;
    private readonly List<Sheet> _sheets = [];
    private readonly List<int[]> _sheetFields = [];
    private readonly List<MinefieldRecord> _records = [];
    private readonly HashSet<(int Sheet, int Field)> _used = [];
    private SeededRandom _random;

    private MinefieldRecords(Geography geography, Field[] fields, int[] fieldItems, VariantRules rules, ulong seed)
    {
        _geography = geography;
        _fields = fields;
        _fieldItems = fieldItems;
        _rules = rules;
        _random = Draw.Stream(seed, Part.Records);
        _bySheetCell = Enumerable.Range(0, fields.Length).Where(f => fieldItems[f] > 0).GroupBy(f => CellOf(fields[f].At)).ToDictionary(g => g.Key, g => g.ToArray());
    }

    public static (List<Sheet> Sheets, List<MinefieldRecord> Records) Make(Geography geography, Field[] fields, int[] fieldItems, ScaleTargets targets, VariantRules rules, ulong seed)
    {
        var maker = new MinefieldRecords(geography, fields, fieldItems, rules, seed);
        maker.MakeSheets(targets.Sheets);
        var n = targets.MinefieldRecords;
        maker.Fill(RecordError.None, n / 4);
        maker.Fill(RecordError.ShiftedSheet, n / 4);
        maker.Fill(RecordError.RotatedSheet, n / 8);
        maker.Fill(RecordError.WrongDatum, n / 8);
        maker.Fill(RecordError.FalseField, n * 3 / 20);
        maker.Duplicate(n - maker._records.Count);
        return (maker._sheets, maker._records);
    }

    /// <summary>The four corners of a drawn outline; the points between them bulge.</summary>
    public static IEnumerable<(double E, double N)> Corners(MinefieldRecord record) => record.Outline.Where((_, i) => i is 0 or 2 or 4 or 6);

    // A sheet of the 1:50,000 series covers 15' by 10': about 21 by 18 km here.
    private static (int, int) CellOf(Xy p)
    {
        var g = Ground.ToGeo(p);
        return ((int)Math.Floor(g.LongitudeDeg * 4), (int)Math.Floor(g.LatitudeDeg * 6));
    }

    private void MakeSheets(int count)
    {
        var cells = _bySheetCell.OrderBy(c => c.Key).ToArray();
        var choice = new WeightedChoice([.. cells.Select(c => (double)c.Value.Length)]);
        var editions = new int[cells.Length];
        RecordError[] cycle = [RecordError.None, RecordError.ShiftedSheet, RecordError.WrongDatum, RecordError.None, RecordError.ShiftedSheet, RecordError.RotatedSheet, RecordError.FalseField];
        for (var i = 0; i < count; i++)
        {
            var at = choice.Next(ref _random);
            var error = cycle[i % cycle.Length];
            var angle = _random.Between(0, 2 * Math.PI);
            var length = _random.Between(120, _rules.SheetShiftMaxM);
            var (column, row) = cells[at].Key;
            _sheets.Add(new(
                $"SYN-J-38-{at + 1:D3}-{(char)('A' + editions[at]++)}",
                error,
                Ground.ToPlane((column + 0.5) / 4, (row + 0.5) / 6),
                error == RecordError.ShiftedSheet ? new(length * Math.Cos(angle), length * Math.Sin(angle)) : default,
                error == RecordError.RotatedSheet ? (_random.Chance(0.5) ? 1 : -1) * _random.Between(1.2, _rules.SheetRotationMaxDeg) : 0,
                error != RecordError.WrongDatum ? DatumShift.Epsg15865 : _random.Chance(0.7) ? null : DatumShift.Epsg15865 with { RySeconds = 0.35, RzSeconds = 0.736 },
                _random.Chance(0.4) ? 25_000 : 50_000,
                _random.Whole(1, 14)));
            _sheetFields.Add(cells[at].Value);
        }
    }

    private void Fill(RecordError error, int count)
    {
        var sheets = Enumerable.Range(0, _sheets.Count).Where(s => error == RecordError.FalseField || _sheets[s].Error == error).ToList();
        if (error == RecordError.FalseField)
        {
            // Sheets that hold nothing but inventions take most of them.
            sheets.AddRange(sheets.Where(s => _sheets[s].Error == RecordError.FalseField).SelectMany(s => Enumerable.Repeat(s, 8)).ToArray());
        }

        for (var i = 0; i < count; i++)
        {
            var sheet = sheets[i % sheets.Count];
            if (error == RecordError.FalseField)
            {
                AddFalse(sheet);
            }
            else
            {
                AddTrue(sheet, error);
            }
        }
    }

    private void AddTrue(int sheetIndex, RecordError error)
    {
        var sheet = _sheets[sheetIndex];
        var candidates = _sheetFields[sheetIndex];
        var field = candidates[_random.NextIndex(candidates.Length)];
        for (var tries = 0; tries < 50 && !_used.Add((sheetIndex, field)); tries++)
        {
            field = candidates[_random.NextIndex(candidates.Length)];
        }

        var truth = _fields[field];
        var drawn = Rotate(truth.At - sheet.Middle, sheet.RotationDeg) + sheet.Middle + sheet.ShiftM + MapError(sheet.Scale);
        var along = Rotate(truth.Along, sheet.RotationDeg + (2 * _random.Normal()));
        Add(sheetIndex, error, field, -1, drawn, along, truth.HalfLengthM * _random.Between(0.9, 1.12), truth.HalfWidthM * _random.Between(0.85, 1.2), truth.Category, truth.Rows,
            Math.Max(1, (int)(_fieldItems[field] * _random.Between(0.85, 1.2))), truth.SpacingM, Days.Of(truth.LaidYear, _random.Whole(1, 12), _random.Whole(1, 28)));
    }

    private void AddFalse(int sheetIndex)
    {
        Xy at;
        do
        {
            var beside = _fields[_sheetFields[sheetIndex][_random.NextIndex(_sheetFields[sheetIndex].Length)]].At;
            at = beside + new Xy(2500 * _random.Normal(), 2500 * _random.Normal());
        }
        while (_geography.DistrictAt(at) < 0 || _fields.Any(f => (f.At - at).Length < 450));

        var angle = _random.Between(0, Math.PI);
        var year = _random.Whole(1991, 2020);
        Add(sheetIndex, RecordError.FalseField, -1, -1, at, new(Math.Cos(angle), Math.Sin(angle)), _random.Between(40, 260), _random.Between(4, 40),
            _random.Chance(0.66) ? Category.ApMine : Category.AtMine, _random.Whole(1, 4), _random.Whole(20, 240), _random.Between(3, 11), Days.Of(year, _random.Whole(1, 12), _random.Whole(1, 28)));
    }

    private void Duplicate(int count)
    {
        var originals = _records.Count;
        for (var i = 0; i < count; i++)
        {
            var original = _records[_random.NextIndex(originals)];
            var sheet = _random.NextIndex(_sheets.Count);
            if (sheet == original.Sheet)
            {
                sheet = (sheet + 1) % _sheets.Count;
            }

            // Copied by hand onto another sheet: the drawn outline, moved and stretched a little.
            var move = (E: 30 * _random.Normal(), N: 30 * _random.Normal());
            var stretch = _random.Between(0.9, 1.15);
            double e = original.Outline.Average(p => p.E), n = original.Outline.Average(p => p.N);
            (double, double)[] outline = [.. original.Outline.Select(p => (e + move.E + ((p.E - e) * stretch), n + move.N + ((p.N - n) * stretch)))];
            _records.Add(original with
            {
                Index = _records.Count,
                Sheet = sheet,
                Error = RecordError.Duplicate,
                DuplicateOf = original.Index,
                Drawn = original.Drawn + new Xy(move.E, move.N),
                Outline = outline,
                ItemCount = Math.Max(1, (int)(original.ItemCount * _random.Between(0.8, 1.25))),
                Completeness = Math.Round(original.Completeness * _random.Between(0.5, 1), 2),
                Received = Math.Min(Days.Data, original.Received + _random.Whole(-60, 300)),
            });
        }
    }

    private void Add(int sheetIndex, RecordError error, int field, int duplicateOf, Xy at, Xy along, double halfLength, double halfWidth, Category category, int rows, int items, double spacing, int laidOn)
    {
        var sheet = _sheets[sheetIndex];
        var margin = _random.Between(6, 25);
        Xy a = along.Unit() * (halfLength + margin), b = along.Unit().Left() * (halfWidth + margin);
        double bulge = _random.Between(-0.25, 0.25), lean = _random.Between(-0.15, 0.15);
        Xy[] ring = [at - a - b, at - (b * (1 + bulge)), at + a - b, at + (a * (1 + lean)), at + a + b, at + (b * (1 + bulge)), at - a + b];
        var outline = ring.Select(p => Drawn(sheet, p)).ToArray();
        var completeness = Math.Clamp(0.62 + (0.2 * _random.Normal()) - (error == RecordError.FalseField ? 0.06 : 0), 0.1, 1);
        _records.Add(new(_records.Count, sheetIndex, error, field, duplicateOf, at, outline, category, rows, items, spacing, Math.Round(completeness, 2), laidOn,
            _random.Whole(Days.Of(2021, 6, 10), Days.Of(2024, 10, 31))));
    }

    /// <summary>The numbers on the sheet: through the datum its author used, or none.</summary>
    private static (double E, double N) Drawn(Sheet sheet, Xy p)
    {
        var wgs84 = Ground.ToGeo(p);
        var (e, n) = TransverseMercator.GaussKruger8.Forward(sheet.Datum?.FromWgs84(wgs84) ?? wgs84);
        return (e, n);
    }

    private Xy MapError(int scale) => new(SigmaPerScale * scale * _random.Normal(), SigmaPerScale * scale * _random.Normal());

    private static Xy Rotate(Xy v, double degrees)
    {
        double a = double.DegreesToRadians(degrees), c = Math.Cos(a), s = Math.Sin(a);
        return new((v.X * c) - (v.Y * s), (v.X * s) + (v.Y * c));
    }
}
