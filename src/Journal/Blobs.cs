using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Files by the hash of their content: scans, photographs, the imported file as it came.</summary>
internal static class Blobs
{
    /// <summary>When this returns, the file is on the disk.</summary>
    public static string Keep(Database database, ReadOnlySpan<byte> content)
    {
        database.BeginWrite();
        try
        {
            var sha256 = Insert(database, content);
            database.Commit();
            return sha256;
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    public static byte[]? Find(Database database, string sha256)
    {
        using var find = database.Prepare("SELECT content FROM blob WHERE sha256 = ?1");
        find.BindBlob(1, Convert.FromHexString(sha256));
        return find.Step() ? find.Bytes(0).ToArray() : null;
    }

    private static string Insert(Database database, ReadOnlySpan<byte> content)
    {
        var sha256 = SHA256.HashData(content);
        using var insert = database.Prepare("INSERT INTO blob(sha256, content) VALUES(?1, ?2) ON CONFLICT DO NOTHING");
        insert.BindBlob(1, sha256);
        insert.BindBlob(2, content);
        insert.Run();
        return Convert.ToHexStringLower(sha256);
    }
}
