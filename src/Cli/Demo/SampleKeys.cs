using System.Security.Cryptography;
using System.Text;
using Surefoot.Journal;

namespace Surefoot.Cli.Demo;

/// <summary>Keys of invented people, derived from the seed so that the sample journal is the same on every machine.</summary>
/// <remarks>Only for the sample country: whoever knows the seed knows the keys, and there is nobody behind them.</remarks>
internal sealed class SampleKeys(ulong seed) : IKeySource
{
    public void FillKey(string keyId, Span<byte> key) => Derive($"{seed}/{keyId}/key", key);

    public void FillNonce(string keyId, int version, Span<byte> nonce) => Derive($"{seed}/{keyId}/{version}/nonce", nonce);

    private static void Derive(string name, Span<byte> target) => SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, target.Length).CopyTo(target);
}
