using System.Buffers.Binary;

namespace Surefoot.Raster.Tests;

public sealed class ImageHeaderTests
{
    [Fact]
    public void The_size_of_a_png_stands_in_its_first_chunk() => Read(Png(2400, 1800)).Header.ShouldBe(new ImageHeader(ImageForm.Png, 2400, 1800));

    [Fact]
    public void The_size_of_a_jpeg_stands_in_its_frame_behind_other_segments() => Read(Jpeg(640, 480)).Header.ShouldBe(new ImageHeader(ImageForm.Jpeg, 640, 480));

    [Fact]
    public void A_tiff_is_told_by_its_own_header() =>
        Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "reference", "cog.tif"))).Header.ShouldBe(new ImageHeader(ImageForm.Tiff, 700, 600));

    [Theory]
    [InlineData(10_000, 10_000, true)]
    [InlineData(10_001, 10_000, false)]
    public void A_hundred_million_pixels_are_the_most_whatever_the_file_holds(int columns, int rows, bool taken)
    {
        var (header, refusal) = Read(Png(columns, rows));
        (header is not null).ShouldBe(taken);
        refusal?.Code.ShouldBe("image.too-many-pixels");
    }

    [Fact]
    public void A_file_over_the_cap_is_refused_unread()
    {
        using var large = new LongStream(ReadImageHeader.MostBytes + 1);
        ReadImageHeader.Run(large).Refusal!.Code.ShouldBe("image.too-large");
        large.WasRead.ShouldBeFalse();
    }

    [Theory]
    [InlineData("GIF89a0000")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("short")]
    public void Another_form_is_refused(string text) => Read(System.Text.Encoding.ASCII.GetBytes(text)).Refusal!.Code.ShouldBe("image.form");

    [Fact]
    public void Cut_off_headers_are_damaged_and_not_thrown()
    {
        foreach (var whole in (byte[][])[Png(10, 10), Jpeg(10, 10)])
        {
            for (var length = 8; length < whole.Length - 12; length++)
            {
                Should.NotThrow(() => Read(whole.AsSpan(0, length).ToArray()));
            }
        }

        Read(Png(0, 10)).Refusal!.Code.ShouldBe("image.damaged");
    }

    [Fact]
    public void A_stripped_copy_has_the_picture_and_nothing_beside_it()
    {
        var copy = StrippedCopy.Of(Jpeg(640, 480))!;
        System.Text.Encoding.ASCII.GetString(copy).ShouldNotContain("Exif");
        Read(copy).Header.ShouldBe(new ImageHeader(ImageForm.Jpeg, 640, 480));

        byte[] png = [.. Png(3, 3).AsSpan(0, 33), .. Chunk("tEXt", "Author\0Somebody"u8), .. Chunk("IDAT", [1, 2]), .. Chunk("IEND", []), 9, 9];
        var clean = StrippedCopy.Of(png)!;
        System.Text.Encoding.ASCII.GetString(clean).ShouldNotContain("Somebody");
        clean.AsSpan(clean.Length - 12).ToArray().ShouldBe(Chunk("IEND", []));
        StrippedCopy.Of(Png(3, 3).AsSpan(0, 20)).ShouldBeNull();
    }

    private static (ImageHeader? Header, RasterRefusal? Refusal) Read(byte[] bytes) => ReadImageHeader.Run(new MemoryStream(bytes));

    private static byte[] Png(int columns, int rows)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, columns);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows);
        (header[8], header[9]) = (8, 2);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        return chunk;
    }

    // Start, EXIF, frame, scan, end.
    private static byte[] Jpeg(int columns, int rows) =>
    [
        0xFF, 0xD8, 0xFF, 0xE1, 0, 10, .. "Exif\0\0ab"u8,
        0xFF, 0xC0, 0, 11, 8, (byte)(rows >> 8), (byte)(rows & 255), (byte)(columns >> 8), (byte)(columns & 255), 1, 1, 0x11, 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xFF, 0xD9,
    ];

    private sealed class LongStream(long length) : MemoryStream
    {
        public bool WasRead { get; private set; }

        public override long Length => length;

        public override int Read(Span<byte> buffer)
        {
            WasRead = true;
            return base.Read(buffer);
        }
    }
}
