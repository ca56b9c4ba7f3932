using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Surefoot.Geodesy;

namespace Surefoot.Cli.Commands;

/// <summary>geo convert, geo area, and the verbs of field and paper beside them.</summary>
internal static class GeoCommands
{
    public static Command Make(Bind bind) => new("geo", "Coordinates and areas.") { ConvertVerb(bind), AreaVerb(bind), GeoFieldCommands.TraverseVerb(bind), GeoFieldCommands.DeclinationVerb(bind), GeoPositionsCommand.Make(bind), GeoReadCommand.Make(bind) };

    private static Verb ConvertVerb(Bind bind)
    {
        var from = new Option<string>("--from") { Description = "System of the input.", HelpName = "EPSG:N", Required = true };
        var operation = new Option<string?>("--operation") { Description = "Datum operation, compulsory between two datums.", HelpName = "EPSG:N" };
        var to = new Option<string>("--to") { Description = "System of the output.", HelpName = "EPSG:N", Required = true };
        var input = new Argument<string[]>("X Y | FILE") { Description = "Easting or longitude and northing or latitude; or a CSV with columns x,y.", Arity = new(1, 2) };
        var verb = new Verb("convert", "Converts coordinates; the operation and its accuracy are part of the answer.", "points[{x,y,operation,accuracyM}]") { from, operation, to, input };
        verb.SetAction(bind((context, parsed) =>
        {
            var points = ReadPoints(parsed.GetValue(input)!);
            var (converted, refusal) = ConvertCoordinates.Run(
                Epsg.Require(parsed.GetValue(from), "--from"), Epsg.Read(parsed.GetValue(operation), "--operation"), Epsg.Require(parsed.GetValue(to), "--to"), points);
            if (refusal is not null)
            {
                throw new CommandFailure(ExitCode.Finding, refusal.Code, refusal.Message, "geo convert", refusal.Hint);
            }

            var bad = converted.Select((p, i) => (p, i)).FirstOrDefault(pair => !double.IsFinite(pair.p.X) || !double.IsFinite(pair.p.Y));
            if (bad.p is not null)
            {
                throw new CommandFailure(ExitCode.Finding, "geo.outside", $"Point {bad.i + 1} lies outside what the system can express.", $"{points[bad.i].X.ToString(CultureInfo.InvariantCulture)} {points[bad.i].Y.ToString(CultureInfo.InvariantCulture)}", "x is easting or longitude, y is northing or latitude.");
            }

            context.Write(
                new { points = converted.Select(p => new { p.X, p.Y, operation = p.Operation is { } code ? $"EPSG:{code}" : null, p.AccuracyM }) },
                output =>
                {
                    foreach (var point in converted)
                    {
                        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#########} {point.Y:0.#########}{(point.Operation is { } code ? $"  by EPSG:{code}, ± {point.AccuracyM} m" : "")}"));
                    }
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static List<(double X, double Y)> ReadPoints(string[] input)
    {
        if (input.Length == 2)
        {
            return [(Number(input[0], "X"), Number(input[1], "Y"))];
        }

        var lines = File.ReadLines(InputFile.Require(input[0])).Where(line => line.Trim().Length > 0).ToList();
        var header = lines.Count > 0 ? lines[0].Trim('\uFEFF').Split(',').Select(name => name.Trim().ToLowerInvariant()).ToList() : [];
        var (x, y) = (header.IndexOf("x"), header.IndexOf("y"));
        if (x < 0 || y < 0)
        {
            throw new CommandFailure(ExitCode.Usage, "columns", "The file has no columns x and y.", input[0], "Give a CSV whose first line names x,y.");
        }

        return
        [
            .. lines.Skip(1).Select((line, row) =>
            {
                var cells = line.Split(',');
                return cells.Length > Math.Max(x, y)
                    ? (Number(cells[x], $"row {row + 1}, x"), Number(cells[y], $"row {row + 1}, y"))
                    : throw new CommandFailure(ExitCode.Finding, "row.short", $"Row {row + 1} has too few cells.", input[0], "Every row needs x and y.");
            }),
        ];
    }

    private static double Number(string text, string where) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new CommandFailure(ExitCode.Usage, "number", $"{text} is not a number with a decimal point.", where, "Write it as 47.15, without thousands.");

    private static Verb AreaVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "GeoJSON in longitude and latitude on WGS 84." };
        var edges = new Option<string>("--edges") { Description = "planar: edges straight in longitude and latitude, area in the account's plane; geodesic: geodesic edges, area on the ellipsoid.", HelpName = "planar|geodesic", DefaultValueFactory = _ => "planar" };
        edges.AcceptOnlyFromAmong("planar", "geodesic");
        var verb = new Verb("area", "Measures polygons one by one, and the ground that they cover together.", "features[{id,areaM2,perimeterM}], unionM2") { file, edges };
        verb.SetAction(bind((context, parsed) =>
        {
            var kind = parsed.GetValue(edges) == "geodesic" ? EdgeKind.Geodesic : EdgeKind.Planar;
            var measured = MeasureArea.Run(GeoJsonShapes.Read(InputFile.Require(parsed.GetValue(file)!)), kind, PlaneProjection.Karabakh);
            context.Write(new { features = measured.Shapes, measured.UnionM2 }, output =>
            {
                foreach (var shape in measured.Shapes)
                {
                    output.WriteLine($"{shape.Id}: {shape.AreaM2:N2} m², perimeter {shape.PerimeterM:N2} m");
                }

                output.WriteLine($"together: {measured.UnionM2:N2} m²");
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}

/// <summary>The polygons of a GeoJSON file with the numbers as written.</summary>
internal static class GeoJsonShapes
{
    /// <exception cref="CommandFailure">Not JSON, or a feature that is not a valid polygon.</exception>
    public static List<(string Id, Geometry AsWritten)> Read(string path)
    {
        List<(string, Geometry)> shapes = [];
        using var document = Parse(path);
        var root = document.RootElement;
        var features = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("features", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : new[] { root };
        for (var row = 0; row < features.Length; row++)
        {
            var shape = features[row].ValueKind == JsonValueKind.Object && features[row].TryGetProperty("geometry", out var inner) ? inner : features[row];
            if (shape.ValueKind == JsonValueKind.Null)
            {
                // RFC 7946: a feature without a place, such as a sliver too thin for nine decimals.
                continue;
            }

            var entered = EnteredGeometry.Parse(Encoding.UTF8.GetBytes(shape.GetRawText()));
            if (entered.AsWritten is not (Polygon or MultiPolygon) || !entered.AsWritten.IsValid)
            {
                throw new CommandFailure(ExitCode.Finding, "geometry", entered.Fault?.Message ?? "This is not a valid polygon.", $"{path}, feature {row + 1}", "surefoot check says what is wrong and where.");
            }

            shapes.Add((IdOf(features[row], row), entered.AsWritten));
        }

        return shapes;
    }

    private static string IdOf(JsonElement feature, int row)
    {
        if (feature.ValueKind == JsonValueKind.Object)
        {
            if (feature.TryGetProperty("id", out var id) || (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("id", out id)))
            {
                return id.ToString();
            }
        }

        return (row + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonDocument.Parse(stream);
        }
        catch (JsonException failure)
        {
            throw new CommandFailure(ExitCode.Finding, "json", $"The file is not JSON: {failure.Message}", path, "Give a GeoJSON file.");
        }
    }
}
