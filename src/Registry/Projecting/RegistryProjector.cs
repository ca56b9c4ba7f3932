using System.Buffers.Binary;
using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Geodesy;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;

namespace Surefoot.Registry.Projecting;

/// <summary>Makes the rows of every declared type from entries alone: fields from the payload, WGS 84 geometry from the bytes as entered.</summary>
public sealed class RegistryProjector : IProjector
{
    /// <summary>Raised when the making of rows changes; the journal then makes all tables again. 2: what errs one way only is carried from another datum so.</summary>
    private const int Version = 2;

    /// <summary>Column of the values of custom fields, canonical JSON: a new definition touches no table.</summary>
    internal const string CustomColumn = "custom";

    private readonly Dictionary<string, TypeProjection> _byType;

    public RegistryProjector(RecordTypes types)
    {
        ArgumentNullException.ThrowIfNull(types);
        Types = types;

        // The tables are those of the declaration, whatever a country adds to it.
        _byType = types.All.ToDictionary(type => type.Code, type => new TypeProjection(type.With([])), StringComparer.Ordinal);
        Tables = [DataFolderStamp.Table, .. types.All.Select(TableOf)];
    }

    public static RegistryProjector BuiltIn { get; } = new(RecordTypes.BuiltIn);

    public RecordTypes Types { get; }

    public IReadOnlyList<ProjectionTable> Tables { get; }

    public ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.RecordType == DataFolderStamp.RecordType
            ? DataFolderStamp.Project(payload)
            : _byType[entry.RecordType].Project(entry, payload);
    }

    private static ProjectionTable TableOf(RecordDescriptor type) => new(
        type.Code,
        type.Table,
        (Version * 1000) + type.SchemaVersion,
        [.. type.DeclaredFields.Select(field => new ProjectionColumn(field.Column, ColumnOf(field.Type), field.Rules.Indexed)), new ProjectionColumn(CustomColumn, ColumnType.Text)],
        type.Shape != ShapeKind.None);

    private static ColumnType ColumnOf(FieldType type) => type switch
    {
        FieldType.Integer or FieldType.Boolean => ColumnType.Integer,
        FieldType.Number => ColumnType.Real,
        _ => ColumnType.Text,
    };

    private sealed class TypeProjection(RecordDescriptor type)
    {
        private readonly PayloadReader _reader = new(type);
        private readonly WKBWriter _wkb = new(ByteOrder.LittleEndian);

        public ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload)
        {
            var values = new object?[type.DeclaredFields.Count + 1];
            if (payload.IsEmpty)
            {
                // The person was forgotten: the row stays and can be counted, what it said is gone.
                return new(values, null, 0, 0, 0, 0);
            }

            (var crs, var operation, values[^1]) = _reader.Read(payload.Span, values);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = ToColumn(values[i]);
            }

            if (entry.Geometry.IsEmpty)
            {
                return new(values, null, 0, 0, 0, 0);
            }

            var geometry = EnteredGeometry.Parse(entry.Geometry.Span, crs, operation, type.Erring).Geometry
                ?? throw new InvalidOperationException(FormattableString.Invariant($"Entry {entry.Sequence} has a geometry that cannot be read again."));

            var box = geometry.EnvelopeInternal;
            return new(values, geometry is Point point ? PointWkb(point) : _wkb.Write(geometry), box.MinX, box.MinY, box.MaxX, box.MaxY);
        }

        private static object? ToColumn(object? value) => value switch
        {
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bool flag => flag ? 1L : 0L,
            string[] list => string.Join(';', list),
            IReadOnlyDictionary<string, object?>[] groups => GroupValues.ToText(groups),
            _ => value,
        };

        private static byte[] PointWkb(Point point)
        {
            var wkb = new byte[21];
            wkb[0] = 1;
            wkb[1] = 1;
            BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(5), point.X);
            BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(13), point.Y);
            return wkb;
        }
    }
}
