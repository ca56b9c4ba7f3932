using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>An index on a projection table that is no part of the table's definition: made when somebody first wants it, made again after a rebuild.</summary>
/// <param name="Name">Letters, digits and _; at most 63.</param>
/// <param name="Table">Name of the projection table.</param>
/// <param name="Keys">Columns or expressions, as they stand in CREATE INDEX of the store at hand.</param>
/// <param name="Where">Only rows of this condition; null for all.</param>
public sealed record ProjectionIndex(string Name, string Table, string Keys, string? Where = null)
{
    internal void Create(Database database)
    {
        database.Execute($"CREATE INDEX IF NOT EXISTS \"{Name}\" ON \"{Table}\"({Keys}){(Where is null ? "" : " WHERE " + Where)}");
        if (database.Kind == StoreKind.Postgres)
        {
            // Of an expression PostgreSQL knows nothing until it has looked.
            database.Execute($"ANALYZE \"{Table}\"");
        }
    }
}
