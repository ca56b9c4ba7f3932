using System.Text;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Reading;

public sealed class GeoJsonWindowTests
{
    private const string File = """
        {"type":"FeatureCollection","name":"ə\"}{[","bbox":[47,39,48,40], "features":[
        {"type":"Feature","properties":{"n":"brackets ]}\\\" in text ğ","v":-1.5e3},"geometry":{"type":"Point","coordinates":[47.15101,39.60001]}} ,
        {"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[47.15201,39.60001]},"id":"x"}],"after":{"a":[{}]}}
        """;

    [Fact]
    public void Every_window_size_reads_the_same_rows()
    {
        var expected = Read(File, 64 * 1024, out _);
        expected.Count.ShouldBe(2);
        for (var size = 1; size <= Encoding.UTF8.GetByteCount(File) + 1; size++)
        {
            Read(File, size, out var findings).ShouldBe(expected);
            findings.Findings.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (var length = 1; length < File.Length; length++)
        {
            Read(File[..length], 7, out var findings);
            findings.Verdict.ShouldBe(Verdict.Reject, $"cut after {length} characters");
        }
    }

    private static List<string> Read(string text, int window, out FindingList findings)
    {
        findings = new();
        var gate = GeometryGate.Open(new(), Sources.Areas, findings)!;
        return [.. new GeoJsonSource(new MemoryStream(Encoding.UTF8.GetBytes(text)), gate, findings, window)
            .Read(TestContext.Current.CancellationToken)
            .Select(r => $"{r.Row} {string.Join(",", r.Fields)} {Encoding.UTF8.GetString(r.GeometryAsEntered.Span)} {r.Geometry}")];
    }
}
