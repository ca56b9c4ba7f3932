using Surefoot.Exchange.Reading.Spreadsheets;

namespace Surefoot.Exchange.Tests.Formats;

public sealed class SpreadsheetTests : IDisposable
{
    private const string Types = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>""";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Root = $"""<Relationships><Relationship Id="r1" Type="{Relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>""";
    private const string Parts = $"""<Relationships><Relationship Id="r1" Type="{Relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relation}/styles" Target="styles.xml"/><Relationship Id="r3" Type="{Relation}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>""";
    private const string Styles = """<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd&quot;.&quot;mm\.yyyy"/><numFmt numFmtId="171" formatCode="0.00&quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="22"/></cellXfs></styleSheet>""";
    private const string Texts = """<sst><si><t>id</t></si><si><t>lon</t></si><si><t>lat</t></si><si><r><t xml:space="preserve">Füz</t></r><r><t>uli</t></r><rPh><t>aid</t></rPh></si></sst>""";
    private const string Header = """<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>more</t></is></c></row>""";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("""<c r="D2" t="s"><v>3</v></c>""", "Füzuli")]
    [InlineData("""<c r="D2"><v>47.151010000000001</v></c>""", "47.15101")]
    [InlineData("""<c r="D2"><v>1.2345678901E10</v></c>""", "12345678901")]
    [InlineData("""<c r="D2" s="1"><v>45747</v></c>""", "2025-03-31")]
    [InlineData("""<c r="D2" s="2"><v>45351</v></c>""", "2024-02-29")]
    [InlineData("""<c r="D2" s="2"><v>59</v></c>""", "1900-02-28")]
    [InlineData("""<c r="D2" s="3"><v>2.5</v></c>""", "2.5")]
    [InlineData("""<c r="D2" s="4"><v>45747.75</v></c>""", "2025-03-31T18:00:00")]
    [InlineData("""<c r="D2" t="b"><v>1</v></c>""", "true")]
    [InlineData("""<c r="D2" t="str"><f>A1&amp;"x"</f><v>idx</v></c>""", "idx")]
    [InlineData("""<c r="D2"><f>1+1</f><v>2</v></c>""", "2")]
    [InlineData("""<c r="D2" s="1"/>""", null)]
    public void A_cell_is_read_by_its_type(string cell, string? expected)
    {
        var (rows, findings) = TempFolder.Read(Workbook(cell));
        findings.Findings.ShouldBeEmpty();
        rows.ShouldHaveSingleItem().Fields["more"].ShouldBe(expected);
        rows[0].Geometry!.Coordinate.X.ShouldBe(47.15101);
    }

    [Theory]
    [InlineData("""<c r="D2"><f>1+1</f></c>""", "Reject 1 xlsx.formula")]
    [InlineData("""<c r="D2" t="e"><v>#REF!</v></c>""", "Reject 1 xlsx.error")]
    [InlineData("""<c r="D2" t="s"><v>99</v></c>""", "Reject 1 xlsx.text")]
    [InlineData("""<c r="D2" s="1"><v>60</v></c>""", "Reject 1 xlsx.date")]
    [InlineData("""<c r="D2"><v>1e999</v></c>""", "Reject 1 xlsx.value")]
    [InlineData("""<c r="E2"><v>1</v></c>""", "Reject 1 csv.ragged")]
    [InlineData("""<c r="D7"><v>1</v></c>""", "Reject  xlsx.order")]
    public void A_cell_that_cannot_be_read_is_named(string cell, string expected) => TempFolder.Summary(Workbook(cell)).ShouldBe(expected);

    [Fact]
    public void Macros_and_foreign_documents_are_refused()
    {
        TempFolder.Summary(_folder.Zip("m.xlsm", ("[Content_Types].xml", Types.Replace("sheet.main", "sheet.macroEnabled.main", StringComparison.Ordinal)), ("_rels/.rels", Root))).ShouldBe("Reject  xlsx.macros");
        TempFolder.Summary(_folder.Zip("n.xlsx", ("[Content_Types].xml", Types), ("xl/vbaProject.bin", ""), ("_rels/.rels", Root))).ShouldBe("Reject  xlsx.macros");
        TempFolder.Summary(_folder.Zip("d.docx", ("[Content_Types].xml", Types), ("_rels/.rels", Root.Replace("xl/workbook", "word/document", StringComparison.Ordinal)))).ShouldBe("Reject  file.format");
        TempFolder.Summary(_folder.Zip("x.xlsx", ("[Content_Types].xml", "<!DOCTYPE x [<!ENTITY a 'aa'>]><Types>&a;</Types>"), ("_rels/.rels", Root))).ShouldBe("Reject  xml.dtd");
    }

    [Theory]
    [InlineData("General", false)]
    [InlineData("yyyy\\-mm\\-dd", true)]
    [InlineData("[$-409]d-mmm-yy;@", true)]
    [InlineData("#,##0.00\\ \"h\"", false)]
    [InlineData("[Red]0.00", false)]
    [InlineData("[h]:mm", false)]
    public void A_format_of_days_is_told_from_one_of_numbers(string code, bool expected) => CellFormats.ShowsDate(code).ShouldBe(expected);

    public void Dispose() => _folder.Dispose();

    private string Workbook(string cell) => _folder.Zip(
        "w.xlsx",
        ("[Content_Types].xml", Types),
        ("_rels/.rels", Root),
        ("xl/_rels/workbook.xml.rels", Parts),
        ("xl/workbook.xml", $"""<workbook xmlns:r="{Relation}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>"""),
        ("xl/styles.xml", Styles),
        ("xl/sharedStrings.xml", Texts),
        ("xl/worksheets/sheet1.xml", $"""<worksheet><sheetData>{Header}<row r="2"><c r="A2"><v>7</v></c><c r="B2"><v>47.15101</v></c><c r="C2"><v>39.60001</v></c>{cell}</row></sheetData></worksheet>"""));
}
