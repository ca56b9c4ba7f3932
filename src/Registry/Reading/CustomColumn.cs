using System.Data.Common;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;

namespace Surefoot.Registry.Reading;

/// <summary>How a custom field is found in the one column of custom values, in the words of either store.</summary>
internal static class CustomColumn
{
    /// <summary>Kinds that records can be filtered by.</summary>
    public static bool IsComparable(FieldDescriptor field) => field.Type is not (FieldType.Geometry or FieldType.Group);

    /// <summary>What an index keeps of the field; the same text in an index and in a query lets the one serve the other.</summary>
    /// <remarks>PostgreSQL's index rows are short, so long texts stand in it by their hash.</remarks>
    public static string Key(StoreKind kind, FieldDescriptor field, string row) =>
        IsHashed(kind, field) ? $"md5({Value(kind, field, row)})" : "(" + Value(kind, field, row) + ")";

    /// <summary>A condition on table <c>t</c>, and its parameter.</summary>
    public static string Equal(DbCommand command, StoreKind kind, RecordDescriptor type, FieldDescriptor field, string parameter, string value)
    {
        var key = Key(kind, field, "t.");
        if (field.Type == FieldType.Codes && kind == StoreKind.Postgres)
        {
            return $"{key} IN ({string.Join(", ", Combinations(command.Connection!, type, field, value).DefaultIfEmpty("NULL"))})";
        }

        command.Add(parameter, Parameter(kind, field, value));
        if (field.Type == FieldType.Codes)
        {
            // Of a choice of several there are few combinations: those that hold the code are found first, then their records by index.
            var own = Key(kind, field, "");
            return $"{key} IN (SELECT c.v FROM (SELECT DISTINCT {own} AS v FROM {type.Table} WHERE {own} IS NOT NULL) c WHERE EXISTS (SELECT 1 FROM json_each(c.v) one WHERE one.value = {parameter}))";
        }

        return IsHashed(kind, field) ? $"{key} = md5({parameter}) AND {Value(kind, field, "t.")} = {parameter}" : $"{key} = {parameter}";
    }

    /// <summary>The combinations of a choice of several that hold a code, as SQL texts; a question of its own, for PostgreSQL.</summary>
    /// <remarks>PostgreSQL does not skip through an index to the next value by itself, and plans well only with values that it sees.</remarks>
    public static IReadOnlyList<string> Combinations(DbConnection connection, RecordDescriptor type, FieldDescriptor field, string code)
    {
        var own = Key(StoreKind.Postgres, field, "");
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            WITH RECURSIVE c(v) AS (
              SELECT (SELECT {own} FROM {type.Table} WHERE {own} IS NOT NULL ORDER BY 1 LIMIT 1)
              UNION ALL SELECT (SELECT {own} FROM {type.Table} WHERE {own} > c.v ORDER BY 1 LIMIT 1) FROM c WHERE c.v IS NOT NULL)
            SELECT c.v FROM c WHERE c.v IS NOT NULL AND EXISTS (SELECT 1 FROM json_array_elements_text(c.v::json) one(value) WHERE one.value = @code)
            """;
        command.Add("@code", code);
        List<string> found = [];
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            found.Add(Literal(row.GetString(0)));
        }

        return found;
    }

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>The value of a filter in the form that the expression has.</summary>
    private static object Parameter(StoreKind kind, FieldDescriptor field, string value) => (FieldFilter.Read(field, value), kind) switch
    {
        (bool flag, StoreKind.Sqlite) => flag ? 1L : 0L,
        (bool flag, _) => flag ? "true" : "false",
        (double number, StoreKind.Postgres) => CanonicalJson.Number(number),
        var (read, _) => read,
    };

    // Names are letters and digits (CustomFieldNames): nothing can be smuggled in. PostgreSQL gives every value as the text of its canonical JSON.
    private static string Value(StoreKind kind, FieldDescriptor field, string row) => kind == StoreKind.Sqlite
        ? $"json_extract({row}{RegistryProjector.CustomColumn},'$.{field.Custom!.Name}')"
        : $"{row}{RegistryProjector.CustomColumn}::json ->> '{field.Custom!.Name}'";

    private static bool IsHashed(StoreKind kind, FieldDescriptor field) => kind == StoreKind.Postgres && field.Type == FieldType.Text;
}
