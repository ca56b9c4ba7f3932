namespace Surefoot.Raster.Tests;

public sealed class CogHeaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-cog-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData("cog.tif", false)]
    [InlineData("cog-big.tif", true)]
    public void A_cog_made_by_another_program_is_one(string name, bool big)
    {
        var (header, refusal) = Read(Reference(name));
        refusal.ShouldBeNull();
        header!.Findings.ShouldBeEmpty();
        (header.BigTiff, header.Image, header.Epsg, header.PixelM, header.West, header.North).ShouldBe((big, new CogLevel(700, 600, 256), 32638, (0.5, 0.5), 600_000, 4_400_000));
        header.Overviews.Count.ShouldBeGreaterThan(0);
        header.Overviews[0].Columns.ShouldBe(350);
    }

    [Fact]
    public void A_tiled_image_without_overviews_says_what_is_missing()
    {
        var path = Path.Combine(_folder, "plain.tif");
        GeoTiff.Write(new FloatRaster(GridSpec.At(600_000, 4_400_000, 50, 700, 600)), path, "SYNTHETIC test");
        var (header, _) = Read(File.ReadAllBytes(path));
        header!.IsCog.ShouldBeFalse();
        header.Findings.ShouldContain(finding => finding.Contains("overviews"));
        (header.Epsg, header.Image.TileSide, header.BitsPerSample).ShouldBe((32638, 256, 32));
    }

    [Fact]
    public void Something_else_is_no_tiff()
    {
        Read([1, 2, 3]).Refusal!.Code.ShouldBe("tiff.not");
        Read("PK\u0003\u0004 not an image at all"u8.ToArray()).Refusal!.Code.ShouldBe("tiff.not");
    }

    [Fact]
    public void A_circle_of_directories_ends()
    {
        // One directory with one entry whose next directory is itself.
        byte[] file = [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 2, 0, 0, 1, 4, 0, 1, 0, 0, 0, 5, 0, 0, 0, 1, 1, 4, 0, 1, 0, 0, 0, 5, 0, 0, 0, 8, 0, 0, 0];
        Read(file).Refusal!.Code.ShouldBe("tiff.damaged");
    }

    [Fact]
    public void A_file_cut_or_bent_anywhere_is_refused_and_never_fails_otherwise()
    {
        var good = Reference("cog.tif");
        for (var length = 0; length < 1200; length += 7)
        {
            var (header, refusal) = Read(good[..length]);
            (header is null).ShouldBe(refusal is not null);
        }

        for (var at = 0; at < 900; at++)
        {
            var bent = (byte[])good.Clone();
            bent[at] ^= 0xFF;
            var (header, refusal) = Read(bent);
            (header is null).ShouldBe(refusal is not null);
        }
    }

    private static byte[] Reference(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "reference", name));

    private static (CogHeader? Header, RasterRefusal? Refusal) Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return ReadCogHeader.Run(stream);
    }
}
