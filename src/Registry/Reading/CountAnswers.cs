using System.Globalization;
using Microsoft.Data.Sqlite;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Reading;

/// <param name="Records">Records of the query.</param>
/// <param name="Answered">Of them, those that have a value.</param>
/// <param name="Counts">Answer to number of records; one that names several counts at each.</param>
public sealed record AnswerCounts(long Records, long Answered, IReadOnlyList<(string Answer, long Count)> Counts);

/// <summary>Counts the answers to a question that a country added: by code, or by yes and no.</summary>
public static class CountAnswers
{
    /// <summary>Kinds that have few answers.</summary>
    public static bool Counts(FieldDescriptor field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Custom is not null && field.Type is FieldType.Code or FieldType.Codes or FieldType.Boolean;
    }

    /// <param name="viewer">Whose records are counted; null for the system, of which only these counts leave.</param>
    /// <exception cref="ArgumentException">The field is not one that <see cref="Counts"/>.</exception>
    public static AnswerCounts Handle(JournalStore store, RecordDescriptor type, FieldDescriptor field, RecordQuery query, Viewer? viewer = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(type);
        if (!Counts(field))
        {
            throw new ArgumentException($"The answers to {field.Name} are not counted.", nameof(field));
        }

        using var connection = store.OpenReader();
        var kind = connection is SqliteConnection ? StoreKind.Sqlite : StoreKind.Postgres;
        using var command = new QuerySql(connection, type, query with { Order = RecordOrder.Any }, viewer ?? Viewer.System, query.KnownAt is { } at ? store.SequenceAt(at) : null).Rows(CustomColumn.Key(kind, field, "t.") + " AS v");
        command.CommandText = $"SELECT v, count(*) FROM ({command.CommandText}) answers GROUP BY v";
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        long records = 0, answered = 0;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var count = row.GetInt64(1);
            records += count;
            if (!row.IsDBNull(0))
            {
                answered += count;
                foreach (var answer in Answers(field, Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture)!))
                {
                    counts[answer] = counts.GetValueOrDefault(answer) + count;
                }
            }
        }

        return new(records, answered, [.. counts.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)]);
    }

    private static string[] Answers(FieldDescriptor field, string value) => field.Type switch
    {
        FieldType.Codes => GroupValues.ReadGroups(value, field) as string[] ?? [value],
        FieldType.Boolean => [value is "1" or "true" ? "yes" : "no"],
        _ => [value],
    };
}
