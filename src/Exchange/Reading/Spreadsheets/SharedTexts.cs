using System.Text;
using Surefoot.Exchange.Reading.Markup;

namespace Surefoot.Exchange.Reading.Spreadsheets;

/// <summary>The texts that cells of a workbook name by number.</summary>
internal sealed class SharedTexts
{
    private const int MostTexts = 2_000_000;
    private const int MostChars = 24 * 1024 * 1024;
    private const int LongestText = 1024 * 1024;

    private readonly List<string> _texts = [];

    public static SharedTexts None { get; } = new();

    public int Count => _texts.Count;

    public string? this[int number] => number >= 0 && number < _texts.Count ? _texts[number] : null;

    public static SharedTexts Read(MarkupReader xml)
    {
        var texts = new SharedTexts();
        using (xml)
        {
            if (!xml.MoveToRoot())
            {
                return texts;
            }

            var chars = 0L;
            var scope = xml.Scope();
            while (xml.ReadChild(scope))
            {
                if (xml.Name != "si")
                {
                    continue;
                }

                var text = ReadItem(xml);
                chars += text.Length;
                if (texts.Count >= MostTexts || chars > MostChars)
                {
                    throw new SourceFaultException("xlsx.texts", $"The workbook has more than {MostTexts} different texts, or {MostChars / (1024 * 1024)} million characters in them.", "Split the table, or give it as CSV.");
                }

                texts._texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>The text of an item: its runs together, without their looks and without reading aids.</summary>
    public static string ReadItem(MarkupReader xml)
    {
        var text = new StringBuilder();
        var scope = xml.Scope();
        while (xml.ReadChild(scope))
        {
            if (xml.Name == "t")
            {
                Add(xml.ReadText(LongestText));
            }
            else if (xml.Name == "r")
            {
                var run = xml.Scope();
                while (xml.ReadChild(run))
                {
                    if (xml.Name == "t")
                    {
                        Add(xml.ReadText(LongestText));
                    }
                }
            }
        }

        return Exporting.CellEscapes.Read(text.ToString());

        void Add(string part)
        {
            if (text.Length + part.Length > LongestText)
            {
                throw new SourceFaultException("xlsx.texts", "One text of the workbook is longer than a million characters.", "Split it.");
            }

            text.Append(part);
        }
    }
}
