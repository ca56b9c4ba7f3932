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

    /// <summary>Binds a folder that is new, or older than the names and with keys of this journal at most.</summary>
    /// <exception cref="OtherJournalException">The folder is another journal's.</exception>
    public static void Bind(Database database, KeyStore keys, JournalPlace place)
    {
        var named = Read(database);
        var known = keys.JournalId;
        if (named is not null && named == known)
        {
            return;
        }

        if (named is not null && known is not null)
        {
            throw new OtherJournalException($"The data folder {place.Folder} is that of another journal than {place.Name}. Name this journal's own folder with --data.");
        }

        // A folder with a name but without keys belongs to a journal that is not here; if that one is gone for good, its file of keys may go, too.
        if (known is not null && keys.IsEmpty)
        {
            throw new OtherJournalException($"The data folder {place.Folder} is that of another journal than {place.Name}, which is new. Name another folder with --data; if that journal is gone for good, remove {JournalStore.KeyFileName} from the folder.");
        }

        if (!MayBelong(database, keys))
        {
            throw new OtherJournalException($"The keys of persons in {place.Folder} belong to another journal than {place.Name}. Name this journal's own folder with --data.");
        }

        keys.JournalId = named ?? Keep(database, known ?? NewId());
    }

    /// <summary>Names a journal that is being restored: as the folder is, if it has a name, for whoever restores has named both.</summary>
    /// <param name="database">In a writing transaction, without entries before it.</param>
    public static string Name(Database database, string? known)
    {
        var named = Read(database);
        if (named is not null && (known is null || known == named))
        {
            return named;
        }

        database.Execute("DELETE FROM identity");
        known ??= NewId();
        Write(database, known);
        return known;
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
