using System.Security.Cryptography;

namespace Surefoot.Journal.Backups;

/// <summary>Passes bytes on, one way, and keeps SHA-256 over all of them.</summary>
internal sealed class HashedStream(Stream inner) : OneWayStream
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Counts bytes as passed that were read before.</summary>
    public void Begin(ReadOnlySpan<byte> already) => _sha.AppendData(already);

    public byte[] HashSoFar() => _sha.GetCurrentHash();

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _sha.AppendData(buffer[..read]);
        return read;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        _sha.AppendData(buffer);
    }

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sha.Dispose();
        }

        base.Dispose(disposing);
    }
}
