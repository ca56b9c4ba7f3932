using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Surefoot.Journal;

/// <summary>A signed statement that entry <paramref name="Sequence"/> of the journal had this hash (docs/journal-format.md, section 3).</summary>
/// <param name="Hash">64 lower-case hex digits.</param>
/// <param name="TakenAt">In the form of recorded_at.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256, r ‖ s, base64.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, base64. Says who claims to have signed; trust comes from keeping it elsewhere.</param>
public sealed record Checkpoint(long Sequence, string Hash, string TakenAt, string Signature, string PublicKey)
{
    private const string Format = "surefoot-checkpoint-1";

    public void Write(string path) => AtomicFile.Write(path, ToBytes(), secret: false, replace: true);

    /// <summary>The file, byte for byte.</summary>
    public byte[] ToBytes() => [.. Bytes(), (byte)'\n'];

    /// <exception cref="InvalidDataException">Not a checkpoint of this format, byte for byte.</exception>
    public static Checkpoint Read(string path) => Parse(File.ReadAllBytes(path), path);

    /// <param name="path">What is read, for the message.</param>
    /// <exception cref="InvalidDataException">Not a checkpoint of this format, byte for byte.</exception>
    public static Checkpoint Parse(byte[] bytes, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var checkpoint = new Checkpoint(root.GetProperty("sequence").GetInt64(), Text(root, "hash"), Text(root, "takenAt"), Text(root, "signature"), Text(root, "publicKey"));

            // Only one text means this checkpoint, so not one byte of the file can change unseen.
            if (Text(root, "format") == Format && bytes.AsSpan().SequenceEqual([.. checkpoint.Bytes(), (byte)'\n']))
            {
                return checkpoint;
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is not a checkpoint: {e.Message}", e);
        }

        throw new InvalidDataException($"{path} is not a checkpoint of format 1.");
    }

    /// <summary>A public key kept elsewhere, in the form of <see cref="PublicKey"/>.</summary>
    /// <exception cref="InvalidDataException">Not a public key of P-256 in PEM.</exception>
    public static string ReadPublicKey(string pemFile)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(pemFile));
            return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{pemFile} is not a public key: {e.Message}", e);
        }
    }

    public bool SignatureHolds()
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Canonical(PublicKey), out _);
            return key.KeySize == 256 && key.VerifyData(Statement(Sequence, Hash, TakenAt), Canonical(Signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or PlatformNotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    internal static Checkpoint Sign(ECDsa key, long sequence, string hash, string takenAt) => new(
        sequence,
        hash,
        takenAt,
        Convert.ToBase64String(key.SignData(Statement(sequence, hash, takenAt), HashAlgorithmName.SHA256)),
        Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));

    private byte[] Bytes() => CanonicalJson.Object(("format", Format), ("hash", Hash), ("publicKey", PublicKey), ("sequence", Sequence), ("signature", Signature), ("takenAt", TakenAt));

    private static byte[] Statement(long sequence, string hash, string takenAt) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Format}\n{sequence}\n{hash}\n{takenAt}\n"));

    /// <summary>Base64 has spare bits at its end: two texts may mean the same bytes, and only one of them is ours.</summary>
    private static byte[] Canonical(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        return Convert.ToBase64String(bytes) == base64 ? bytes : throw new FormatException("Base64 with stray bits.");
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");
}
