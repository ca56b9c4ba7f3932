using System.Buffers.Binary;

namespace Surefoot.Exchange.Tests.Formats;

/// <summary>Damages bytes the way disks, cut transfers and ill-meant senders do; the same seed gives the same damage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Bad =
    [
        [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x80], [0x80, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1],
        Double(double.NaN), Double(double.PositiveInfinity), Double(1e308), Double(-0.0), [0], [0xFF], [0x80], "<"u8.ToArray(), ">"u8.ToArray(), "&"u8.ToArray(), "\""u8.ToArray(), "-"u8.ToArray(), "9999999999"u8.ToArray(),
    ];

#pragma warning disable CA5394 // Damage need not be unpredictable; it must be repeatable.
    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public byte[] Mutate(byte[] source)
    {
        var bytes = (byte[])source.Clone();
        for (var times = 1 + _random.Next(3); times > 0 && bytes.Length > 0; times--)
        {
            // Headers at both ends are where a reader decides how much to take.
            var at = _random.Next(3) switch
            {
                0 => _random.Next(Math.Min(bytes.Length, 128)),
                1 => bytes.Length - 1 - _random.Next(Math.Min(bytes.Length, 128)),
                _ => _random.Next(bytes.Length),
            };
            switch (_random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    var bad = Bad[_random.Next(Bad.Length)];
                    bad.AsSpan(0, Math.Min(bad.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                    break;
                case 3:
                    bytes = bytes[..at];
                    break;
                case 4:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + _random.Next(16))..]];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + 1 + _random.Next(64))], .. bytes[at..]];
                    break;
            }
        }

        return bytes;
    }
#pragma warning restore CA5394

    /// <summary>Every one of the first bytes in turn, and a cut at every one of them.</summary>
    public static IEnumerable<byte[]> HeaderDamage(byte[] source, int length)
    {
        for (var at = 0; at < Math.Min(length, source.Length); at++)
        {
            foreach (var value in (byte[])[0, 0xFF, (byte)(source[at] ^ 1), (byte)(source[at] ^ 0x80)])
            {
                yield return [.. source[..at], value, .. source[(at + 1)..]];
            }

            yield return source[..at];
        }
    }

    private static byte[] Double(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }
}
