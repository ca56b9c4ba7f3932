using System.Globalization;
using Surefoot.Exchange.Checking;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Reading;

/// <summary>Holds the coordinate system that a file states against the one it is to be read in. Nothing is converted because a file says so.</summary>
internal static class StatedSystem
{
    /// <param name="wkt">The definition as text; null if the file has none.</param>
    /// <param name="where">Where it stands, for the finding: <c>.prj</c>.</param>
    public static void Check(string? wkt, string where, ReadOptions options, GeometryGate gate, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(wkt))
        {
            if (options.Crs is null)
            {
                throw new SourceFaultException("crs.missing", $"There is no {where}: in which system the numbers are is not said.", "Give it, or state the system with --crs EPSG:N; EPSG:4326 if it is longitude and latitude on WGS 84.", field: "crs");
            }

            return;
        }

        Compare(WktSystem.Recognise(wkt), Text.Cut(wkt.Trim(), 80), where, options, gate, findings);
    }

    /// <param name="epsg">What the file says; null if it could not be told.</param>
    public static void Compare(int? epsg, string written, string where, ReadOptions options, GeometryGate gate, FindingList findings)
    {
        // The 6- and 3-degree zones about 45° and 51° without prefix are the same numbers under two codes.
        if (epsg == gate.Crs || (epsg, gate.Crs) is (2498, 2590) or (2590, 2498) or (2499, 2592) or (2592, 2499))
        {
            return;
        }

        if (epsg is { } code)
        {
            var sk42 = CoordinateSystem.Find(code)?.Datum == Datum.Sk42;
            throw new SourceFaultException(
                "crs.not-as-stated",
                string.Create(CultureInfo.InvariantCulture, $"The {where} says EPSG:{code} ({CoordinateSystem.Find(code)?.Name ?? "not known here"}), but the file is to be read as EPSG:{gate.Crs}."),
                string.Create(CultureInfo.InvariantCulture, $"Run again with --crs EPSG:{code}{(sk42 ? " and the datum operation, such as --operation EPSG:15865" : "")}."),
                field: "crs",
                value: written);
        }

        if (options.Crs is null)
        {
            throw new SourceFaultException("crs.unknown", $"The {where} names a system that is not recognised: {written}", "State it with --crs EPSG:N.", field: "crs", value: written);
        }

        findings.Add(new(Verdict.Flag, null, "crs", written, "crs.doubtful", string.Create(CultureInfo.InvariantCulture, $"The {where} names a system that is not recognised; EPSG:{gate.Crs} is used because it is stated."), "Compare the two."));
    }
}
