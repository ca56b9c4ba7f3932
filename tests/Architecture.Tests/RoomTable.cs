namespace Surefoot.Architecture.Tests;

/// <summary>What each room may use: the table of docs/design.md, section 2, as data. Arrows point down only.</summary>
internal static class RoomTable
{
    public static readonly string[] Engines = ["Hazard", "Roads", "Planning", "Account"];

    public static readonly IReadOnlyDictionary<string, Room> Rooms = new Dictionary<string, Room>(StringComparer.Ordinal)
    {
        ["Geodesy"] = new([], ["NetTopologySuite"]),
        ["Numerics"] = new([], []),
        ["Raster"] = new(["Numerics"], ["BitMiracle.LibTiff.NET"]),
        ["Hazard"] = new(["Numerics", "Raster"], []),
        ["Roads"] = new(["Numerics"], []),
        ["Planning"] = new(["Numerics"], ["Google.OrTools"]),
        ["Account"] = new(["Numerics", "Geodesy"], ["NetTopologySuite"]),
        ["Journal"] = new([], ["Microsoft.Data.Sqlite", "Npgsql"]),
        ["Registry"] = new(["Journal", "Geodesy", "Account"], []),
        ["Assessment"] = new(["Registry", .. Engines, "Raster", "Numerics"], ["Microsoft.ML", "Microsoft.ML.FastTree", "Microsoft.ML.LightGbm"]),
        ["Exchange"] = new(["Registry", "Geodesy", "Raster"], ["Sylvan.Data.Csv"]),
        ["Reporting"] = new(["Registry", "Assessment"], []),
        ["Server"] = new(null, ["NetTopologySuite.IO.VectorTiles", "NetTopologySuite.IO.VectorTiles.Mapbox"]),
        ["Cli"] = new(null, ["System.CommandLine", "Spectre.Console"]),
    };

    /// <summary>The generator of the sample country knows the truth; it must not share code with what is judged against that truth.</summary>
    public static readonly string[] SampleCountryMayUse = ["Geodesy", "Numerics"];
}

/// <param name="Rooms">Rooms it may refer to; null means any room above it in the table.</param>
/// <param name="Packages">Packages it may refer to.</param>
internal sealed record Room(IReadOnlyList<string>? Rooms, IReadOnlyList<string> Packages);
