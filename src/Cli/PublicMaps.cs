using System.Security.Cryptography;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Exchange.Exporting;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Publishing;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli;

/// <summary>The public map of a data folder, and its files.</summary>
internal static class PublicMaps
{
    private static readonly Dictionary<string, LandKind?> Types = new(StringComparer.Ordinal)
    {
        ["hazard-area"] = null,
        ["cancelled-area"] = LandKind.Cancelled,
        ["reduced-area"] = LandKind.Reduced,
        ["cleared-area"] = LandKind.Cleared,
    };

    /// <summary>Whether for this person the public form stands for the records of the type: they may export none of them.</summary>
    public static bool Stands(Workspace workspace, string actor, string type) =>
        Types.ContainsKey(type) && workspace.Policy.May(actor, Verbs.ReadPublic) && !workspace.Policy.Viewer(actor, Verbs.Export).MaySee(workspace.Types.Get(type));

    public static PublicMap Make(CommandContext context, Workspace workspace, LandAccount account, DateOnly day) => MakePublicMap.Handle(
        ReadLand.Handle(workspace.Reader, RecordQuery.Now, context.Workers, null, context.Cancellation),
        account,
        day,
        workspace.PublishingKey,
        context.Workers,
        context.Cancellation);

    /// <summary>Danger zones or released land of one kind: shapes and what they are, nothing else.</summary>
    public static (int Rows, string Sha256) Write(string path, string format, PublicMap map, string type, DateOnly day, bool synthetic)
    {
        IReadOnlyList<Polygon> shapes = Types[type] is { } kind ? [.. map.Released.Where(release => release.Kind == kind).Select(release => release.Polygon)] : map.Danger;
        var partial = path + ".partial";
        if (format != "geojson")
        {
            PublicZoneExport.Write(format, partial, Types[type]?.ToString().ToLowerInvariant() ?? "danger", day, synthetic, shapes);
            if (format == "csv")
            {
                File.WriteAllText(path + ".attribution.txt", Attribution.Of(synthetic) + "\n");
            }

            return Finish(partial, path, shapes.Count);
        }

        using (var file = File.Create(partial))
        using (var json = new Utf8JsonWriter(file))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteBoolean("synthetic", synthetic);
            json.WriteBoolean("generalised", true);
            json.WriteString("attribution", Attribution.Of(synthetic));
            json.WriteStartArray("features");
            foreach (var shape in shapes)
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteStartObject("properties");
                json.WriteString("zone", Types[type]?.ToString().ToLowerInvariant() ?? "danger");
                json.WriteBoolean("synthetic", synthetic);
                json.WriteEndObject();
                json.WriteStartObject("geometry");
                json.WriteString("type", "Polygon");
                json.WriteStartArray("coordinates");
                Ring(json, shape.Shell, counterClockwise: true);
                Array.ForEach(shape.Holes, hole => Ring(json, hole, counterClockwise: false));
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Finish(partial, path, shapes.Count);
    }

    private static (int Rows, string Sha256) Finish(string partial, string path, int rows)
    {
        File.Move(partial, path, overwrite: true);
        using var read = File.OpenRead(path);
        return (rows, Convert.ToHexStringLower(SHA256.HashData(read)));
    }

    private static void Ring(Utf8JsonWriter json, LinearRing ring, bool counterClockwise)
    {
        json.WriteStartArray();
        foreach (var corner in ring.IsCCW == counterClockwise ? ring.Coordinates : Enumerable.Reverse(ring.Coordinates))
        {
            json.WriteStartArray();
            json.WriteNumberValue(corner.X);
            json.WriteNumberValue(corner.Y);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
