using System.Globalization;
using System.Text;
using CsCheck;
using Surefoot.Geodesy.Receivers;

namespace Surefoot.Geodesy.Tests;

public sealed class ReceiverTests
{
    private const string Fixed = "GNGGA,101530.00,3949.20000,N,04645.00000,E,4,17,0.7,612.30,M,-2.10,M,1.0,0042";

    // The checksum is the one every manual prints for this sentence.
    [Fact]
    public void Checksum_is_that_of_the_standard_example() =>
        NmeaReader.Checksum("GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,").ShouldBe(0x47);

    [Fact]
    public void Position_takes_its_sigma_from_the_same_epoch()
    {
        var read = NmeaReader.Read(Sentences("GNRMC,101530.00,A,3949.20000,N,04645.00000,E,0.0,,010526,,,R", Fixed, "GNGST,101530.00,0.9,0.02,0.01,0,0.012,0.016,0.03", "PUBX,00,1"));
        read.Findings.ShouldBeEmpty();
        read.Unknown.ShouldHaveSingleItem();
        var position = read.Positions.ShouldHaveSingleItem();
        position.Place.LatitudeDeg.ShouldBe(39.82, 1e-9);
        position.Place.LongitudeDeg.ShouldBe(46.75, 1e-9);
        position.Fix.ShouldBe(FixQuality.RtkFixed);
        position.SigmaM.ShouldNotBeNull().ShouldBe(0.02, 1e-9);
        (position.Satellites, position.Hdop, position.CorrectionAgeS, position.Station, position.HeightM, position.GeoidSeparationM).ShouldBe((17, 0.7, 1.0, "0042", 612.3, -2.1));
        position.Time.ShouldBe("2026-05-01T10:15:30.00Z");
        FixRules.Judge(position, PositionUse.TurningPoint).ShouldBeEmpty();
    }

    [Fact]
    public void Accuracy_zero_is_unknown_and_never_perfect()
    {
        var position = NmeaReader.Read(Sentences(Fixed, "GNGST,101530.00,0,0,0,0,0.0,0.0,0.0")).Positions.ShouldHaveSingleItem();
        position.SigmaM.ShouldBeNull();
        FixRules.Judge(position, PositionUse.Evidence).ShouldHaveSingleItem().Rule.ShouldBe("fix.accuracy-unknown");
        FixRules.KnownAccuracyM(0).ShouldBeNull();
        FixRules.KnownAccuracyM(-1).ShouldBeNull();
        FixRules.KnownAccuracyM(double.NaN).ShouldBeNull();
    }

    [Fact]
    public void Damaged_line_is_a_finding_and_never_a_position()
    {
        var good = Sentences(Fixed);
        Gen.Select(Gen.Int[1, Fixed.Length], Gen.Char['0', '9']).Sample((at, digit) =>
        {
            var changed = good.ToCharArray();
            if (changed[at] == digit)
            {
                return true;
            }

            changed[at] = digit;
            var read = NmeaReader.Read(new string(changed));
            return read.Positions.Count == 0 && read.Findings.Count == 1 && read.Findings[0].Rejects;
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void Any_text_is_read_without_a_crash() => Gen.String[Gen.Char[' ', '~'], 0, 200].Sample(text =>
    {
        _ = NmeaReader.Read("$" + text);
        _ = GpxReader.Read(new MemoryStream(Encoding.UTF8.GetBytes("<gpx>" + text + "</gpx>")));
    }, iter: 2000, threads: 1);

    [Theory]
    [InlineData(0, 8, 1.0, "fix.none")]
    [InlineData(8, 8, 1.0, "fix.not-measured")]
    [InlineData(1, 3, 1.0, "fix.satellites")]
    [InlineData(1, 8, 5.1, "fix.hdop")]
    public void Weak_fix_is_named(int quality, int satellites, double hdop, string rule) =>
        FixRules.Judge(new("p", 1, new(46.75, 39.82), (FixQuality)quality, Satellites: satellites, Hdop: hdop, SigmaM: 3), PositionUse.Evidence).ShouldHaveSingleItem().Rule.ShouldBe(rule);

    [Theory]
    [InlineData(FixQuality.RtkFixed, 0.5, null)]
    [InlineData(FixQuality.RtkFixed, 0.51, "fix.accuracy")]
    [InlineData(FixQuality.RtkFloat, 0.2, "fix.turning-point")]
    [InlineData(FixQuality.Autonomous, 0.2, "fix.turning-point")]
    public void Turning_point_needs_a_fixed_solution(FixQuality fix, double sigmaM, string? rule) =>
        FixRules.Judge(new("p", 1, new(46.75, 39.82), fix, SigmaM: sigmaM), PositionUse.TurningPoint).SingleOrDefault()?.Rule.ShouldBe(rule);

    [Fact]
    public void Worst_constellation_of_a_multiple_fix_counts()
    {
        NmeaReader.Read(Sentences("GNGNS,101530.00,3949.2,N,04645.0,E,RA,17,0.7,612.3,-2.1,1.0,0042")).Positions[0].Fix.ShouldBe(FixQuality.Autonomous);
        NmeaReader.Read(Sentences("GNGNS,101530.00,3949.2,N,04645.0,E,RRNN,17,0.7,612.3,-2.1,1.0,0042")).Positions[0].Fix.ShouldBe(FixQuality.RtkFixed);
    }

    [Fact]
    public void Gpx_keeps_what_it_says_about_the_fix()
    {
        var read = Gpx("""
            <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
              <wpt lat="39.82" lon="46.75"><ele>612.3</ele><time>2026-05-01T10:15:30Z</time><name>TP1</name><fix>dgps</fix><sat>11</sat><hdop>0.9</hdop><ageofdgpsdata>3</ageofdgpsdata><dgpsid>42</dgpsid><extensions><accuracy>0</accuracy></extensions></wpt>
              <trk><trkseg><trkpt lat="39.83" lon="46.76"/><trkpt lat="39.84" lon="46.77"><fix>none</fix></trkpt></trkseg></trk>
            </gpx>
            """);
        read.Findings.ShouldBeEmpty();
        read.Positions.Count.ShouldBe(3);
        var first = read.Positions[0];
        (first.Name, first.Fix, first.Satellites, first.Hdop, first.CorrectionAgeS, first.Station, first.SigmaM, first.HeightM).ShouldBe(("TP1", FixQuality.Differential, 11, 0.9, 3.0, "42", null, 612.3));
        read.Positions[1].Fix.ShouldBe(FixQuality.NotStated);
        FixRules.Judge(read.Positions[2], PositionUse.Evidence).ShouldContain(f => f.Rule == "fix.none" && f.Rejects);
    }

    [Theory]
    [InlineData("<!DOCTYPE gpx [<!ENTITY a \"b\">]><gpx><wpt lat=\"1\" lon=\"1\"><name>&a;</name></wpt></gpx>", "xml.dtd")]
    [InlineData("<gpx><wpt lat=\"1\" lon=\"1\">", "xml.syntax")]
    [InlineData("<kml/>", "gpx.root")]
    [InlineData("<gpx><wpt lat=\"91\" lon=\"1\"/></gpx>", "gpx.position")]
    [InlineData("<gpx><wpt lat=\"39,8\" lon=\"46,7\"/></gpx>", "gpx.position")]
    [InlineData("<gpx><wpt lat=\"NaN\" lon=\"1\"/></gpx>", "gpx.position")]
    public void What_is_no_gpx_is_named(string text, string rule) => Gpx(text).Findings.ShouldHaveSingleItem().Rule.ShouldBe(rule);

    [Theory]
    [InlineData(255, true)]
    [InlineData(257, false)]
    public void Depth_is_bounded(int nested, bool read) => Gpx("<gpx>" + string.Concat(Enumerable.Repeat("<a>", nested)) + string.Concat(Enumerable.Repeat("</a>", nested)) + "</gpx>").Findings.Count.ShouldBe(read ? 0 : 1);

    private static ReceiverFile Gpx(string text) => GpxReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Sentences(params string[] bodies) => string.Join("\r\n", bodies.Select(b => string.Create(CultureInfo.InvariantCulture, $"${b}*{NmeaReader.Checksum(b):X2}")));
}
