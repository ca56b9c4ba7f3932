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
        // SQLite's indexes hold the sequence by themselves, and a list of all by any of the clocks is answered from this one alone.
        // PostgreSQL would have to look at each row for its visibility all the same; there it is enough that what is current comes in order.
        yield return kind == StoreKind.Sqlite
            ? new(type.Table + "_by_id", type.Table, "client_key, is_current, information_date, approved_sequence, withdrawn_sequence, state")
            : new(type.Table + "_current_by_id", type.Table, "client_key, sequence", "is_current = 1");

        // Versions that may supersede another, with all that tells whether they hold. Costs nothing to a record that was never changed.
        yield return new(type.Table + "_later_versions", type.Table, "record_id, sequence, is_current, state, information_date, approved_sequence, withdrawn_sequence", "version > 1");

        // Together with the few codes that lists are narrowed by, so that they are answered from the index too.
        var narrowing = string.Concat(type.DeclaredFields.Where(field => field.Type == FieldType.Code || field.Name == "district").Take(MostNarrowing).Select(field => ", " + field.Column));

        // On SQLite also with what tells which version held on a day or was approved at an instant; PostgreSQL fetches the row anyway if an expression is in its index.
        var clocks = kind == StoreKind.Sqlite ? ", information_date, approved_sequence" : "";
        foreach (var field in type.CustomFields.Where(CustomColumn.IsComparable))
        {
            yield return new(NameOf(type, field), type.Table, CustomColumn.Key(kind, field, "") + ", is_current, client_key" + narrowing + clocks);
        }
    }

    // PostgreSQL cuts names after 63 bytes; two long ones could then be one.
    private static string NameOf(RecordDescriptor type, FieldDescriptor field)
    {
        var name = $"{type.Table}_custom_{field.Custom!.Name}";
        return name.Length <= LongestName ? name : string.Create(CultureInfo.InvariantCulture, $"{name[..(LongestName - 9)]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}");
    }
}
