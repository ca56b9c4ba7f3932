using System.Globalization;
using Surefoot.Journal;
using Surefoot.Raster;
using Surefoot.Registry.Checking;
using Surefoot.Registry.Declaring;

namespace Surefoot.Exchange.Checking;

/// <summary>An image layer names a Cloud Optimized GeoTIFF that says where it lies: looked at by its header when the record comes in, not when somebody opens the map.</summary>
internal sealed class ImageryCheck(RecordDescriptor type, JournalStore store)
{
    private const string Layer = "imagery-layer";

    private readonly int _file = type.Code == Layer ? type.Ordinal("file") : -1;
    private readonly int _crs = type.Code == Layer ? type.Ordinal("crs") : -1;

    public void Check(CheckedRow row, List<Breach> breaches)
    {
        // That a file is not kept at all is said by the check of references.
        if (_file < 0 || row.Values[_file] is not string { Length: 64 } sha256 || store.FindBlob(sha256) is not { } content)
        {
            return;
        }

        var (header, refusal) = ReadCogHeader.Run(new MemoryStream(content, writable: false));
        if (header is null)
        {
            breaches.Add(new(true, "file", sha256, refusal!.Code, refusal.Message, "a Cloud Optimized GeoTIFF; surefoot imagery check FILE looks at one"));
            return;
        }

        if (!header.IsCog)
        {
            breaches.Add(new(true, "file", sha256, "cog.not", string.Join(" ", header.Findings), "make one, for instance with gdal_translate -of COG; surefoot imagery check FILE looks at it"));
        }

        if (_crs >= 0 && row.Values[_crs] is long stated && header.Epsg is { } epsg && stated != epsg)
        {
            breaches.Add(new(true, "crs", stated.ToString(CultureInfo.InvariantCulture), "cog.crs", string.Create(CultureInfo.InvariantCulture, $"The image says that it lies in EPSG:{epsg}."), epsg.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
