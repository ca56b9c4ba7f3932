using System.Globalization;
using System.Xml;
using Microsoft.Data.Sqlite;

namespace Surefoot.Exchange.Reading;

/// <summary>Runs a reader step by step: what it or a library below it throws on damaged bytes ends the rows with a finding, never the process.</summary>
internal static class GuardedRows
{
    public static IEnumerable<SourceRow> Read(IEnumerable<SourceRow> rows, FindingList findings)
    {
        using var source = rows.GetEnumerator();
        while (Step(source, findings) is { } row)
        {
            yield return row;
        }
    }

    private static SourceRow? Step(IEnumerator<SourceRow> source, FindingList findings)
    {
        try
        {
            return source.MoveNext() ? source.Current : null;
        }
        catch (SourceFaultException fault)
        {
            findings.Add(fault.Finding);
        }
        catch (XmlException fault)
        {
            findings.Add(Markup.XmlSource.FindingOf(fault));
        }
        catch (InvalidDataException fault)
        {
            findings.Add(new(Verdict.Reject, null, null, null, "zip.damaged", $"The archive is damaged: {Text.Cut(fault.Message)}", "Copy or export the file again."));
        }
        catch (SqliteException fault)
        {
            findings.Add(new(Verdict.Reject, null, null, null, "gpkg.damaged", string.Create(CultureInfo.InvariantCulture, $"The GeoPackage cannot be read: {Text.Cut(fault.Message)}"), "Export the file again."));
        }
        catch (EndOfStreamException)
        {
            findings.Add(new(Verdict.Reject, null, null, null, "file.truncated", "The file ends too early.", "Copy or export the file again."));
        }

        return null;
    }
}
