using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Surefoot.Reporting;

/// <summary>Text that is markup already.</summary>
internal readonly record struct Markup(string Value);

/// <summary>Collects markup. What stands in the holes of an interpolated string is escaped, unless it is <see cref="Markup"/>.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    public HtmlText Add([InterpolatedStringHandlerArgument("")] HtmlHandler markup)
    {
        // The handler has written into this text already.
        _ = markup;
        return this;
    }

    public Markup ToMarkup() => new(_text.ToString());

    public override string ToString() => _text.ToString();

    [InterpolatedStringHandler]
    internal readonly struct HtmlHandler(int literalLength, int formattedCount, HtmlText target)
    {
        private readonly StringBuilder _text = Prepare(target._text, literalLength + (formattedCount * 8));

        public void AppendLiteral(string value) => _text.Append(value);

        public void AppendFormatted(Markup value) => _text.Append(value.Value);

        public void AppendFormatted(string? value) => _text.Append(value?
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal));

        public void AppendFormatted(int value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

        public void AppendFormatted(double value) => _text.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

        private static StringBuilder Prepare(StringBuilder text, int more)
        {
            text.EnsureCapacity(text.Length + more);
            return text;
        }
    }
}
