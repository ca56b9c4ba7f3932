using System.Security.Cryptography;
using System.Text;

namespace Surefoot.Registry.Cases;

/// <summary>Something that has to become a case, if it is none yet.</summary>
/// <param name="Subjects">Ids of the records, the later one first.</param>
/// <param name="Told">Organisations, ordered.</param>
/// <param name="Versions">Of a conflict: which versions compete, so that another conflict of the same record is another case.</param>
internal sealed record FoundCase(
    string Kind, IReadOnlyList<string> Subjects, DateOnly Since, IReadOnlyList<string> Told, double LongitudeDeg, double LatitudeDeg, double? CommonAreaM2 = null, string Versions = "")
{
    // 60 bits: a million cases share an id with a chance of 4e-7.
    private const int HexDigits = 15;

    /// <summary>The same for the same kind and subjects, so that nothing is opened twice.</summary>
    public string Id { get; } = "CASE-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Kind + "\0" + string.Join('\0', Subjects) + (Versions.Length == 0 ? "" : "\0" + Versions))))[..HexDigits];
}
