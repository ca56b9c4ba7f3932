using Surefoot.Registry.Minefields;

namespace Surefoot.Registry.Tests.Minefields;

/// <summary>An invented record with everything on it: a square of 100 m legs from a benchmark, true north.</summary>
internal static class SampleRecord
{
    public static MinefieldRecord Full { get; } = new()
    {
        Sheet = "SYN-J-38-021-A",
        MapDatum = "SK-42",
        Scale = 50_000,
        Rows = 1,
        ItemCount = 20,
        LaidOn = new(1993, 5, 1),
        LaidAt = "06:30",
        North = "true",
        AngleUnit = "degree",
        LengthUnit = "m",
        Instrument = "compass",
        EmplacingMethod = "by-hand",
        OtherInformation = "none",
        ExtentLengthM = 100,
        ExtentWidthM = 100,
        Scan = new string('a', 64),
        Points =
        [
            new() { Name = "RP1", Role = "reference-point", AsWritten = "8500000, 4390000", Crs = 28408, Operation = 15865 },
            new() { Name = "RP2", Role = "reference-point", AsWritten = "8500900, 4390000", Crs = 28408, Operation = 15865 },
            new() { Name = "SP", Role = "start-point" },
        ],
        Legs =
        [
            new() { From = "RP1", To = "SP", Bearing = 90, Distance = 200 },
            new() { From = "SP", To = "TP1", Bearing = 0, Distance = 100 },
            new() { From = "TP1", To = "TP2", Bearing = 90, Distance = 100 },
            new() { From = "TP2", To = "TP3", Bearing = 180, Distance = 100 },
            new() { From = "TP3", To = "SP", Bearing = 270, Distance = 100 },
        ],
        DrawnRows = [new() { Name = "1", From = "SP", To = "TP1", SpacingM = 5 }],
        Items = [new() { Category = "ap-mine", Model = "SYN-1", Count = 20, Fuzed = true, AntiHandling = false, LifetimeDays = 0 }],
    };
}
