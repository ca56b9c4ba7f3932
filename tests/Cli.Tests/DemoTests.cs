using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Surefoot.Tests.Servers;

namespace Surefoot.Cli.Tests;

public sealed class DemoTests(SmallDemo demo) : IClassFixture<SmallDemo>
{
    [Fact]
    public void Demo_of_one_district_balances_and_has_every_key()
    {
        demo.First.ExitCode.ShouldBe(0);
        demo.First["synthetic"].GetBoolean().ShouldBeTrue();
        demo.First["dataDate"].GetString().ShouldBe("2025-03-31");
        var land = demo.First["landAccount"];
        land.GetProperty("balanced").GetBoolean().ShouldBeTrue();
        var closing = land.GetProperty("recordedM2").GetDecimal() - land.GetProperty("cancelledM2").GetDecimal() - land.GetProperty("reducedM2").GetDecimal() - land.GetProperty("clearedM2").GetDecimal();
        land.GetProperty("closingM2").GetDecimal().ShouldBe(closing);
        demo.First["yearly"].GetArrayLength().ShouldBe(5);
        demo.First["yearly"][4].GetProperty("complete").GetBoolean().ShouldBeFalse();
        demo.First["steps"].GetArrayLength().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Demo_run_again_reuses_what_is_there()
    {
        var second = SurefootProgram.Run("demo", "--no-serve", "--scale", "small", "--data", demo.Folder);
        second.ExitCode.ShouldBe(0);
        second["head"].GetString().ShouldBe(demo.First["head"].GetString());
    }

    [Fact]
    public void Demo_in_a_folder_of_somebody_else_is_refused()
    {
        var folder = demo.Copy();
        File.Delete(Path.Combine(folder, "demo.json"));
        var answer = SurefootProgram.Run("demo", "--no-serve", "--scale", "small", "--data", folder);
        answer.ExitCode.ShouldBe(5);
        answer["error"].GetProperty("code").GetString().ShouldBe("data.occupied");
    }

    [Fact]
    public void Demo_never_throws_away_what_was_added_to_it()
    {
        var folder = demo.Copy();
        var file = demo.File("added.csv");
        File.WriteAllText(file, "id,informationDate,organisation,synthetic,kind,lon,lat\nSYN-MP-ADDED,2024-05-01,syn-mac,true,trench,47.15123,39.60123\n");
        SurefootProgram.Run("import", file, "--as", "military-position", "--data", folder).ExitCode.ShouldBe(0);
        var answer = SurefootProgram.Run("demo", "--no-serve", "--scale", "small", "--seed", "7", "--data", folder);
        answer.ExitCode.ShouldBe(5);
        answer["error"].GetProperty("code").GetString().ShouldBe("data.added");
        SurefootProgram.Run("verify", "--data", folder)["ok"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void A_dry_run_says_what_would_come_of_it_and_leaves_nothing()
    {
        var file = demo.File("never-written.csv");
        var before = SurefootProgram.Run("verify", "--data", demo.Folder)["entries"].GetInt64();
        SurefootProgram.Run("export", "settlement", "--format", "csv", "-o", file, "--dry-run", "--data", demo.Folder).ShouldSatisfyAllConditions(
            answer => answer.ExitCode.ShouldBe(0), answer => answer["rows"].GetInt64().ShouldBeGreaterThan(0), answer => answer["file"].GetString().ShouldBe(file));
        SurefootProgram.Run("checkpoint", "--out", file, "--dry-run", "--data", demo.Folder)["sequence"].GetInt64().ShouldBe(before);
        SurefootProgram.Run("backup", file, "--dry-run", "--data", demo.Folder)["entries"].GetInt64().ShouldBe(before);
        SurefootProgram.Run("journal", "export", "--out", file, "--dry-run", "--data", demo.Folder)["entries"].GetInt64().ShouldBe(before);
        SurefootProgram.Run("withdraw", "SYN-FI-000001", "--reason", "a trial", "--dry-run", "--actor", "eve", "--data", demo.Folder)["state"].GetString().ShouldBe("withdrawn");
        SurefootProgram.Run("show", "SYN-FI-000001", "--data", demo.Folder)["state"].GetString().ShouldBe("approved");
        SurefootProgram.Run("migrate", "--dry-run", "--data", demo.Folder)["steps"].GetArrayLength().ShouldBe(0);
        SurefootProgram.Run("verify", "--data", demo.Folder)["entries"].GetInt64().ShouldBe(before);
        File.Exists(demo.File("surefoot-keys.backup")).ShouldBeFalse();
        SurefootProgram.Run("demo", "--no-serve", "--scale", "small", "--dry-run", "--data", file).ExitCode.ShouldBe(2);
        File.Exists(file).ShouldBeFalse();
        Directory.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public void Demo_on_a_used_port_says_so_before_any_work()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var answer = SurefootProgram.Run("demo", "--scale", "small", "--data", demo.File("never-made"), "--port", $"{port}");
        answer.ExitCode.ShouldBe(4);
        answer["error"].GetProperty("code").GetString().ShouldBe("port.used");
        Directory.Exists(demo.File("never-made")).ShouldBeFalse();
    }

    [Fact]
    public void The_same_seed_gives_the_same_journal_on_another_number_of_workers()
    {
        var other = SurefootProgram.Run("demo", "--no-serve", "--scale", "small", "--workers", "1", "--data", demo.File("one-worker"));
        other["head"].GetString().ShouldBe(demo.First["head"].GetString());
        other["landAccount"].GetRawText().ShouldBe(demo.First["landAccount"].GetRawText());
    }

    [Fact]
    public void The_same_seed_gives_the_same_country_on_a_server()
    {
        var server = PostgresServer.NewStore();
        var folder = demo.File("on-a-server");
        var there = SurefootProgram.Run("demo", "--no-serve", "--scale", "small", "--data", folder, "--store", server);
        there.ExitCode.ShouldBe(0);
        foreach (var part in new[] { "head", "landAccount", "yearly", "hazard", "access", "plan" })
        {
            there[part].GetRawText().ShouldBe(demo.First[part].GetRawText(), part);
        }

        File.Exists(Path.Combine(folder, "surefoot.db")).ShouldBeFalse();
        string[][] questions =
        [
            ["verify"],
            ["rebuild", "--check"],
            ["land", "account", "--as-of", "2024-12-31", "--by", "month"],
            ["land", "account", "--as-of", "2025-03-31", "--known-at", "2025-03-31", "--by", "organisation"],
            ["land", "account", "--from", "2022-02-03", "--as-of", "2025-03-31", "--opening-known-at", "2025-03-31", "--by", "use"],
            ["export", "hazard-area", "--format", "geojson", "-o", demo.File("hazards.geojson"), "--as-of", "2023-06-30"],
            ["history", "SYN-HA-00001"],
        ];
        foreach (var question in questions)
        {
            var onServer = SurefootProgram.Run([.. question, "--data", folder, "--store", server]);
            onServer.ExitCode.ShouldBe(0, string.Join(' ', question));
            onServer.Json.GetRawText().ShouldBe(SurefootProgram.Run([.. question, "--data", demo.Folder]).Json.GetRawText());
        }

        SurefootProgram.Run("demo", "--no-serve", "--scale", "small", "--seed", "7", "--data", folder, "--store", server).ExitCode.ShouldBe(5);
    }

    [Fact]
    public void A_store_that_cannot_be_had_is_told_without_its_password()
    {
        var wrong = SurefootProgram.Run("verify", "--store", "mysql://u:secret@h/d");
        wrong.ExitCode.ShouldBe(2);
        var silent = SurefootProgram.Run("verify", "--store", "postgres://u:secret@127.0.0.1:1/d", "--data", demo.File("never-made-2"));
        silent.ExitCode.ShouldBe(4);
        (wrong.Json.GetRawText() + silent.Json.GetRawText()).ShouldNotContain("secret");
    }

    [Fact]
    public void Journal_verifies_and_rebuilds_to_the_same_bits()
    {
        var verified = SurefootProgram.Run("verify", "--data", demo.Folder);
        verified.ExitCode.ShouldBe(0);
        verified["ok"].GetBoolean().ShouldBeTrue();
        var rebuilt = SurefootProgram.Run("rebuild", "--check", "--data", demo.Folder);
        rebuilt.ExitCode.ShouldBe(0);
        rebuilt["identical"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void A_changed_byte_is_found_and_its_entry_named()
    {
        var folder = demo.Copy();
        Change(folder, "UPDATE entry SET payload = CAST(replace(CAST(payload AS TEXT), 'true', 'truE') AS BLOB) WHERE sequence = 700");
        var answer = SurefootProgram.Run("verify", "--data", folder);
        answer.ExitCode.ShouldBe(1);
        answer["ok"].GetBoolean().ShouldBeFalse();
        answer["firstBad"].GetProperty("sequence").GetInt64().ShouldBe(700);
    }

    [Fact]
    public void A_changed_byte_of_an_export_is_found()
    {
        var export = demo.File("journal.export");
        SurefootProgram.Run("journal", "export", "--data", demo.Folder, "--out", export).ExitCode.ShouldBe(0);
        SurefootProgram.Run("verify", "--export", export).ExitCode.ShouldBe(0);
        var bytes = File.ReadAllBytes(export);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(export, bytes);
        var answer = SurefootProgram.Run("verify", "--export", export);
        answer.ExitCode.ShouldBe(1);
        answer["firstBad"].GetProperty("sequence").GetInt64().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_cut_tail_is_found_against_a_checkpoint()
    {
        var folder = demo.Copy();
        var head = demo.File("head.json");
        SurefootProgram.Run("checkpoint", "--data", folder, "--out", head).ExitCode.ShouldBe(0);
        Change(folder, "DELETE FROM entry WHERE sequence > (SELECT max(sequence) - 3 FROM entry)");
        var answer = SurefootProgram.Run("verify", "--data", folder, "--against", head);
        answer.ExitCode.ShouldBe(1);
        answer["ok"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void The_same_file_twice_changes_nothing_and_says_so()
    {
        var file = Path.Combine(demo.Folder, "sample", "found-items.csv");
        var answer = SurefootProgram.Run("import", file, "--as", "found-item", "--data", demo.Folder, "--actor", "syn-information-officer");
        answer.ExitCode.ShouldBe(0);
        answer["new"].GetInt64().ShouldBe(0);
        answer["changed"].GetInt64().ShouldBe(0);
        answer["unchanged"].GetInt64().ShouldBe(answer["rows"].GetInt64());
        answer["rows"].GetInt64().ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Real_records_are_refused_in_a_synthetic_folder()
    {
        var file = demo.File("real.csv");
        File.WriteAllText(file, "id,informationDate,organisation,synthetic,kind,lon,lat\nR-1,2024-05-01,anama,false,trench,47.15123,39.60123\n");
        var answer = SurefootProgram.Run("import", file, "--as", "military-position", "--data", demo.Folder, "--actor", "syn-information-officer");
        answer.ExitCode.ShouldBe(1);
        answer["verdict"].GetString().ShouldBe("reject");
        answer["findings"][0].GetProperty("field").GetString().ShouldBe("synthetic");
    }

    [Fact]
    public void Account_by_district_adds_up_to_the_nation()
    {
        var answer = SurefootProgram.Run("land", "account", "--as-of", "2024-12-31", "--by", "district", "--data", demo.Folder);
        answer.ExitCode.ShouldBe(0);
        answer["balanced"].GetBoolean().ShouldBeTrue();
        answer["rows"].EnumerateArray().Sum(row => row.GetProperty("clearedM2").GetDecimal()).ShouldBe(answer["total"].GetProperty("clearedM2").GetDecimal());
    }

    [Fact]
    public void Nobody_without_a_right_reads_the_account()
    {
        var answer = SurefootProgram.Run("land", "account", "--as-of", "2025-03-31", "--actor", "no body", "--data", demo.Folder);
        answer.ExitCode.ShouldBe(1);
        answer["error"].GetProperty("code").GetString().ShouldBe("actor.unknown");
    }

    [Fact]
    public void Faces_of_the_account_add_up_to_its_figures()
    {
        var file = demo.File("faces.geojson");
        var answer = SurefootProgram.Run("land", "account", "--as-of", "2025-03-31", "--faces", file, "--data", demo.Folder);
        using var faces = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(file));
        decimal Sum(params string[] states) => faces.RootElement.GetProperty("features").EnumerateArray()
            .Select(face => face.GetProperty("properties"))
            .Where(face => states.Contains(face.GetProperty("state").GetString()))
            .Sum(face => face.GetProperty("areaM2").GetDecimal());
        Sum("suspected", "confirmed").ShouldBe(answer["total"].GetProperty("closingM2").GetDecimal());
        Sum("cleared").ShouldBe(answer["total"].GetProperty("clearedM2").GetDecimal());

        // Open hazard was drawn outward and released land inward, so together they cover no less than what is open and no more than a rim of millimetres.
        var drawn = SurefootProgram.Run("geo", "area", file);
        var released = Sum("cancelled", "reduced", "cleared");
        var open = answer["total"].GetProperty("closingM2").GetDecimal();
        drawn["unionM2"].GetDecimal().ShouldBeInRange(open + released - 2000, open + released + 2000);
    }

    [Fact]
    public void Account_by_every_key_adds_up_to_the_nation_in_decimals()
    {
        string[] flows = ["recordedM2", "confirmedM2", "cancelledM2", "reducedM2", "clearedM2", "reworkM2", "correctionsM2", "reopenedM2", "grossM2", "overlapM2"];
        string[] ofKeys = [.. flows, "releasedM2", "releasedGrossM2", "outsideHazardM2", "apMines", "atMines", "uxo"];
        var nation = Account("nation")["total"];
        nation.GetProperty("apMines").GetInt64().ShouldBePositive();
        foreach (var by in (string[])["district", "area", "organisation", "method", "use", "kind", "month", "year"])
        {
            var account = Account(by);
            account["balanced"].GetBoolean().ShouldBeTrue();
            foreach (var flow in ofKeys)
            {
                var whole = nation.GetProperty(flow).GetDecimal();
                Sum(account["keys"], flow).ShouldBe(whole, $"{flow} by {by}");
                account["total"].GetProperty(flow).GetDecimal().ShouldBe(whole);
            }

            foreach (var flow in flows)
            {
                Sum(account["rows"], flow).ShouldBe(nation.GetProperty(flow).GetDecimal(), $"{flow} by {by} and kind");
            }
        }

        Answer Account(string by) => SurefootProgram.Run("land", "account", "--from", "2022-02-03", "--as-of", "2025-03-31", "--by", by, "--data", demo.Folder);

        static decimal Sum(System.Text.Json.JsonElement rows, string key) => rows.EnumerateArray().Sum(row => row.GetProperty(key).GetDecimal());
    }

    private static void Change(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "surefoot.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }
}
