using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>
/// A random name of the journal, kept in its database and beside the keys of persons: a data folder is not taken for that of another
/// journal, whose forgotten persons it does not know.
/// </summary>
internal static class JournalIdentity
{
    private const int IdBytes = 16;

    /// <summary>Binds a folder that has no keys yet, or keys of this journal.</summary>
    /// <exception cref="JournalUnavailableException">The folder's keys are of another journal.</exception>
    public static void Bind(Database database, KeyStore keys, JournalPlace place)
    {
        var named = Read(database);
        var known = keys.JournalId;
        if (named is not null && named == known)
        {
            return;
        }

        if (named is not null && known is not null ? !keys.IsEmpty : !MayBelong(database, keys))
        {
            throw new JournalUnavailableException($"The keys of persons in {place.Folder} belong to another journal than {place.Name}. Name this journal's own folder with --data.");
        }

        keys.JournalId = named ?? Keep(database, known ?? NewId());
    }

    /// <summary>A restored journal takes the name that the folder's keys have: whoever restores has named both.</summary>
    /// <param name="database">In a writing transaction.</param>
    public static void Adopt(Database database, KeyStore keys)
    {
        if (Read(database) is null)
        {
            Write(database, keys.JournalId ??= NewId());
        }
    }

    /// <summary>Of folders older than the names: no keys, or at least one whose record is in the journal.</summary>
    private static bool MayBelong(Database database, KeyStore keys)
    {
        if (keys.IsEmpty)
        {
            return true;
        }

        using var rows = database.Prepare("SELECT DISTINCT key_id FROM entry WHERE key_id IS NOT NULL");
        while (rows.Step())
        {
            if (keys.Knows(rows.Text(0)))
            {
                return true;
            }
        }

        return false;
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    private static string? Read(Database database) => database.ScalarText("SELECT journal_id FROM identity");

    /// <summary>The name that is kept: another process may have been quicker.</summary>
    private static string Keep(Database database, string id)
    {
        database.BeginWrite();
        try
        {
            var kept = Read(database);
            if (kept is null)
            {
                Write(database, kept = id);
            }

            database.Commit();
            return kept;
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    private static void Write(Database database, string id)
    {
        using var insert = database.Prepare("INSERT INTO identity(journal_id) VALUES(?1)");
        insert.Bind(1, id);
        insert.Run();
    }
}
