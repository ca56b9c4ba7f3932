namespace Surefoot.Exchange.Reading;

internal static class Text
{
    public const int Longest = 200;

    /// <summary>Cuts a text to the length that a finding may carry, never within a character.</summary>
    public static string Cut(string text, int longest = Longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return text[..end] + "…";
    }
}
