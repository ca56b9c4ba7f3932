using System.Diagnostics;

namespace Surefoot.Raster.Tests;

public sealed class GeoTiffTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-raster-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(256, 256)]
    [InlineData(257, 300)]
    [InlineData(700, 19)]
    public void A_raster_comes_back_bit_for_bit(int columns, int rows)
    {
        var raster = Make(columns, rows);
        var path = Path.Combine(_folder, "a.tif");
        GeoTiff.Write(raster, path, "SYNTHETIC test", workers: 3);
        var back = GeoTiff.Read(path, out var refusal);
        refusal.ShouldBeNull();
        back.ShouldNotBeNull().Grid.ShouldBe(raster.Grid);
        back.Values.ToArray().Select(BitConverter.SingleToInt32Bits).ShouldBe(raster.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
        GeoTiff.Description(path).ShouldBe("SYNTHETIC test");
        RasterHash.Sha256(back).ShouldBe(RasterHash.Sha256(raster));
    }

    [Fact]
    public void The_file_does_not_depend_on_the_workers()
    {
        var raster = Make(600, 500);
        GeoTiff.Write(raster, Path.Combine(_folder, "one.tif"), "x", 1);
        GeoTiff.Write(raster, Path.Combine(_folder, "three.tif"), "x", 3);
        File.ReadAllBytes(Path.Combine(_folder, "three.tif")).ShouldBe(File.ReadAllBytes(Path.Combine(_folder, "one.tif")));
    }

    [Fact]
    public void Another_reader_sees_the_grid_the_reference_system_and_the_values()
    {
        var path = Path.Combine(_folder, "b.tif");
        GeoTiff.Write(Make(300, 280), path, "SYNTHETIC test");
        var said = Ask("gdalinfo", path);
        said.ShouldContain("UTM zone 38N");
        said.ShouldContain("Origin = (600000.000000000000000,4500000.000000000000000)");
        said.ShouldContain("Pixel Size = (50.000000000000000,-50.000000000000000)");
        said.ShouldContain("NoData Value=nan");
        said.ShouldContain("Block=256x256 Type=Float32");
        said.ShouldContain("COMPRESSION=DEFLATE");
        Ask("gdallocationinfo", "-valonly", path, "299", "279").Trim().ShouldStartWith("0.8374000");
    }

    [Fact]
    public void A_file_that_is_no_raster_is_refused_with_a_reason()
    {
        var path = Path.Combine(_folder, "c.tif");
        File.WriteAllText(path, "not a tiff");
        GeoTiff.Read(path, out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNull().Code.ShouldBe("geotiff.unreadable");
    }

    [Fact]
    public void A_cut_file_is_refused_and_not_half_read()
    {
        var path = Path.Combine(_folder, "d.tif");
        GeoTiff.Write(Make(600, 500), path, "x");
        var bytes = File.ReadAllBytes(path);
        // Damage the first tile's data, which follows the eight bytes of the header.
        bytes.AsSpan(8, 400).Fill(0xA5);
        File.WriteAllBytes(path, bytes);
        GeoTiff.Read(path, out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNull().Code.ShouldBe("geotiff.data");
    }

    [Fact]
    public void A_raster_above_the_cap_is_refused_before_it_is_allocated() =>
        Should.Throw<ArgumentException>(() => new FloatRaster(GridSpec.At(0, 0, 1, 40_000, 40_000)));

    private static FloatRaster Make(int columns, int rows)
    {
        var raster = new FloatRaster(GridSpec.At(600_000, 4_500_000, 50, columns, rows));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                raster.Row(row)[column] = ((row + column) % 7) == 3 ? float.NaN : ((row * 30) + (column * 0.01334448f)) / 10_000f;
            }
        }

        raster.Row(rows - 1)[columns - 1] = 0.8374f;
        return raster;
    }

    private static string Ask(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }).ShouldNotBeNull();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"needs {program} (Debian package gdal-bin)");
            return "";
        }
    }
}
