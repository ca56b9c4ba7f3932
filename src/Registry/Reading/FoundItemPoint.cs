using System.Buffers.Binary;
using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Reading;

/// <summary>A find as bare values: where, what, when, how many.</summary>
/// <param name="Category">One string for all finds of a category.</param>
/// <param name="ReleasedArea">Id of the release in whose search it was found, if stated.</param>
public readonly record struct FoundItemPoint(long Sequence, double LongitudeDeg, double LatitudeDeg, string Category, DateOnly FoundOn, int Count, int? DepthCm, string? ReleasedArea = null)
{
    // Byte order, type, then two doubles.
    private const int PointWkbLength = 21;

    internal static IEnumerable<FoundItemPoint> List(JournalStore store, RecordDescriptor type, RecordQuery query, Viewer viewer, CancellationToken cancellation)
    {
        Dictionary<string, string> categories = new(StringComparer.Ordinal);
        var wkb = new byte[PointWkbLength];
        using var connection = store.OpenReader();
        using var command = new QuerySql(connection, type, query, viewer, query.KnownAt is { } at ? store.SequenceAt(at) : null).Rows("t.sequence, t.geometry, t.f_category, t.f_found_on, t.f_count, t.f_depth_cm, t.f_released_area");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (row.GetBytes(1, 0, wkb, 0, PointWkbLength) != PointWkbLength)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The find of entry {row.GetInt64(0)} has no point."));
            }

            var category = row.GetString(2);
            if (!categories.TryGetValue(category, out var one))
            {
                categories.Add(category, one = category);
            }

            yield return new(
                row.GetInt64(0),
                BinaryPrimitives.ReadDoubleLittleEndian(wkb.AsSpan(5)),
                BinaryPrimitives.ReadDoubleLittleEndian(wkb.AsSpan(13)),
                one,
                DateOnly.ParseExact(row.GetString(3), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.GetInt32(4),
                row.IsDBNull(5) ? null : row.GetInt32(5),
                row.IsDBNull(6) ? null : row.GetString(6));
        }
    }
}
