namespace Surefoot.Assessment.Evaluation;

/// <summary>Which columns of a cell file mean what.</summary>
public sealed record CellColumns(string Label, string X, string Y, string? Group);

/// <summary>What cannot be evaluated, and why; a refusal, not an exception.</summary>
public sealed record EvaluationRefusal(string Code, string Message);

/// <summary>The cells of one file that have a place; <see cref="SourceRow"/> is the 0-based data row in the file.</summary>
/// <remarks>Label: 1 hazard, 0 none, NaN where unknown (−1, or no label column). Group: its text, or empty.</remarks>
public sealed record CellTable(int[] SourceRow, double[] X, double[] Y, double[] Label, string[] Group, IReadOnlyDictionary<string, double[]> Numeric)
{
    public int Count => SourceRow.Length;

    public static CellTable? Read(DelimitedTable table, CellColumns columns, bool needsLabel, out EvaluationRefusal? refusal)
    {
        refusal = null;
        var x = Column(table, columns.X, ref refusal);
        var y = Column(table, columns.Y, ref refusal);
        var labelColumn = table.Find(columns.Label);
        if (refusal is not null)
        {
            return null;
        }

        var labels = labelColumn < 0 ? null : table.Numbers(labelColumn);
        if (labels is null && needsLabel)
        {
            refusal = new EvaluationRefusal("evaluation.label-missing", $"The file has no numeric column '{columns.Label}'.");
            return null;
        }

        var groupColumn = columns.Group is null ? -1 : table.Find(columns.Group);
        if (columns.Group is not null && groupColumn < 0 && needsLabel)
        {
            refusal = new EvaluationRefusal("evaluation.group-missing", $"The file has no column '{columns.Group}'.");
            return null;
        }

        var keep = Enumerable.Range(0, table.Rows.Count).Where(i => !double.IsNaN(x![i]) && !double.IsNaN(y![i])).ToArray();
        var numeric = new Dictionary<string, double[]>(StringComparer.Ordinal);
        for (var c = 0; c < table.Columns.Length; c++)
        {
            if (c != labelColumn && c != groupColumn && c != table.Find(columns.X) && c != table.Find(columns.Y) && table.Numbers(c) is { } values)
            {
                numeric.TryAdd(table.Columns[c], Array.ConvertAll(keep, i => values[i]));
            }
        }

        return new CellTable(
            keep,
            Array.ConvertAll(keep, i => x![i]),
            Array.ConvertAll(keep, i => y![i]),
            Array.ConvertAll(keep, i => labels is null || labels[i] is not (0 or 1) ? double.NaN : labels[i]),
            groupColumn < 0 ? Enumerable.Repeat("", keep.Length).ToArray() : Array.ConvertAll(keep, i => table.Rows[i][groupColumn]),
            numeric);
    }

    /// <summary>The rows with a known label, in file order.</summary>
    public CellTable Labelled() => Pick(Enumerable.Range(0, Count).Where(i => !double.IsNaN(Label[i])).ToArray());

    public CellTable Pick(int[] rows) => new(
        Array.ConvertAll(rows, i => SourceRow[i]),
        Array.ConvertAll(rows, i => X[i]),
        Array.ConvertAll(rows, i => Y[i]),
        Array.ConvertAll(rows, i => Label[i]),
        Array.ConvertAll(rows, i => Group[i]),
        Numeric.ToDictionary(p => p.Key, p => Array.ConvertAll(rows, i => p.Value[i]), StringComparer.Ordinal));

    /// <summary>Names of the numeric columns that vary inside at least one group (the others only name the group), and exist in <paramref name="other"/> too.</summary>
    public string[] FeatureNames(CellTable? other) => Numeric
        .Where(p => (other is null || other.Numeric.ContainsKey(p.Key)) && VariesInsideAGroup(p.Value))
        .Select(p => p.Key)
        .ToArray();

    private bool VariesInsideAGroup(double[] values)
    {
        var first = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            if (!first.TryAdd(Group[i], values[i]) && !first[Group[i]].Equals(values[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static double[]? Column(DelimitedTable table, string name, ref EvaluationRefusal? refusal)
    {
        var column = table.Find(name);
        var values = column < 0 ? null : table.Numbers(column);
        if (values is null)
        {
            refusal ??= new EvaluationRefusal("evaluation.position-missing", $"The file has no numeric column '{name}'.");
        }

        return values;
    }
}
