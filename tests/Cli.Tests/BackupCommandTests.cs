using System.Text.Json;
using Surefoot.Tests.Servers;

namespace Surefoot.Cli.Tests;

/// <summary>What a restored folder publishes, and which folder a journal may be used with.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private static readonly string[] Approved = ["--actor", "syn-information-officer", "--approve-as", "syn-operations-chief"];

    private readonly string _root = Directory.CreateTempSubdirectory("surefoot-backup-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_public_map_has_the_same_bytes_after_a_restore_into_either_store(bool backedUpOnServer)
    {
        await MakeKeyPair();
        var source = backedUpOnServer ? OnServer("source") : InFile("source");
        await Hazard(source);
        var published = await Publish(source);
        foreach (var target in new[] { InFile("again"), OnServer("there") })
        {
            foreach (var (seal, open) in new[] { (Array.Empty<string>(), Array.Empty<string>()), (["--encrypt-to", At("public.pem")], ["--key", At("private.pem")]) })
            {
                (await Run(source, ["backup", At("b"), .. seal])).Exit.ShouldBe(0);
                var (_, checkedKeys) = await Run([], ["verify-backup", At("b"), .. open]);
                checkedKeys.GetProperty("keys").GetProperty("publishingKey").GetBoolean().ShouldBeTrue();
            }

            File.ReadAllBytes(At("surefoot-keys.backup")).AsSpan().IndexOf("publishingKey"u8).ShouldBe(-1, "sealed with the keys of persons");
            var (exit, restored) = await Run(target, "restore", At("b"), "--key", At("private.pem"));
            (exit, restored.GetProperty("publishingKey").GetBoolean()).ShouldBe((0, true));
            (await Publish(target)).ShouldBe(published);
        }

        // Without the secret the same hazard is drawn otherwise: that the maps are equal above is its doing.
        var without = InFile("without");
        File.Delete(At("surefoot-keys.backup"));
        (await Run(without, "restore", At("b"), "--key", At("private.pem"), "--without-keys")).Answer.GetProperty("publishingKey").GetBoolean().ShouldBeFalse();
        (await Publish(without)).ShouldNotBe(published);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_without_any_person_is_still_the_folder_of_one_journal(bool fileFirst)
    {
        string[] file = InFile("data");
        string[] server = [.. file, "--store", PostgresServer.NewStore()];
        await Hazard(fileFirst ? file : server);
        var entries = (await Run(fileFirst ? file : server, "verify")).Answer.GetProperty("entries").GetInt64();
        var (exit, answer) = await Run(fileFirst ? server : file, ["import", At("hazard.csv"), "--as", "hazard-area", .. Approved]);
        (exit, answer.GetProperty("error").GetProperty("code").GetString()).ShouldBe((3, "data.other-journal"));
        (await Run(fileFirst ? file : server, "verify")).Answer.GetProperty("entries").GetInt64().ShouldBe(entries);

        // The other way round: the journal with a folder of its own is not to be had from this one.
        string[] apart = [.. InFile("apart"), "--store", PostgresServer.NewStore()];
        await Hazard(apart);
        (await Run([.. file, .. apart[2..]], "verify")).Exit.ShouldBe(3);
    }

    private async Task Hazard(string[] place)
    {
        File.WriteAllText(At("hazard.csv"), "id,informationDate,organisation,synthetic,kind,wkt\nHA-1,2024-05-01,syn-a,true,suspected,\"POLYGON((47.1 39.6,47.11 39.6,47.11 39.61,47.1 39.61,47.1 39.6))\"\n");
        var (exit, answer) = await Run(place, ["import", At("hazard.csv"), "--as", "hazard-area", .. Approved]);
        (exit, answer.GetProperty("state").GetString()).ShouldBe((0, "approved"), answer.ToString());
    }

    private async Task<string> Publish(string[] place)
    {
        var (_, answer) = await Run(place, "export", "hazard-area", "-o", At("public.geojson"), "--actor", "syn-public");
        answer.GetProperty("generalised").GetBoolean().ShouldBeTrue();
        return File.ReadAllText(At("public.geojson"));
    }

    private async Task MakeKeyPair()
    {
        using var pair = System.Security.Cryptography.ECDiffieHellman.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(At("public.pem"), pair.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllTextAsync(At("private.pem"), pair.ExportPkcs8PrivateKeyPem());
    }

    private string[] InFile(string folder) => ["--data", At(folder)];

    private string[] OnServer(string folder) => ["--data", At(folder), "--store", PostgresServer.NewStore()];

    private string At(string name) => Path.Combine(_root, name);

    private static async Task<(int Exit, JsonElement Answer)> Run(string[] place, params string[] arguments)
    {
        var output = new StringWriter();
        var exit = await SurefootCommand.RunAsync([.. arguments, .. place, "--json"], output, TextWriter.Null, TimeProvider.System);
        return (exit, JsonDocument.Parse(output.ToString()).RootElement);
    }
}
