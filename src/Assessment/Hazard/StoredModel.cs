using System.Security.Cryptography;
using System.Text.Json;
using Surefoot.Hazard;

namespace Surefoot.Assessment.Hazard;

/// <summary>A fitted model with what it was fitted on. Its id is the hash of its bytes: the same evidence, seed and engine give the same id.</summary>
/// <param name="Journal">Where the journal stood.</param>
/// <param name="EvidenceSha256">Digest of the evidence.</param>
/// <param name="AsOf">Evidence with a later information date was left out.</param>
public sealed record StoredModel(JournalPosition Journal, string EvidenceSha256, double CellM, DateOnly? AsOf, HazardModel Model)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Id() => "m-" + Convert.ToHexStringLower(SHA256.HashData(Bytes()))[..12];

    /// <summary>Indented JSON; names in order, numbers so that they read back to the same bits.</summary>
    internal byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(
        this with { Model = Model with { SheetTrust = new SortedDictionary<string, double>(Model.SheetTrust.ToDictionary(p => p.Key, p => p.Value), StringComparer.Ordinal) } }, Json);
}
