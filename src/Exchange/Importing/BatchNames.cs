using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Journal;

namespace Surefoot.Exchange.Importing;

/// <summary>Names of a file's batches: made of its type and content, so the same file is the same batch; a number follows when it comes in again after an undo.</summary>
internal sealed class BatchNames
{
    // 48 bits: two of a hundred thousand files share a name with a chance of 2e-5, and then only the number goes up.
    private const int HexDigits = 12;

    public BatchNames(JournalStore store, string type, byte[] sha256)
    {
        var stem = "imp-" + Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(type), 0, .. sha256]))[..HexDigits];
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT batch FROM entry WHERE batch = @stem OR (batch >= @from AND batch < @to)";
        command.Add("@stem", stem);
        command.Add("@from", stem + "-");
        command.Add("@to", stem + ".");
        using var row = command.ExecuteReader();
        var last = 0;
        while (row.Read())
        {
            var name = row.GetString(0);
            last = Math.Max(last, name.Length == stem.Length ? 1 : int.Parse(name.AsSpan(stem.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        }

        Last = last == 0 ? null : Name(stem, last);
        Next = Name(stem, last + 1);
    }

    /// <summary>The batch in which this file came in last; null if it is new.</summary>
    public string? Last { get; }

    /// <summary>The batch in which it would come in now.</summary>
    public string Next { get; }

    private static string Name(string stem, int number) => number == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
}
