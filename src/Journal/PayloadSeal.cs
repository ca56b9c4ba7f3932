using System.Security.Cryptography;

namespace Surefoot.Journal;

/// <summary>Seals a personal payload with AES-256-GCM and opens it again (docs/journal-format.md, section 4).</summary>
internal static class PayloadSeal
{
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] Seal(KeyStore keys, string keyId, byte[] key, Guid recordId, string schema, int version, ReadOnlySpan<byte> payload)
    {
        var sealedBytes = new byte[1 + NonceBytes + payload.Length + TagBytes];
        sealedBytes[0] = Format;
        var nonce = sealedBytes.AsSpan(1, NonceBytes);
        keys.FillNonce(keyId, version, nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, payload, sealedBytes.AsSpan(1 + NonceBytes, payload.Length), sealedBytes.AsSpan(1 + NonceBytes + payload.Length), AdditionalData(keyId, recordId, schema, version));
        return sealedBytes;
    }

    public static byte[] Open(string keyId, byte[] key, Guid recordId, string schema, int version, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < 1 + NonceBytes + TagBytes || sealedBytes[0] != Format)
        {
            throw new CryptographicException("This is not a sealed payload of format 1.");
        }

        var payload = new byte[sealedBytes.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(sealedBytes.Slice(1, NonceBytes), sealedBytes.Slice(1 + NonceBytes, payload.Length), sealedBytes[^TagBytes..], payload, AdditionalData(keyId, recordId, schema, version));
        return payload;
    }

    private static byte[] AdditionalData(string keyId, Guid recordId, string schema, int version)
    {
        var fields = new FieldBytes();
        fields.Add("surefoot-payload-1");
        fields.Add(keyId);
        fields.Add(recordId.ToString("D"));
        fields.Add(schema);
        fields.Add(version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return fields.ToArray();
    }
}
