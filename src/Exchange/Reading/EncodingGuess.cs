using System.Text;

namespace Surefoot.Exchange.Reading;

/// <summary>Which code page a text that is not UTF-8 was probably written in; only ever offered, never used unasked.</summary>
internal static class EncodingGuess
{
    // Letters of Azerbaijani and Turkish beyond ASCII that code page 1254 has (Azerbaijani ə it has not), and of Russian.
    private const string Latin = "ğĞıİöÖüÜşŞçÇ";

    static EncodingGuess() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding? Guess(ReadOnlySpan<byte> bytes)
    {
        Encoding? best = null;
        var bestScore = 0;
        foreach (var page in (ReadOnlySpan<int>)[1251, 1254, 1252, 866])
        {
            var encoding = Encoding.GetEncoding(page);
            var score = Score(encoding.GetString(bytes));
            if (score > bestScore)
            {
                best = encoding;
                bestScore = score;
            }
        }

        return best;
    }

    /// <summary>Letters count for a reading, signs and capitals within a word against it.</summary>
    private static int Score(string text)
    {
        var score = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                continue;
            }

            var inWord = i > 0 && char.IsLower(text[i - 1]);
            score += c switch
            {
                >= 'а' and <= 'я' or 'ё' => 3,
                >= 'А' and <= 'Я' or 'Ё' => inWord ? -3 : 2,
                _ when Latin.Contains(c, StringComparison.Ordinal) => char.IsUpper(c) && inWord ? -2 : 3,
                _ when char.IsLetter(c) => 1,
                _ => -3,
            };

            // A Cyrillic letter beside a Latin one is a misread byte.
            if (c is >= 'А' and <= 'я' && ((i > 0 && char.IsAsciiLetter(text[i - 1])) || (i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]))))
            {
                score -= 5;
            }
        }

        return score;
    }
}
