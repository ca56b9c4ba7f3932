using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Signs the end of the journal with the data folder's own key, made at first use.</summary>
internal static class Checkpoints
{
    public const string KeyFileName = "checkpoint-key.pem";

    public static Checkpoint Take(Database database, string folder, TimeProvider clock)
    {
        using var key = OpenOrMakeKey(folder);
        database.BeginWrite();
        try
        {
            var head = Head.Read(database);
            var checkpoint = Checkpoint.Sign(key, head.Sequence, Convert.ToHexStringLower(head.Hash.Span), EntryText.OfInstant(clock.GetUtcNow()));
            Keep(database, checkpoint);
            database.Commit();
            return checkpoint;
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    /// <summary>Stores a checkpoint beside the entries; in a writing transaction.</summary>
    public static void Keep(Database database, Checkpoint checkpoint)
    {
        using var insert = database.Prepare("INSERT INTO checkpoint(id, sequence, hash, taken_at, signature, public_key) SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, ?4, ?5 FROM checkpoint");
        insert.Bind(1, checkpoint.Sequence);
        insert.Bind(2, checkpoint.Hash);
        insert.Bind(3, checkpoint.TakenAt);
        insert.Bind(4, checkpoint.Signature);
        insert.Bind(5, checkpoint.PublicKey);
        insert.Run();
    }

    public static IReadOnlyList<Checkpoint> Kept(Database database)
    {
        using var rows = database.Prepare("SELECT sequence, hash, taken_at, signature, public_key FROM checkpoint ORDER BY id");
        List<Checkpoint> kept = [];
        while (rows.Step())
        {
            kept.Add(new Checkpoint(rows.Integer(0), rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4)));
        }

        return kept;
    }

    /// <summary>The folder's public key, or null if it never signed.</summary>
    public static string? PublicKey(string folder)
    {
        var path = Path.Combine(folder, KeyFileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The signing key as it is kept, or null if it never signed.</summary>
    public static string? ReadKeyPem(string folder)
    {
        var path = Path.Combine(folder, KeyFileName);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>Puts the signing key of a backup into a folder that has none.</summary>
    public static void RestoreKey(string folder, string? pem)
    {
        if (pem is not null && !File.Exists(Path.Combine(folder, KeyFileName)))
        {
            KeepKey(folder, pem);
        }
    }

    private static ECDsa OpenOrMakeKey(string folder)
    {
        var path = Path.Combine(folder, KeyFileName);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (!File.Exists(path))
        {
            KeepKey(folder, key.ExportPkcs8PrivateKeyPem() + "\n");
            return key;
        }

        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (ArgumentException e)
        {
            throw new JournalUnavailableException($"{path} is not a private key: {e.Message} Put the right one back, or move it away to sign with a new one (docs/checkpoints.md).");
        }
    }

    /// <summary>Half a key would be no key, and no checkpoint could ever be signed again.</summary>
    private static void KeepKey(string folder, string pem) =>
        AtomicFile.Write(Path.Combine(folder, KeyFileName), System.Text.Encoding.ASCII.GetBytes(pem), secret: true, replace: false);
}
