using System.CommandLine;
using System.Security.Cryptography;
using Surefoot.Raster;

namespace Surefoot.Cli.Commands;

/// <summary>imagery check: whether an image can be a layer, by its header alone.</summary>
internal static class ImageryCommand
{
    public static Command Make(Bind bind) => new("imagery", "Images of the ground.") { CheckVerb(bind) };

    private static Verb CheckVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "GeoTIFF or BigTIFF." };
        var verb = new Verb(
            "check",
            "Whether an image is a Cloud Optimized GeoTIFF with a coordinate system: tiled, with overviews, directories first. Reads its header, never its pixels.",
            "verdict: accept|flag|reject, isCog, sha256, bigTiff, columns, rows, bands, bitsPerSample, tileSide, crs, pixelX, pixelY, west, north, overviews[{columns,rows,tileSide}], findings[]") { file };
        verb.SetAction(bind((context, parsed) =>
        {
            var path = InputFile.Require(parsed.GetValue(file)!);
            using var stream = File.OpenRead(path);
            var (header, refusal) = ReadCogHeader.Run(stream);
            if (header is null)
            {
                throw new CommandFailure(ExitCode.Finding, refusal!.Code, refusal.Message, path, "gdal_translate -of COG IN OUT makes one.");
            }

            stream.Position = 0;
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
            context.Write(
                new
                {
                    verdict = header.IsCog ? "accept" : "flag",
                    header.IsCog,
                    sha256,
                    header.BigTiff,
                    header.Image.Columns,
                    header.Image.Rows,
                    header.Bands,
                    header.BitsPerSample,
                    header.Image.TileSide,
                    crs = header.Epsg is { } code ? $"EPSG:{code}" : null,
                    pixelX = header.PixelM?.X,
                    pixelY = header.PixelM?.Y,
                    west = header.PixelM is null ? (double?)null : header.West,
                    north = header.PixelM is null ? (double?)null : header.North,
                    header.Overviews,
                    header.Findings,
                },
                output =>
                {
                    output.WriteLine($"{header.Image.Columns} × {header.Image.Rows}, {header.Bands} band(s) of {header.BitsPerSample} bits, {(header.Image.TileSide == 0 ? "strips" : $"tiles of {header.Image.TileSide}")}, {header.Overviews.Count} overview(s), {(header.Epsg is { } code ? $"EPSG:{code}" : "no coordinate system")}");
                    output.WriteLine(header.IsCog ? "a Cloud Optimized GeoTIFF" : string.Join(Environment.NewLine, header.Findings));
                    output.WriteLine(sha256);
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
