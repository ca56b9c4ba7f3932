using System.Globalization;
using System.Text.Json;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy.Tests;
using Surefoot.Geodesy.Written;

namespace Surefoot.Exchange.Tests.Importing;

/// <summary>The gates as an import has them: what is refused or flagged, what is offered, and what is kept of a position.</summary>
public sealed class ImportGateTests(ITestOutputHelper output)
{
    private const string Header = "id,informationDate,organisation,synthetic,occurredOn,killed,injured";
    private const string Row = "2025-01-10,SYN-MAC,true,2025-01-09,0,1";

    private static readonly Lazy<SampledCountry> Land = new(SampledCountry.Load);
    private static readonly Lazy<ReferenceAreas> Districts = new(() => ReferenceAreas.Load(SampledCountry.Folder()));

    [Fact]
    public void Slips_in_imported_records_are_stopped_or_flagged_and_true_records_come_in()
    {
        const int rows = 1000;
        using var folder = new ImportFolder();
        foreach (var (name, i) in MutatedFile.Classes.Select((name, i) => (name, i)))
        {
            var file = MutatedFile.Make(name, rows, Land.Value, 20261124 + i);
            var result = folder.Import(folder.File("a.csv", file.Csv), "accident", reading: new() { Points = file.Points }, dryRun: true, areas: Districts.Value).Result!;
            var seen = result.Rejected + result.Flagged;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32} stopped {result.Rejected,5} flagged {result.Flagged,5} of {result.Rows} {string.Join(", ", result.Findings.GroupBy(f => f.Rule).Select(g => $"{g.Key} {g.Count()}"))}"));
            if (name == "true records")
            {
                ((double)result.Rejected / rows).ShouldBeLessThan(0.005);
                ((double)result.Flagged / rows).ShouldBeLessThan(0.10);
                continue;
            }

            seen.ShouldBeGreaterThanOrEqualTo((long)(0.999 * rows), name);
            result.Findings.Where(f => f.Fix is not null).ShouldAllBe(f => f.Suggestion != null && f.Value != null);
            if (name != "outside the stated district")
            {
                result.Findings.Count(f => f.Fix is not null).ShouldBeGreaterThan((int)(0.85 * rows), name);
            }
        }
    }

    [Theory]
    [InlineData("swapped axes")]
    [InlineData("missing zone prefix")]
    [InlineData("wrong zone")]
    [InlineData("latitude and longitude swapped")]
    [InlineData("wrong datum, known point")]
    public void Accepted_fixes_bring_records_to_their_true_place_with_what_was_entered(string name)
    {
        const int rows = 200;
        using var folder = new ImportFolder();
        var file = MutatedFile.Make(name, rows, Land.Value, 7);
        // What has several readings stays refused: leave those rows out and take the rest.
        var reading = new ReadOptions { Points = file.Points, AcceptedFixes = ["all"] };
        var dry = folder.Import(folder.File("a.csv", file.Csv), "accident", reading: reading, dryRun: true, areas: Districts.Value).Result!;
        dry.Findings.Count(f => f.Fix is { Accepted: true }).ShouldBeGreaterThan((int)(0.85 * rows));
        var refused = dry.Findings.Where(f => f.Severity == Verdict.Reject).Select(f => (int)f.Row!.Value).ToHashSet();
        var lines = file.Csv.Split('\n');
        var csv = string.Join('\n', lines.Where((_, i) => !refused.Contains(i)));
        var result = folder.Import(folder.File("b.csv", csv), "accident", ImportFolder.Chief, reading, areas: Districts.Value).Result!;
        result.Verdict.ShouldBe(Verdict.Flag);
        var wrong = 0;
        foreach (var record in folder.Reader.List("accident", Surefoot.Registry.Reading.RecordQuery.Now))
        {
            var at = int.Parse(record.Id.AsSpan(3), CultureInfo.InvariantCulture);
            var place = record.ReadGeometry()!.Coordinate;
            if (Geodesy.Geodesic.Inverse(new(place.X, place.Y), file.Truths[at - 1]).LengthM is var offM and > 60)
            {
                wrong++;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{offM:0} m off: {lines[at]} {Position(folder, record.Id)}"));
            }
        }

        ((double)wrong / rows).ShouldBeLessThan(0.02);
        var cells = lines[Enumerable.Range(1, rows).First(i => !refused.Contains(i))].Split(',');
        var position = Position(folder, cells[0]);
        position.GetProperty("fix").GetString()!.ShouldStartWith("position.");
        var original = position.TryGetProperty("text", out var text) ? text.GetString() : Entered(folder, cells[0]);
        original.ShouldBe($"{cells[11]},{cells[12]}");
    }

    [Fact]
    public void Doubtful_minutes_are_taken_only_by_name()
    {
        using var folder = new ImportFolder();
        var csv = $"{Header},lon,lat\nAC-1,{Row},47.0930,39.3620\n";
        folder.Import(folder.File("a.csv", csv), "accident", reading: new() { AcceptedFixes = ["all"] }, dryRun: true).Result!.Findings.ShouldContain(f => f.Rule == "position.minutes" && f.Fix!.Accepted == false);
        folder.Import(folder.File("a.csv", csv), "accident", reading: new() { AcceptedFixes = ["position.minutes"] }).Result!.Findings.ShouldContain(f => f.Rule == "position.minutes" && f.Fix!.Accepted);
        Place(folder, "AC-1").ShouldBe((47.158333333333331, 39.605555555555554));
        Position(folder, "AC-1").GetProperty("text").GetString().ShouldBe("47.0930,39.3620");
    }

    [Theory]
    [InlineData("mgrs", "38SPJ 84684 85500", "mgrs", 1, null)]
    [InlineData("coordinate", "39°36'00.5\"N 47°09'03.2\"E", "degrees", 3.1, null)]
    [InlineData("coordinate", "BM1 +120.5E -35N", "offset", 1, null)]
    [InlineData("coordinate", "BM1 125.5 m @ 213.5 true", "offset", 0.1, null)]
    public void Coordinate_on_paper_is_kept_as_written(string column, string text, string format, double resolutionM, int? operation)
    {
        using var folder = new ImportFolder();
        var csv = $"{Header},{column},positionMethod,positionSheet,positionScale\nAC-1,{Row},\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",sheet,J-38-21-A,1:50000\n";
        var points = new Dictionary<string, NamedPoint> { ["BM1"] = new("BM1", new(47.15, 39.6)) };
        var result = folder.Import(folder.File("a.csv", csv), "accident", reading: new() { Points = points }).Result!;
        result.Verdict.ShouldBe(Verdict.Accept, string.Join("; ", result.Findings.Select(f => f.Message)));
        var position = Position(folder, "AC-1");
        position.GetProperty("text").GetString().ShouldBe(text);
        position.GetProperty("format").GetString().ShouldBe(format);
        position.GetProperty("resolutionM").GetDouble().ShouldBe(resolutionM, 0.1);
        position.TryGetProperty("operation", out _).ShouldBe(operation is not null);
        position.GetProperty("measured").GetProperty("sheetScale").GetInt32().ShouldBe(50000);
        position.GetProperty("measured").GetProperty("method").GetString().ShouldBe("sheet");
        var result84 = position.GetProperty("wgs84");
        (result84[0].GetDouble(), result84[1].GetDouble()).ShouldBe(Place(folder, "AC-1"));
    }

    [Theory]
    [InlineData("EPSG:28408", "EPSG:15865", 4.5)]
    [InlineData("EPSG:28408", "EPSG:1808", 5.0)]
    [InlineData("EPSG:2498", "EPSG:15865", 4.5)]
    [InlineData("EPSG:2591", "EPSG:15865", 4.5)]
    [InlineData("EPSG:2937", "EPSG:15865", 4.5)]
    [InlineData("EPSG:32638", null, null)]
    [InlineData("EPSG:4284", "EPSG:15865", 4.5)]
    public void Each_row_may_be_in_a_system_of_its_own(string crs, string? operation, double? accuracyM)
    {
        using var folder = new ImportFolder();
        var code = int.Parse(crs.AsSpan(5), CultureInfo.InvariantCulture);
        int? by = operation is null ? null : int.Parse(operation.AsSpan(5), CultureInfo.InvariantCulture);
        var written = Geodesy.CoordinatePath.Find(4326, by, code).Path!.Convert(47.15, 39.6);
        var digits = code == 4284 ? "F7" : "F1";
        var (x, y) = (written.EastingM.ToString(digits, CultureInfo.InvariantCulture), written.NorthingM.ToString(digits, CultureInfo.InvariantCulture));
        var csv = $"{Header},crs,operation,x,y,positionMethod,positionFix,positionSigmaM,positionSatellites,positionAntennaHeightM\nAC-0,{Row},,,47.1234567,39.6234567,,,,,\nAC-1,{Row},{crs},{operation},{x},{y},rtk-fixed,4,0.02,14,1.8\n";
        var result = folder.Import(folder.File("a.csv", csv), "accident").Result!;
        result.Verdict.ShouldBe(Verdict.Accept, string.Join("; ", result.Findings.Select(f => f.Message)));
        var position = Position(folder, "AC-1");
        position.GetProperty("crs").GetInt32().ShouldBe(code);
        (position.TryGetProperty("operation", out var kept) ? kept.GetInt32() : (int?)null).ShouldBe(by);
        (position.TryGetProperty("accuracyM", out var accuracy) ? accuracy.GetDouble() : (double?)null).ShouldBe(accuracyM);
        Entered(folder, "AC-1").ShouldBe($"{x},{y}");
        var measured = position.GetProperty("measured");
        (measured.GetProperty("fix").GetInt32(), measured.GetProperty("sigmaM").GetDouble(), measured.GetProperty("satellites").GetInt32(), measured.GetProperty("antennaHeightM").GetDouble()).ShouldBe((4, 0.02, 14, 1.8));
        var place = Place(folder, "AC-1");
        Geodesy.Geodesic.Inverse(new(place.X, place.Y), new(47.15, 39.6)).LengthM.ShouldBeLessThan(0.1);
        Position(folder, "AC-0").TryGetProperty("measured", out _).ShouldBeFalse();
    }

    [Fact]
    public void Profile_names_the_columns_of_a_position_and_what_all_rows_share()
    {
        using var folder = new ImportFolder();
        var profile = ImportProfile.Read(folder.File("p.json", """{"columns":{"Doğu":"x","Şimal":"y","Rayon":"district","Vasitə":"positionInstrument"},"values":{"positionMethod":"hand-gps"}}"""));
        var csv = $"{Header},Doğu,Şimal,Rayon,Vasitə\nAC-1,{Row},47.1500001,39.6000001,AZ-FUZ,Garmin\nAC-2,{Row},39.6000001,47.1500001,AZ-FUZ,\n";
        var result = folder.Import(folder.File("a.csv", csv), "accident", profile: profile, reading: new() { AcceptedFixes = ["position.swapped"] }).Result!;
        result.Rejected.ShouldBe(0, string.Join("; ", result.Findings.Select(f => f.Message)));
        result.Findings.ShouldHaveSingleItem().Rule.ShouldBe("position.swapped");
        Place(folder, "AC-2").ShouldBe((47.1500001, 39.6000001));
        Position(folder, "AC-1").GetProperty("measured").GetProperty("instrument").GetString().ShouldBe("Garmin");
        Position(folder, "AC-1").GetProperty("measured").GetProperty("method").GetString().ShouldBe("hand-gps");
    }

    [Fact]
    public void Row_outside_the_district_it_states_is_refused_whatever_the_country_says()
    {
        using var folder = new ImportFolder();
        var csv = $"{Header},lon,lat,district\nAC-1,{Row},47.1500001,39.6000001,AZ-GOR\nAC-2,{Row},47.1500001,39.6000001,AZ-FUZ\n";
        var result = folder.Import(folder.File("a.csv", csv), "accident", dryRun: true).Result!;
        result.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Rule.ShouldBe("position.outside-district"), f => f.Row.ShouldBe(1), f => f.Severity.ShouldBe(Verdict.Reject));
    }

    [Fact]
    public void Area_with_exchanged_axes_comes_in_turned_and_keeps_its_text()
    {
        using var folder = new ImportFolder();
        const string polygon = """{"type":"Polygon","coordinates":[[[39.600001,47.150001],[39.600001,47.16],[39.61,47.16],[39.600001,47.150001]]]}""";
        var file = folder.File("h.geojson", $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"HA-1","informationDate":"2021-01-01","organisation":"SYN-MAC","synthetic":true,"kind":"confirmed"},"geometry":{{{polygon}}}}]}""");
        folder.Import(file, "hazard-area").Result!.Findings[0].ShouldSatisfyAllConditions(f => f.Rule.ShouldBe("position.swapped"), f => f.Fix!.Wgs84.ShouldBe(new(47.150001, 39.600001)));
        folder.Import(file, "hazard-area", ImportFolder.Chief, new() { AcceptedFixes = ["all"] }).Result!.New.ShouldBe(1);
        folder.Reader.Get("hazard-area", "HA-1").ReadGeometry()!.EnvelopeInternal.MinX.ShouldBe(47.150001);
        Position(folder, "HA-1").GetProperty("text").GetString().ShouldBe(polygon);
        folder.Import(file, "hazard-area", ImportFolder.Chief, new() { AcceptedFixes = ["all"] }).Result!.Unchanged.ShouldBe(1);
    }

    [Fact]
    public void Receivers_log_keeps_sentence_fix_sigma_satellites_and_age()
    {
        using var folder = new ImportFolder();
        var log = string.Join("\r\n", new[] { "GPGGA,101112.00,3936.0005,N,04709.0007,E,4,14,0.7,321.5,M,12.1,M,1.0,0031", "GPGST,101112.00,0.02,,,,0.012,0.011,0.02" }.Select(Sentence)) + "\r\n";
        var profile = ImportProfile.Read(folder.File("p.json", """{"columns":{"name":"id"},"values":{"informationDate":"2025-01-10","organisation":"SYN-MAC","synthetic":"true","occurredOn":"2025-01-09","killed":"0","injured":"1"}}"""));
        var result = folder.Import(folder.File("log.nmea", log), "accident", profile: profile).Result!;
        result.New.ShouldBe(1, string.Join("; ", result.Findings.Select(f => f.Message)));
        var position = Position(folder, "1");
        position.GetProperty("text").GetString()!.ShouldStartWith("$GPGGA,101112.00");
        var measured = position.GetProperty("measured");
        (measured.GetProperty("fix").GetInt32(), measured.GetProperty("satellites").GetInt32(), measured.GetProperty("method").GetString(), measured.GetProperty("station").GetString()).ShouldBe((4, 14, "rtk-fixed", "0031"));
        measured.GetProperty("sigmaM").GetDouble().ShouldBe(0.0163, 0.0001);
        Place(folder, "1").X.ShouldBe(47.1500117, 1e-6);
    }

    [Fact]
    public void Record_from_before_positions_said_more_is_unchanged_by_the_same_file()
    {
        using var now = new ImportFolder();
        using var before = new ImportFolder();
        var csv = $"{Header},lon,lat\nAC-1,{Row},47.1500001,39.6000001\n";
        now.Import(now.File("a.csv", csv), "accident").Result!.New.ShouldBe(1);
        var entry = now.Store.Read().Last();
        var payload = System.Text.RegularExpressions.Regex.Replace(System.Text.Encoding.UTF8.GetString(now.Store.OpenPayload(entry)!.Value.Span), ",\"resolutionM\":[0-9.]+", "");
        payload.ShouldNotContain("resolution");
        before.Import(before.File("b.csv", csv.Replace("AC-1", "AC-2", StringComparison.Ordinal)), "accident").Result!.New.ShouldBe(1);
        var old = new Surefoot.Journal.NewEntry { RecordType = entry.RecordType, Schema = entry.Schema, ClientKey = entry.ClientKey, BaseVersion = 0, EventDate = entry.EventDate, InformationDate = entry.InformationDate, State = entry.State, Tier = entry.Tier, Payload = System.Text.Encoding.UTF8.GetBytes(payload), Geometry = entry.Geometry };
        before.Store.Append(new Surefoot.Journal.WriteContext(ImportFolder.Officer, "syn-mine-action-centre", "b1", "test"), [old], null, TestContext.Current.CancellationToken);
        before.Import(before.File("a.csv", csv), "accident").Result!.Unchanged.ShouldBe(1);
    }

    private static string Sentence(string body) => $"${body}*{Geodesy.Receivers.NmeaReader.Checksum(body):X2}";

    private static JsonElement Position(ImportFolder folder, string id)
    {
        var entry = folder.Store.Read().Last(e => e.ClientKey == id);
        return JsonDocument.Parse(folder.Store.OpenPayload(entry)!.Value).RootElement.GetProperty("position");
    }

    private static string Entered(ImportFolder folder, string id) => System.Text.Encoding.UTF8.GetString(folder.Store.Read().Last(e => e.ClientKey == id).Geometry.Span);

    private static (double X, double Y) Place(ImportFolder folder, string id)
    {
        var entry = folder.Store.Read().Last(e => e.ClientKey == id);
        var position = Position(folder, id);
        var place = Geodesy.EnteredGeometry.Parse(entry.Geometry.Span, position.GetProperty("crs").GetInt32(), position.TryGetProperty("operation", out var by) ? by.GetInt32() : null).Geometry!.Coordinate;
        return (place.X, place.Y);
    }
}
