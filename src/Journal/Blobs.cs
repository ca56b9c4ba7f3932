using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Files by the hash of their content: scans, photographs, the imported file as it came.</summary>
internal static class Blobs
{
    public static string Keep(Database database, ReadOnlySpan<byte> content)
    {
        var sha256 = SHA256.HashData(content);
        using var insert = database.Prepare("INSERT INTO blob(sha256, content) VALUES(?1, ?2) ON CONFLICT DO NOTHING");
        insert.BindBlob(1, sha256);
        insert.BindBlob(2, content);
        insert.Run();
        return Convert.ToHexStringLower(sha256);
    }

    public static byte[]? Find(Database database, string sha256)
    {
        using var find = database.Prepare("SELECT content FROM blob WHERE sha256 = ?1");
        find.BindBlob(1, Convert.FromHexString(sha256));
        return find.Step() ? find.Bytes(0).ToArray() : null;
    }
}
