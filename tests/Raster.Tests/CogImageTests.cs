namespace Surefoot.Raster.Tests;

public sealed class CogImageTests
{
    [Theory]
    [InlineData("colours.tif", 1)]
    [InlineData("colours-jpeg.tif", 12)]
    public void Tiles_of_another_programs_cog_hold_its_colours_at_every_level(string name, int off)
    {
        using var image = Open(name);
        image.Levels.Select(level => (level.Columns, level.Rows, level.TileSide)).ShouldBe([(300, 200, 128), (150, 100, 128), (75, 50, 128)]);
        for (var level = 0; level < 2; level++)
        {
            var scale = 1 << level;
            foreach (var (x, y) in new[] { (0, 0), (130, 90), (149, 99) })
            {
                var tile = image.ReadTile(level, x / 128, y / 128)!;
                var at = (((y % 128) * 128) + (x % 128)) * 4;
                int red = tile.Rgba[at], green = tile.Rgba[at + 1];
                red.ShouldBeInRange((int)(scale * (x + 0.5) * 255 / 299) - off - 1, (int)(scale * (x + 0.5) * 255 / 299) + off + 1);
                green.ShouldBeInRange((int)(scale * (y + 0.5) * 255 / 199) - off - 2, (int)(scale * (y + 0.5) * 255 / 199) + off + 2);
                tile.Rgba[at + 3].ShouldBe((byte)255);
            }
        }
    }

    [Fact]
    public void Pixels_beyond_the_edge_are_transparent_and_tiles_beyond_are_none()
    {
        using var image = Open("colours.tif");
        var tile = image.ReadTile(0, 2, 1)!;
        tile.Rgba[((10 * 128) + 43) * 4 + 3].ShouldBe((byte)255);
        tile.Rgba[((10 * 128) + 44) * 4 + 3].ShouldBe((byte)0);
        tile.Rgba[((72 * 128) + 5) * 4 + 3].ShouldBe((byte)0);
        image.ReadTile(0, 3, 0).ShouldBeNull();
    }

    [Fact]
    public void Damaged_tiles_are_holes_and_not_the_end()
    {
        var bytes = File.ReadAllBytes(Path("colours.tif"));
        // Everything behind the directories.
        Array.Fill<byte>(bytes, 0xA5, bytes.Length / 2, bytes.Length - (bytes.Length / 2) - 64);
        if (CogImage.Open(new MemoryStream(bytes)).Image is { } image)
        {
            using (image)
            {
                Should.NotThrow(() => Enumerable.Range(0, 6).Select(i => image.ReadTile(0, i % 3, i / 3)).ToList());
            }
        }
    }

    [Fact]
    public void What_cannot_be_shown_says_why()
    {
        CogImage.Open(new MemoryStream("not an image"u8.ToArray())).Refusal!.Code.ShouldBe("tiff.not");
        using var folder = new TemporaryRaster();
        CogImage.Open(new MemoryStream(folder.Float32())).Refusal!.Code.ShouldBe("cog.bands");
    }

    [Fact]
    public void A_tiff_is_averaged_down_to_be_shown_whole()
    {
        var (picture, refusal) = ReducedTiff.Run(new MemoryStream(File.ReadAllBytes(Path("colours.tif"))), 100, TestContext.Current.CancellationToken);
        refusal.ShouldBeNull();
        (picture!.Columns, picture.Rows, picture.Factor).ShouldBe((100, 67, 3));
        picture.Rgb[(50 * 3)].ShouldBeInRange((byte)126, (byte)131);
        ReducedTiff.Run(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8]), 100, TestContext.Current.CancellationToken).Refusal!.Code.ShouldBe("image.form");
    }

    private static CogImage Open(string name)
    {
        var (image, refusal) = CogImage.Open(new MemoryStream(File.ReadAllBytes(Path(name))));
        refusal.ShouldBeNull();
        return image!;
    }

    private static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "reference", name);

    private sealed class TemporaryRaster : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-cog-").FullName;

        public byte[] Float32()
        {
            var path = System.IO.Path.Combine(_folder, "f.tif");
            GeoTiff.Write(new FloatRaster(GridSpec.At(600_000, 4_400_000, 50, 300, 300)), path, "SYNTHETIC test");
            return File.ReadAllBytes(path);
        }

        public void Dispose() => Directory.Delete(_folder, true);
    }
}
