using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Projecting;

/// <summary>Indexes that make lists quick whatever a country adds: by id of what holds now, and one for each custom field that can be compared.</summary>
/// <remarks>They are no part of a table's definition: a new field makes an index, never a table.</remarks>
public static class RegistryIndexes
{
    private const int MostNarrowing = 4;
    private const int LongestName = 63;

    /// <summary>Makes those that are missing; asked at every opening, quick when nothing is.</summary>
    public static void Ensure(JournalStore store, RecordTypes types)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(types);
        store.EnsureIndexes([.. types.All.SelectMany(type => Of(store.Kind, type))]);
    }

    private static IEnumerable<ProjectionIndex> Of(StoreKind kind, RecordDescriptor type)
    {
        // SQLite's indexes hold the sequence by themselves.
        yield return new(type.Table + "_current_by_id", type.Table, kind == StoreKind.Sqlite ? "client_key" : "client_key, sequence", "is_current = 1");

        // Together with the few codes that lists are narrowed by, so that they are answered from the index too.
        var narrowing = string.Concat(type.DeclaredFields.Where(field => field.Type == FieldType.Code || field.Name == "district").Take(MostNarrowing).Select(field => ", " + field.Column));
        foreach (var field in type.CustomFields.Where(CustomColumn.IsComparable))
        {
            yield return new(NameOf(type, field), type.Table, CustomColumn.Key(kind, field, "") + ", is_current, client_key" + narrowing);
        }
    }

    // PostgreSQL cuts names after 63 bytes; two long ones could then be one.
    private static string NameOf(RecordDescriptor type, FieldDescriptor field)
    {
        var name = $"{type.Table}_custom_{field.Custom!.Name}";
        return name.Length <= LongestName ? name : string.Create(CultureInfo.InvariantCulture, $"{name[..(LongestName - 9)]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}");
    }
}
