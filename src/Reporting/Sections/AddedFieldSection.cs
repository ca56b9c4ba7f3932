namespace Surefoot.Reporting.Sections;

/// <summary>What a country asks beyond the declared fields: each question with its answers.</summary>
internal static class AddedFieldSection
{
    public static void Write(HtmlText html, IReadOnlyList<ReportAddedField> fields)
    {
        html.Add($"""
            <section><h2>Questions the country added</h2>
            <table class="figures"><caption>Answers in approved records</caption><thead><tr><th scope="col">Question</th><th scope="col">Of</th><th scope="col">Records</th><th scope="col">Answered</th><th scope="col">Answers</th></tr></thead><tbody>
            """);
        foreach (var field in fields)
        {
            html.Add($"""<tr><th scope="row">{field.Label}</th><td>{field.RecordType.Replace('-', ' ')}</td><td>{Figures.Count(field.Records)}</td><td>{Figures.Count(field.Answered)}</td><td>{string.Join(", ", field.Answers.Select(answer => $"{answer.Answer} {Figures.Count(answer.Count)}"))}</td></tr>""");
        }

        html.Add($"""</tbody></table><p class="fine">A record that names several answers counts at each. Records written before a question was asked have no answer; that is not a no.</p></section>""");
    }
}
