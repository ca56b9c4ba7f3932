namespace Surefoot.Journal;

/// <summary>An index on a projection table that is no part of the table's definition: made when somebody first wants it, made again after a rebuild.</summary>
/// <param name="Name">Letters, digits and _.</param>
/// <param name="Table">Name of the projection table.</param>
/// <param name="Keys">Columns or expressions, as they stand in CREATE INDEX.</param>
/// <param name="Where">Only rows of this condition; null for all.</param>
public sealed record ProjectionIndex(string Name, string Table, string Keys, string? Where = null)
{
    internal string Sql => $"CREATE INDEX IF NOT EXISTS \"{Name}\" ON \"{Table}\"({Keys}){(Where is null ? "" : " WHERE " + Where)}";
}
