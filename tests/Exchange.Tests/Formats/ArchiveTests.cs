using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Formats;

public sealed class ArchiveTests : IDisposable
{
    private const string Kml = """<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Point><coordinates>47.15101,39.60001</coordinates></Point></Placemark></kml>""";

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_packed_file_within_the_caps_is_read() =>
        TempFolder.Summary(_folder.Zip("a.kmz", ("doc.kml", Kml))).ShouldBe("");

    [Theory]
    [InlineData("../doc.kml", "zip.name")]
    [InlineData("a/../../doc.kml", "zip.name")]
    [InlineData("..\\doc.kml", "zip.name")]
    [InlineData("/doc.kml", "zip.name")]
    [InlineData("C:\\doc.kml", "zip.name")]
    [InlineData("inner.zip", "zip.nested")]
    [InlineData("readme.txt", "zip.content")]
    public void A_name_or_content_that_may_not_be_is_refused(string name, string rule) =>
        TempFolder.Summary(_folder.Zip("a.zip", (name, Kml))).ShouldBe("Reject  " + rule);

    [Fact]
    public void Two_entries_of_one_name_are_refused() =>
        TempFolder.Summary(_folder.Zip("a.zip", ("doc.kml", Kml), ("DOC.KML", Kml))).ShouldBe("Reject  zip.doubled");

    [Fact]
    public void A_link_is_refused()
    {
        var path = _folder["link.zip"];
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            archive.CreateEntry("doc.kml").ExternalAttributes = unchecked((int)0xA1FF0000);
        }

        TempFolder.Summary(path).ShouldBe("Reject  zip.link");
    }

    [Fact]
    public void A_bomb_is_refused_by_what_it_states_and_by_what_it_does()
    {
        var path = _folder["bomb.zip"];
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using var stream = archive.CreateEntry("doc.kml", CompressionLevel.SmallestSize).Open();
            stream.Write(Encoding.ASCII.GetBytes("<kml>"));
            var spaces = new byte[1024 * 1024];
            spaces.AsSpan().Fill((byte)' ');
            for (var i = 0; i < 64; i++)
            {
                stream.Write(spaces);
            }
        }

        TempFolder.Summary(path).ShouldBe("Reject  zip.ratio");

        // The same with a directory that lies: 1,000 bytes stated at both places.
        var bytes = File.ReadAllBytes(path);
        var central = bytes.AsSpan().IndexOf("PK\x1\x2"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(central + 24), 1000);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(22), 1000);
        TempFolder.Read(_folder.Write("liar.zip", bytes)).Findings.Verdict.ShouldBe(Verdict.Reject);
    }

    [Fact]
    public void More_entries_than_the_cap_are_refused_before_the_directory_is_read()
    {
        var path = _folder["many.zip"];
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            for (var i = 0; i <= 10_000; i++)
            {
                archive.CreateEntry(FormattableString.Invariant($"{i}.kml"), CompressionLevel.NoCompression);
            }
        }

        TempFolder.Summary(path).ShouldBe("Reject  zip.entries");
    }

    [Fact]
    public void A_flipped_bit_in_a_packed_digit_is_noticed()
    {
        var path = _folder["stored.kmz"];
        using (var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using var stream = archive.CreateEntry("doc.kml", CompressionLevel.NoCompression).Open();
            stream.Write(Encoding.UTF8.GetBytes(Kml));
        }

        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("47.15101"u8) + 4] ^= 1;
        TempFolder.Summary(_folder.Write("flipped.kmz", bytes)).ShouldBe("Reject  zip.checksum");
        for (var length = 4; length < bytes.Length; length += 7)
        {
            TempFolder.Read(_folder.Write("cut.kmz", bytes[..length])).Findings.Verdict.ShouldBe(Verdict.Reject, $"cut after {length} bytes");
        }
    }

    public void Dispose() => _folder.Dispose();
}
