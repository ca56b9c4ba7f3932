using System.Text.RegularExpressions;

namespace Surefoot.Exchange.Reading;

/// <summary>The decimal sign of a table: that of its positions if it has any, else that of the numbers in its first lines.</summary>
internal sealed partial class DecimalSign
{
    public DecimalSign(CsvSample sample, PositionColumns columns)
    {
        var header = sample.Lines.Count == 0 ? [] : sample.Cells(0).Select(c => c.Trim()).ToList();
        var judged = columns.X is null ? Enumerable.Range(0, header.Count).ToList() : [header.IndexOf(columns.X), header.IndexOf(columns.Y!)];
        var points = 0;
        var commas = 0;
        for (var line = 1; line < sample.Lines.Count; line++)
        {
            var cells = sample.Cells(line);
            foreach (var column in judged)
            {
                if (column < 0 || column >= cells.Count)
                {
                    continue;
                }

                points += PointNumber().IsMatch(cells[column]) ? 1 : 0;
                commas += CommaNumber().IsMatch(cells[column]) ? 1 : 0;
            }
        }

        IsComma = commas > points;
    }

    private DecimalSign()
    {
    }

    /// <summary>Of tables whose numbers are numbers, not text.</summary>
    public static DecimalSign Point { get; } = new();

    public bool IsComma { get; }

    public char Sign => IsComma ? ',' : '.';

    [GeneratedRegex(@"^\s*[+-]?\d+\.\d+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex PointNumber();

    [GeneratedRegex(@"^\s*[+-]?\d+,\d+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex CommaNumber();
}
