using BitMiracle.LibTiff.Classic;

namespace Surefoot.Raster;

/// <summary>Opens TIFF bytes for reading and nothing else; whoever calls has read the header by <see cref="ReadCogHeader"/> and held it against its caps.</summary>
internal static class TiffReading
{
    static TiffReading()
    {
        // Warnings and errors come back as return values, not on the console.
        Tiff.SetErrorHandler(new QuietHandler());
    }

    public static Tiff? Open(Stream file)
    {
        file.Position = 0;
        return Tiff.ClientOpen("image", "r", file, new TiffStream());
    }

    public static int Integer(Tiff tiff, TiffTag tag) => tiff.GetFieldDefaulted(tag)?[0].ToInt() ?? 0;

    // The library packs colours as ABGR.
    public static void Unpack(int packed, Span<byte> rgba)
    {
        unchecked
        {
            // Each cast keeps one byte of the four.
            (rgba[0], rgba[1], rgba[2], rgba[3]) = ((byte)packed, (byte)(packed >> 8), (byte)(packed >> 16), (byte)(packed >> 24));
        }
    }

    private sealed class QuietHandler : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }
    }
}
