using System.Text;
using Npgsql;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Tests.Servers;

namespace Surefoot.Cli.Tests;

/// <summary>What was written about a person is found in nothing that a program says, keeps or hands out, but where it is sealed; and nowhere once the person was forgotten.</summary>
public sealed class CanaryTests : IDisposable
{
    /// <summary>Like the name of a person; in letters that no way of writing escapes.</summary>
    private const string Name = "Quxova-Canary-Zyvalda";
    private const string Remark = "walks-with-canary-crutches";
    private const string Wrong = "Wrongcell-Canary-Bahmanli";

    private static readonly string[] Canaries = [Name, Remark, Wrong];
    private static readonly string[] Approved = ["--actor", "syn-information-officer", "--approve-as", "syn-operations-chief"];

    private readonly string _root = Directory.CreateTempSubdirectory("surefoot-canary-").FullName;
    private readonly StringWriter _said = new();
    private string[] _place = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_written_about_a_person_stays_where_it_is_sealed_and_goes_with_the_key(bool onServer)
    {
        var server = onServer ? PostgresServer.NewStore() : null;
        _place = server is null ? ["--data", At("data")] : ["--data", At("data"), "--store", server];
        await Written();
        await Asked();

        // The projection alone holds a living person in the clear, for who may open it; nothing else of the folder, and nothing that leaves it.
        Unseen(_said.ToString(), "said");
        UnseenInFiles("data", except: [JournalStore.FileName, JournalStore.FileName + "-wal"]);
        UnseenInFiles("out");
        await Opened();

        Forget(server);
        await Run("doctor");
        await Run("verify");
        await Run("backup", Out("after.backup"));
        await Run("history", "CS-1", "--reason", "follow-up of a claim", "--actor", "syn-casualty-officer");
        Unseen(_said.ToString(), "said after forgetting");
        UnseenInFiles("data", except: []);
        UnseenInFiles("out");
        if (server is not null)
        {
            UnseenInTables(server);
        }
    }

    private async Task Written()
    {
        Directory.CreateDirectory(At("out"));
        await Run(["import", Write("accidents.csv", "id,informationDate,organisation,synthetic,occurredOn,killed,injured,lon,lat\nAC-1,2025-03-10,syn-a,true,2025-03-09,0,2,47.150001,39.600001\n"), "--as", "accident", .. Approved]);
        foreach (var (field, kind) in new[] { ("nickname", "text"), ("remark", "text") })
        {
            (await Run(["fields", "add", "casualty", "--name", field, "--kind", kind, "--effective", "2025-01-01", .. Approved])).ShouldBe(0, _said.ToString());
        }

        const string Header = "id,informationDate,organisation,synthetic,accident,outcome,sex,nickname,remark,fullName\n";
        (await Run(["import", Write("persons.csv", $"{Header}CS-1,2025-03-10,syn-a,true,AC-1,injured,female,{Name},{Remark},{Name}\n"), "--as", "casualty", .. Approved])).ShouldBe(0, _said.ToString());
        (await Run(["import", Write("again.csv", $"{Header}CS-1,2025-03-11,syn-a,true,AC-1,injured,female,{Name} {Name},{Remark},\n"), "--as", "casualty", .. Approved])).ShouldBe(0, _said.ToString());

        // Files with faults: what is wrong is said, what stands there is not.
        (await Run(["import", Write("wrong.csv", $"{Header}CS-2,2025-03-10,{Wrong},{Wrong},AC-1,{Wrong},{Wrong},{Name},{Remark},\n"), "--as", "casualty", .. Approved])).ShouldBe(1);
        (await Run(["import", Write("dates.csv", $"{Header}CS-3,{Wrong},syn-a,true,AC-1,injured,male,{Name}\"{Remark},{Name},\"\n"), "--as", "casualty", .. Approved])).ShouldBe(1);
        await Run(["import", At("persons.csv"), "--as", "accident", .. Approved]);
        await Run(["check", At("persons.csv")]);
        await Run(["import", At("persons.csv"), "--as", "casualty", "--actor", "syn-public"]);
        await Run(["save", "casualty", "--file", Write("one.json", $$"""{"type":"Feature","geometry":null,"properties":{"id":"CS-4","informationDate":"2025-03-10","organisation":"syn-a","synthetic":true,"accident":"AC-1","outcome":"{{Wrong}}","nickname":"{{Name}}"} }"""), "--actor", "syn-information-officer"]);
    }

    private async Task Asked()
    {
        foreach (var actor in new[] { "syn-information-officer", "syn-planner", "syn-public", "syn-casualty-officer", "nobody" })
        {
            foreach (var id in new[] { "CS-1", "CS-9" })
            {
                await Run("history", id, "--actor", actor);
                await Run("show", id, "--actor", actor);
            }

            await Run("export", "casualty", "--format", "csv", "-o", Out($"casualty-{actor}.csv"), "--actor", actor);
            await Run("export", "accident", "--format", "csv", "-o", Out($"accident-{actor}.csv"), "--actor", actor);
            await Run("reads", "--actor", actor);
            await Run("types", "--actor", actor);
            await Run("conflicts", "--actor", actor);
        }

        foreach (var command in new string[][] { ["doctor"], ["verify"], ["rebuild", "--check"], ["rebuild"], ["lists"], ["case", "list"], ["land", "account", "--as-of", "2025-03-31"], ["journal", "export", "--out", Out("journal")], ["checkpoint", "--out", Out("head")], ["backup", Out("b")], ["verify-backup", Out("b")] })
        {
            await Run(command);
        }
    }

    /// <summary>The test could not fail if the values were not there at all.</summary>
    private async Task Opened()
    {
        var said = new StringWriter();
        await SurefootCommand.RunAsync(["history", "CS-1", "--reason", "follow-up of a claim", "--actor", "syn-casualty-officer", "--json", .. _place], said, TextWriter.Null, TimeProvider.System);
        said.ToString().ShouldContain(Name);
        said.ToString().ShouldContain(Remark);
    }

    private void Forget(string? server)
    {
        PostgresPlace? place = null;
        if (server is not null)
        {
            PostgresPlace.TryParse(server, out place, out _).ShouldBeTrue();
        }

        // As the program projects, with the fields that the country added.
        using var store = JournalStore.Open(new JournalPlace(At("data"), place), new RegistryProjector(RecordTypes.BuiltIn), TimeProvider.System, new RandomKeySource());
        var person = store.Read().First(entry => entry.ClientKey == "CS-1");
        store.DestroyKey(person.RecordId, new WriteContext("syn-casualty-officer", "syn-mine-action-centre", "forget", "consent withdrawn")).ShouldBeOfType<Decided>();
    }

    private void UnseenInFiles(string folder, string[]? except = null)
    {
        foreach (var file in Directory.EnumerateFiles(At(folder), "*", SearchOption.AllDirectories).Where(file => except?.Contains(Path.GetFileName(file)) != true))
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[open.Length];
            open.ReadExactly(bytes);
            foreach (var canary in Canaries)
            {
                foreach (var written in new[] { Encoding.UTF8.GetBytes(canary), Encoding.Unicode.GetBytes(canary), Encoding.UTF8.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(canary))), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canary))) })
                {
                    bytes.AsSpan().IndexOf(written).ShouldBe(-1, $"{canary} in {Path.GetRelativePath(_root, file)}");
                }
            }
        }
    }

    private static void UnseenInTables(string server)
    {
        var at = new Uri(server);
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = at.Host, Port = at.Port, Username = at.UserInfo, Database = at.AbsolutePath.TrimStart('/'), Pooling = false }.ConnectionString);
        connection.Open();
        var schema = at.Query[(at.Query.IndexOf('=', StringComparison.Ordinal) + 1)..];
        List<string> tables = [];
        using (var list = new NpgsqlCommand($"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}'", connection))
        using (var row = list.ExecuteReader())
        {
            while (row.Read())
            {
                tables.Add(row.GetString(0));
            }
        }

        tables.ShouldContain("entry");
        foreach (var table in tables)
        {
            // bytea shows as hex.
            using var rows = new NpgsqlCommand($"SELECT string_agg(t::text, '') FROM {schema}.\"{table}\" t", connection);
            var text = rows.ExecuteScalar() as string ?? "";
            Unseen(text, table);
            foreach (var canary in Canaries)
            {
                text.ShouldNotContain(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canary)), Case.Insensitive, table);
            }
        }
    }

    private static void Unseen(string text, string where)
    {
        foreach (var canary in Canaries)
        {
            var at = text.IndexOf(canary, StringComparison.OrdinalIgnoreCase);
            (at < 0).ShouldBeTrue($"{canary} in what was {where}: …{(at < 0 ? "" : text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)])}");
        }
    }

    /// <summary>Once for programs and once for people, if it only reads; what is said on both channels is kept.</summary>
    private async Task<int> Run(params string[] arguments)
    {
        _said.WriteLine($"> {arguments[0]}");
        var exit = await SurefootCommand.RunAsync([.. arguments, .. _place, "--json"], _said, _said, TimeProvider.System);
        await SurefootCommand.RunAsync([.. arguments, .. _place], _said, _said, TimeProvider.System);
        return exit;
    }

    private string Write(string name, string content)
    {
        File.WriteAllText(At(name), content);
        return At(name);
    }

    private string Out(string name) => Path.Combine(At("out"), name);

    private string At(string name) => Path.Combine(_root, name);
}
