using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Surefoot.Journal;

/// <summary>What an approval of one version binds: the version, its geometry, its evidence as it stands, the version of the criteria (docs/journal-format.md, section 5).</summary>
/// <param name="EntryHash">Lower-case hex.</param>
/// <param name="GeometrySha256">Of the bytes as entered; null where nothing can be cited, since the entry's hash covers them.</param>
/// <param name="Citations">Evidence and criteria as they stand.</param>
public sealed record ApprovalBinding(string EntryHash, string? GeometrySha256, IReadOnlyList<BoundCitation> Citations)
{
    /// <summary>Lower-case hex of SHA-256 over the canonical JSON.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Write()));

    internal static ApprovalBinding OfEntryAlone(string entryHash) => new(entryHash, null, []);

    internal static byte[] HashOfEntryAlone(string entryHash) => SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"entryHash":"{{entryHash}}"}"""));

    /// <summary>Canonical JSON.</summary>
    internal byte[] Write()
    {
        if (GeometrySha256 is null)
        {
            return CanonicalJson.Object(("entryHash", EntryHash));
        }

        using var criteria = Parse(Citations.LastOrDefault(bound => bound.Cited.Citation == Citation.Criteria) is { } cited ? Write("id", cited) : "null"u8.ToArray());
        using var evidence = Parse(Encoding.UTF8.GetBytes($"[{string.Join(',', Citations.Where(bound => bound.Cited.Citation == Citation.Evidence).Select(bound => Encoding.UTF8.GetString(Write("ref", bound))))}]"));
        return CanonicalJson.Object(("criteria", criteria.RootElement), ("entryHash", EntryHash), ("evidence", evidence.RootElement), ("geometrySha256", GeometrySha256));
    }

    private static byte[] Write(string name, BoundCitation bound) =>
        CanonicalJson.Object(("entryHash", bound.EntryHash), (name, bound.Cited.Reference), ("version", bound.Version));

    private static JsonDocument Parse(byte[] json) => JsonDocument.Parse(json);
}

/// <summary>What an approval of this would bind, as a person looks at it before.</summary>
/// <param name="Hash">Of the version's binding; of a batch SHA-256 over the hashes of all its entries' bindings, in sequence.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="Binding">Of a single version; null for a batch.</param>
public sealed record WouldBind(string Hash, long Entries, ApprovalBinding? Binding);
