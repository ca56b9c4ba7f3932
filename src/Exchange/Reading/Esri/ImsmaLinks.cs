namespace Surefoot.Exchange.Reading.Esri;

/// <summary>IMSMA Core's <c>imsma_links</c>, a list of ids such as <c>hazard_poly_145</c>: one more column for each kind of record linked, <c>link.hazard_poly</c>,
/// which a profile can make a reference.</summary>
internal static class ImsmaLinks
{
    private const string Column = "imsma_links";
    private const int MostLinks = 1000;

    public static SourceRow Expand(SourceRow row, FindingList findings)
    {
        if (!row.Fields.TryGetValue(Column, out var text) || string.IsNullOrWhiteSpace(text))
        {
            return row;
        }

        var fields = new Dictionary<string, string?>(row.Fields, StringComparer.Ordinal);
        var links = text.Split([',', ';', ' ', '[', ']', '"', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MostLinks);
        foreach (var kind in links.GroupBy(KindOf, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (kind.Key.Length == 0)
            {
                findings.Add(new(Verdict.Flag, row.Row, Column, Text.Cut(string.Join("; ", kind)), "imsma.link", "The link is not of the form form_number; it leads nowhere.", "Look it up in the source."));
            }
            else
            {
                fields["link." + kind.Key] = string.Join(';', kind);
            }
        }

        return row with { Fields = fields };
    }

    // hazard_poly_145: the form, then its number.
    private static string KindOf(string id)
    {
        var at = id.LastIndexOf('_');
        return at > 0 && at + 1 < id.Length && id.AsSpan(at + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? id[..at] : "";
    }
}
