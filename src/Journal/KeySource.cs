using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Surefoot.Journal;

/// <summary>Where keys and nonces come from. The boundary exists so that a synthetic sample journal can be repeated byte for byte.</summary>
public interface IKeySource
{
    void FillKey(string keyId, Span<byte> key);

    /// <summary>A nonce that is never used twice with the same key: a record's versions are sealed once each.</summary>
    void FillNonce(string keyId, int version, Span<byte> nonce);
}

/// <summary>Keys and nonces of the operating system's generator: what every real journal uses.</summary>
public sealed class RandomKeySource : IKeySource
{
    public void FillKey(string keyId, Span<byte> key) => RandomNumberGenerator.Fill(key);

    public void FillNonce(string keyId, int version, Span<byte> nonce) => RandomNumberGenerator.Fill(nonce);
}

/// <summary>Keys and nonces derived from a seed, for tests and for folders in which every person is invented. Anyone with the seed can read the payloads.</summary>
public sealed class SyntheticKeySource(long seed) : IKeySource
{
    public void FillKey(string keyId, Span<byte> key) => Derive("key", keyId, 0, key);

    public void FillNonce(string keyId, int version, Span<byte> nonce) => Derive("nonce", keyId, version, nonce);

    private void Derive(string purpose, string keyId, int version, Span<byte> destination)
    {
        Span<byte> secret = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(secret, seed);
        var derived = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{purpose}\n{keyId}\n{version}"));
        derived.AsSpan(0, destination.Length).CopyTo(destination);
    }
}
