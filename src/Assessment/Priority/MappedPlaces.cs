using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Surefoot.Geodesy;

namespace Surefoot.Assessment.Priority;

/// <summary>Places of the reference geography that a factor looks for, in the account's plane, found by box.</summary>
internal sealed class MappedPlaces
{
    private readonly STRtree<Geometry> _index = new();

    private MappedPlaces(IEnumerable<Geometry> shapes)
    {
        foreach (var shape in shapes)
        {
            _index.Insert(shape.EnvelopeInternal, shape);
        }

        _index.Build();
    }

    /// <summary>Those whose box touches the box.</summary>
    public IEnumerable<Geometry> Near(Envelope box) => _index.Query(box);

    /// <param name="file">GeoJSON with a property <c>class</c>, gzip; a missing file gives no places.</param>
    /// <param name="classes">Wanted.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static MappedPlaces Read(string file, params ReadOnlySpan<string> classes)
    {
        if (!File.Exists(file))
        {
            return new([]);
        }

        try
        {
            using var document = JsonDocument.Parse(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            List<Geometry> shapes = [];
            foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
            {
                var kind = feature.GetProperty("properties").TryGetProperty("class", out var name) ? name.GetString() : null;
                if (kind is null || !classes.Contains(kind) || EnteredGeometry.Parse(Encoding.UTF8.GetBytes(feature.GetProperty("geometry").GetRawText())).Geometry is not { IsEmpty: false } shape)
                {
                    continue;
                }

                // Mapped by volunteers: a ring that crosses itself has no area that could be counted.
                if (shape is not IPolygonal || shape.IsValid)
                {
                    shapes.Add(PlaneProjection.Karabakh.Project(shape));
                }
            }

            return new(shapes);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or InvalidDataException)
        {
            throw new InvalidDataException($"{file}: {failure.Message}", failure);
        }
    }
}
