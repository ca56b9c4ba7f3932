using System.Text.Json;

namespace Surefoot.Exchange.Migrating;

/// <summary>Which table and column of the other system is which record and field: data, because every country names and fills them its own way.</summary>
/// <param name="Lookups">Tables whose rows others name by key.</param>
/// <param name="Records">Record types, in the order in which they are imported.</param>
public sealed record ImsmaMapping(IReadOnlyList<ImsmaLookup> Lookups, IReadOnlyList<ImsmaRecord> Records)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>Our reading of the format; no real database has been seen.</summary>
    public static ImsmaMapping BuiltIn { get; } = Read(typeof(ImsmaMapping).Assembly.GetManifestResourceStream("Surefoot.Exchange.Migrating.imsma-ng.json")!);

    /// <exception cref="JsonException">The content is not such a mapping.</exception>
    public static ImsmaMapping Read(Stream json) => JsonSerializer.Deserialize<ImsmaMapping>(json, Options) ?? throw new JsonException("The mapping is empty.");
}

/// <param name="Table">Its name.</param>
/// <param name="Key">Column that others name.</param>
/// <param name="Value">Columns with what it means; the first that is filled. May be the key of another lookup.</param>
public sealed record ImsmaLookup(string Table, string Key, IReadOnlyList<string> Value);

/// <param name="Type">Record type here.</param>
/// <param name="Table">Table there.</param>
/// <param name="Key">Its key column.</param>
/// <param name="Id">Columns of the local id.</param>
/// <param name="When">Only rows whose value, looked up, is one of these.</param>
/// <param name="Versions">Table of its earlier versions, with the key and the same columns; null if it has none.</param>
/// <param name="Shapes">Table that links it to geospatialinfo; null for records without a place.</param>
/// <param name="Shape"><c>point</c> or <c>polygon</c>.</param>
/// <param name="Custom">Table that links it to cdfvalue.</param>
/// <param name="Fields">Our field to their columns.</param>
/// <param name="Values">Our field to (their value → our code).</param>
/// <param name="Counts">Our field to the rows of another table that it counts.</param>
public sealed record ImsmaRecord(
    string Type,
    string Table,
    string Key,
    IReadOnlyList<string> Id,
    ImsmaCondition? When,
    string? Versions,
    string? Shapes,
    string? Shape,
    string? Custom,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Fields,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Values,
    IReadOnlyDictionary<string, ImsmaCount>? Counts);

public sealed record ImsmaCondition(IReadOnlyList<string> Columns, IReadOnlyList<string> Values);

public sealed record ImsmaCount(string Table, string By, IReadOnlyList<string> Columns, IReadOnlyList<string> Values);
