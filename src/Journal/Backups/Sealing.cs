using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Surefoot.Journal.Backups;

/// <summary>
/// Seals a file to a P-256 public key: an ephemeral key agreement gives, by HKDF-SHA256, an AES-256-GCM key; the content follows in pieces
/// that carry their number and whether they are the last, so none can be dropped, moved or cut off (docs/backup.md).
/// </summary>
internal static class Sealing
{
    public const int PieceBytes = 1 << 16;
    public const int TagBytes = 16;
    private const int NonceBytes = 12;

    public static ReadOnlySpan<byte> Magic => "surefoot-sealed-1\n"u8;

    /// <exception cref="InvalidDataException">Not a P-256 public key in PEM.</exception>
    public static ECDiffieHellman ReadPublic(string pemFile) => Read(pemFile, "public");

    /// <exception cref="InvalidDataException">Not a P-256 private key in PEM.</exception>
    public static ECDiffieHellman ReadPrivate(string pemFile)
    {
        var key = Read(pemFile, "private");
        try
        {
            key.ExportPkcs8PrivateKey();
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException($"{pemFile} holds a public key; the private one is needed to open what was sealed to it.");
        }
    }

    /// <summary>Begins a sealed file; dispose the answer to write the last piece.</summary>
    public static SealingStream Seal(Stream file, ECDiffieHellman recipient)
    {
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var sender = ephemeral.ExportSubjectPublicKeyInfo();
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)sender.Length));
        file.Write(Magic);
        file.Write(length);
        file.Write(sender);
        return new SealingStream(file, Key(ephemeral, recipient, sender));
    }

    /// <summary>Opens a sealed file of which the magic was read already.</summary>
    /// <exception cref="InvalidDataException">Damaged, or sealed to another key; thrown here or while reading.</exception>
    public static Stream Open(Stream file, ECDiffieHellman recipient)
    {
        Span<byte> length = stackalloc byte[2];
        var sender = new byte[Take(file, length) == 2 ? BinaryPrimitives.ReadUInt16BigEndian(length) : 0];
        if (sender.Length == 0 || Take(file, sender) != sender.Length)
        {
            throw new InvalidDataException("The sealed file ends too early.");
        }

        try
        {
            using var ephemeral = ECDiffieHellman.Create();
            ephemeral.ImportSubjectPublicKeyInfo(sender, out _);
            return new OpeningStream(file, Key(recipient, ephemeral, sender));
        }
        catch (CryptographicException)
        {
            throw new InvalidDataException("The sealed file is damaged in its head.");
        }
    }

    internal static void Nonce(Span<byte> nonce, long number, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..], number);
        nonce[NonceBytes - 1] = last ? (byte)1 : (byte)0;
    }

    internal static int Take(Stream file, Span<byte> bytes) => file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);

    private static ECDiffieHellman Read(string pemFile, string kind)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(pemFile));
            if (key.KeySize == 256)
            {
                return key;
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Told below, in one sentence for both.
        }

        key.Dispose();
        throw new InvalidDataException($"{pemFile} is not a P-256 {kind} key in PEM. Make a pair: openssl ecparam -name prime256v1 -genkey -noout -out private.pem; openssl ec -in private.pem -pubout -out public.pem");
    }

    private static byte[] Key(ECDiffieHellman own, ECDiffieHellman other, byte[] sender)
    {
        using var others = other.PublicKey;
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(others), 32, salt: sender, info: Magic.ToArray());
    }
}

/// <summary>Writes pieces of 64 KiB, each sealed by itself.</summary>
internal sealed class SealingStream(Stream file, byte[] key) : OneWayStream
{
    private readonly AesGcm _cipher = new(key, Sealing.TagBytes);
    private readonly byte[] _piece = new byte[Sealing.PieceBytes];
    private readonly byte[] _sealed = new byte[Sealing.PieceBytes + Sealing.TagBytes];
    private int _filled;
    private long _number;
    private bool _ended;

    public override bool CanWrite => true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == _piece.Length)
            {
                Put(last: false);
            }

            var take = Math.Min(buffer.Length, _piece.Length - _filled);
            buffer[..take].CopyTo(_piece.AsSpan(_filled));
            _filled += take;
            buffer = buffer[take..];
        }
    }

    /// <summary>Writes the last piece; without it the file does not open.</summary>
    public void End()
    {
        if (!_ended)
        {
            Put(last: true);
            _ended = true;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Put(bool last)
    {
        Span<byte> nonce = stackalloc byte[12];
        Sealing.Nonce(nonce, _number++, last);
        _cipher.Encrypt(nonce, _piece.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, Sealing.TagBytes));
        file.Write(_sealed.AsSpan(0, _filled + Sealing.TagBytes));
        _filled = 0;
    }
}

/// <summary>Reads what <see cref="SealingStream"/> wrote; nothing of a piece is given out before its seal was found whole.</summary>
internal sealed class OpeningStream(Stream file, byte[] key) : OneWayStream
{
    private readonly AesGcm _cipher = new(key, Sealing.TagBytes);
    private readonly byte[] _piece = new byte[Sealing.PieceBytes];
    private readonly byte[] _sealed = new byte[Sealing.PieceBytes + Sealing.TagBytes];
    private readonly byte[] _ahead = new byte[1];
    private int _at;
    private int _filled;
    private long _number;
    private bool _last;
    private bool _begun;

    public override bool CanRead => true;

    public override int Read(Span<byte> buffer)
    {
        if (_at == _filled && !_last)
        {
            Next();
        }

        var take = Math.Min(buffer.Length, _filled - _at);
        _piece.AsSpan(_at, take).CopyTo(buffer);
        _at += take;
        return take;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Next()
    {
        // One byte is read ahead: a piece after which nothing follows has to be the one that was sealed as the last.
        var kept = _begun ? 1 : 0;
        if (_begun)
        {
            _sealed[0] = _ahead[0];
        }

        var got = kept + Sealing.Take(file, _sealed.AsSpan(kept));
        _last = got < _sealed.Length || Sealing.Take(file, _ahead) == 0;
        _begun = true;
        Span<byte> nonce = stackalloc byte[12];
        Sealing.Nonce(nonce, _number++, _last);
        _filled = got - Sealing.TagBytes;
        _at = 0;
        try
        {
            if (_filled < 0)
            {
                throw new CryptographicException();
            }

            _cipher.Decrypt(nonce, _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, Sealing.TagBytes), _piece.AsSpan(0, _filled));
        }
        catch (CryptographicException)
        {
            throw new InvalidDataException(_number == 1
                ? "The file was sealed to another key, or its first piece is damaged."
                : FormattableString.Invariant($"The sealed file is damaged or cut in piece {_number} (64 KiB each)."));
        }
    }
}

/// <summary>What all streams here cannot do.</summary>
internal abstract class OneWayStream : Stream
{
    public override bool CanRead => false;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
