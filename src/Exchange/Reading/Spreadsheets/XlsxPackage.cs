using System.IO.Compression;
using Surefoot.Exchange.Reading.Archives;
using Surefoot.Exchange.Reading.Markup;

namespace Surefoot.Exchange.Reading.Spreadsheets;

/// <param name="Part">Name of the entry that holds it.</param>
internal sealed record XlsxSheet(string Name, bool IsHidden, string Part);

/// <summary>The parts of a workbook (ECMA-376) that a table needs: its sheets, texts and number formats. Macros, links and embedded objects are never opened.</summary>
internal sealed class XlsxPackage
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private const int MostSheets = 1000;

    private readonly ZipArchive _archive;

    private XlsxPackage(ZipArchive archive) => _archive = archive;

    public IReadOnlyList<XlsxSheet> Sheets { get; private set; } = [];

    /// <summary>Days count from 1904 instead of 1900.</summary>
    public bool From1904 { get; private set; }

    public SharedTexts Texts { get; private set; } = SharedTexts.None;

    public CellFormats Formats { get; private set; } = CellFormats.None;

    public static bool Is(ZipArchive archive) => archive.GetEntry("[Content_Types].xml") is not null;

    public static XlsxPackage Open(ZipArchive archive)
    {
        RefuseMacros(archive);
        var package = new XlsxPackage(archive);
        var workbook = package.FindWorkbook();
        var parts = package.ReadRelations(workbook);
        package.ReadWorkbook(workbook, parts);
        if (parts.Values.FirstOrDefault(p => p.Kind == "sharedStrings").Part is { } texts)
        {
            package.Texts = SharedTexts.Read(package.OpenPart(texts));
        }

        if (parts.Values.FirstOrDefault(p => p.Kind == "styles").Part is { } styles)
        {
            package.Formats = CellFormats.Read(package.OpenPart(styles));
        }

        return package;
    }

    public MarkupReader OpenPart(string name) => MarkupReader.Open(GuardedEntryStream.Open(Entry(name)));

    private ZipArchiveEntry Entry(string name) =>
        _archive.Entries.FirstOrDefault(e => e.FullName.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new SourceFaultException("xlsx.part", $"The workbook has no part '{Text.Cut(name, 80)}'.", "Save it again as XLSX.");

    private static void RefuseMacros(ZipArchive archive)
    {
        var macros = archive.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || e.FullName.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase));
        if (!macros)
        {
            using var types = MarkupReader.Open(GuardedEntryStream.Open(archive.GetEntry("[Content_Types].xml")!));
            if (types.MoveToRoot())
            {
                var scope = types.Scope();
                while (types.ReadChild(scope))
                {
                    macros |= types.Attribute("ContentType")?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) == true;
                }
            }
        }

        if (macros)
        {
            throw new SourceFaultException("xlsx.macros", "The workbook holds macros.", "Save it as XLSX without macros.");
        }
    }

    private string FindWorkbook()
    {
        foreach (var (kind, part) in ReadRelations("").Values)
        {
            if (kind == "officeDocument")
            {
                return part.StartsWith("xl/", StringComparison.OrdinalIgnoreCase) && part.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                    ? part
                    : throw new SourceFaultException("file.format", part.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) ? "This is a binary workbook (XLSB)." : "This is an Office document, but no workbook.", "Save the table as XLSX or CSV.");
            }
        }

        throw new SourceFaultException("xlsx.part", "The archive does not say where its workbook is.", "Save it again as XLSX.");
    }

    private Dictionary<string, (string Kind, string Part)> ReadRelations(string of)
    {
        var slash = of.LastIndexOf('/');
        var folder = slash < 0 ? "" : of[..(slash + 1)];
        var name = $"{folder}_rels/{of[(slash + 1)..]}.rels";
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        using var xml = OpenPart(name);
        if (!xml.MoveToRoot())
        {
            return found;
        }

        var scope = xml.Scope();
        while (xml.ReadChild(scope) && found.Count < 10_000)
        {
            // What lies outside the archive is never asked for.
            if (xml.Attribute("Id") is { } id && xml.Attribute("Type") is { } type && xml.Attribute("Target") is { } target && xml.Attribute("TargetMode") != "External")
            {
                found.TryAdd(id, (type[(type.LastIndexOf('/') + 1)..], Resolve(folder, target)));
            }
        }

        return found;
    }

    // Targets may lead upwards within the archive; only names that the archive has are ever opened.
    private static string Resolve(string folder, string target)
    {
        var path = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && path.Count > 0)
            {
                path.RemoveAt(path.Count - 1);
            }
            else if (step is not ("." or ".."))
            {
                path.Add(step);
            }
        }

        return string.Join('/', path);
    }

    private void ReadWorkbook(string part, Dictionary<string, (string Kind, string Part)> parts)
    {
        var sheets = new List<XlsxSheet>();
        using var xml = OpenPart(part);
        if (!xml.MoveToRoot() || xml.Name != "workbook")
        {
            throw new SourceFaultException("xlsx.part", "The workbook's own part is no workbook.", "Save it again as XLSX.");
        }

        var scope = xml.Scope();
        while (xml.ReadElement(scope))
        {
            if (xml.Name == "workbookPr")
            {
                From1904 = xml.Attribute("date1904") is "1" or "true";
            }
            else if (xml.Name == "sheet" && sheets.Count < MostSheets)
            {
                var id = xml.Attribute("id", Relations) ?? xml.Attribute("id", StrictRelations);
                if (id is not null && parts.TryGetValue(id, out var target) && target.Kind == "worksheet")
                {
                    sheets.Add(new(xml.Attribute("name") ?? "", xml.Attribute("state") is "hidden" or "veryHidden", target.Part));
                }
            }
        }

        Sheets = sheets;
    }
}
