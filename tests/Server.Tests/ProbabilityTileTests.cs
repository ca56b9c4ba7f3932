using System.Buffers.Binary;
using System.IO.Compression;
using Surefoot.Server.Content;
using Surefoot.Server.Tiles;

namespace Surefoot.Server.Tests;

public sealed class ProbabilityTileTests
{
    // printf '39.7 47.0\n39.0 45.0\n40.5 46.1234567\n38.5 48.5\n' | cs2cs -f '%.4f' EPSG:4326 +to EPSG:32638   (PROJ 9.1.1)
    [Theory]
    [InlineData(39.7, 47.0, 671470.6311, 4396373.1020)]
    [InlineData(39.0, 45.0, 500000.0000, 4316776.5832)]
    [InlineData(40.5, 46.1234567, 595195.7864, 4483860.9041)]
    [InlineData(38.5, 48.5, 805235.6521, 4267101.1144)]
    public void The_projection_equals_PROJ_to_the_millimetre(double latitude, double longitude, double easting, double northing)
    {
        var (e, n) = Utm38.Forward(longitude, latitude);
        e.ShouldBe(easting, 0.001);
        n.ShouldBe(northing, 0.001);
    }

    [Fact]
    public void A_pixel_shows_the_cell_under_it()
    {
        var (east, north) = Utm38.Forward(46.5, 39.5);
        // One dark cell of 1 km under 46.5 E 39.5 N among light ones.
        var values = Enumerable.Repeat(0.001f, 81).ToArray();
        values[(4 * 9) + 4] = 0.8f;
        var tiles = new ProbabilityTiles(new ProbabilityRaster(values, 9, 9, east - 4500, north + 4500, 1000));
        var tile = TileAddress.At(13, 46.5, 39.5);
        var (side, pixels) = Decode(tiles.Get(tile).Bytes);

        var x = (int)((46.5 - tile.Longitude(tile.Column)) / (tile.Longitude(tile.Column + 1) - tile.Longitude(tile.Column)) * side);
        var y = (int)((tile.Latitude(tile.Row) - 39.5) / (tile.Latitude(tile.Row) - tile.Latitude(tile.Row + 1)) * side);
        pixels[(y * side) + x].ShouldBe(ProbabilityRamp.IndexOf(0.8f));
        pixels.Distinct().Order().ShouldBe([ProbabilityRamp.IndexOf(0.001f), ProbabilityRamp.IndexOf(0.8f)]);
    }

    [Fact]
    public void A_cell_without_a_value_is_clear_and_a_tile_without_one_is_empty()
    {
        var tiles = new ProbabilityTiles(new ProbabilityRaster([.. Enumerable.Repeat(float.NaN, 100 * 100)], 100, 100, 600_000, 4_400_000, 1000));
        tiles.Get(TileAddress.At(9, 46.5, 39.5)).Bytes.ShouldBeEmpty();
        ProbabilityRamp.Palette[ProbabilityRamp.IndexOf(float.NaN)].A.ShouldBe((byte)0);
    }

    [Fact]
    public void A_small_scale_shows_the_mean_of_the_cells_of_a_pixel()
    {
        // Every second column is certain, the others near zero: the mean is a half.
        var values = new float[512 * 512];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i % 2 == 0 ? 0.999f : 0.001f;
        }

        var tiles = new ProbabilityTiles(new ProbabilityRaster(values, 512, 512, 600_000, 4_400_000, 50));
        var (_, pixels) = Decode(tiles.Get(TileAddress.At(7, 46.4, 39.6)).Bytes);
        pixels.Where(index => index != 0).Distinct().ShouldBe([ProbabilityRamp.IndexOf(0.5f)]);
    }

    [Fact]
    public void The_ramp_darkens_with_every_step()
    {
        var lightness = ProbabilityRamp.Palette.Skip(1).Select(colour => Lightness(colour.R, colour.G, colour.B)).ToList();
        for (var i = 1; i < lightness.Count; i++)
        {
            lightness[i].ShouldBeLessThanOrEqualTo(lightness[i - 1]);
        }

        (lightness[0] - lightness[^1]).ShouldBeGreaterThan(70);
    }

    // CIE 1976 L* of an sRGB colour.
    private static double Lightness(byte r, byte g, byte b)
    {
        var y = (0.2126 * Linear(r)) + (0.7152 * Linear(g)) + (0.0722 * Linear(b));
        return (116 * Math.Cbrt(y)) - 16;

        static double Linear(byte c) => c / 255.0 <= 0.04045 ? c / 255.0 / 12.92 : Math.Pow(((c / 255.0) + 0.055) / 1.055, 2.4);
    }

    private static (int Side, byte[] Pixels) Decode(byte[] png)
    {
        png[..8].ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var side = 0;
        using var packed = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            var data = png.AsSpan(at + 8, length);
            if (type == "IHDR")
            {
                side = BinaryPrimitives.ReadInt32BigEndian(data);
            }
            else if (type == "IDAT")
            {
                packed.Write(data);
            }

            at += 12 + length;
        }

        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        var lines = raw.ToArray();
        var pixels = new byte[side * side];
        for (var row = 0; row < side; row++)
        {
            lines[row * (side + 1)].ShouldBe((byte)0);
            lines.AsSpan((row * (side + 1)) + 1, side).CopyTo(pixels.AsSpan(row * side));
        }

        return (side, pixels);
    }
}
