using Surefoot.Registry.Accounting;

namespace Surefoot.Reporting.Tests;

/// <summary>A made-up country of two districts, a whole year and a part of one.</summary>
internal static class SmallReport
{
    public static CountryReport Make() => new()
    {
        Title = "Test & country",
        Synthetic = true,
        Year = 2025,
        AsOf = new DateOnly(2025, 3, 31),
        SoftwareVersion = "1.2.3",
        JournalEntries = 4321,
        JournalHead = "abcdef0123456789abcdef",
        Attribution = "© Somebody",
        Land = new ReportLand(true, 12e6m, 2e6m, Line(8e6m, 2e6m), Line(2e6m, 0.5e6m), Line(8e6m, 1e6m), Line(2e6m, 0.2e6m), [new("AZ-A", "Ağdam", Line(8e6m, 2e6m), Line(2e6m, 0.5e6m)), new("AZ-B", "Tiny <place>", Line(10, 0), Line(0, 0))]),
        Years =
        [
            new(2024, new(2024, 1, 1), new(2024, 12, 31), true, 10, 5, 100, 50, 10, 7),
            new(2025, new(2025, 1, 1), new(2025, 3, 31), false, 2, 1, 30, 3, 0, 9),
        ],
    };

    public static ReportPlan Plan(double probability = 0.34) => new(
        "plan-0123456789ab", new(2025, 4, 1), new(2026, 3, 31), 20, 15, 9, true, 12e6, 13e6, 7.7, "100 ha a year, as asked", 100,
        [new(2025, new(2025, 4, 1), new(2025, 12, 31), true, 84, 80, 12, probability, 40, 82, 130)],
        [new(2025, 4, 1), new(2025, 7, 1), new(2025, 10, 1), new(2026, 1, 1)],
        [new("Ağdam", 15, 3, [10, 20, 30, 20])],
        [new("surface search", 5, 10, 80, 0, 80, 12)],
        [("surface search, teams based in Ağdam", 2e6)],
        ["Teams are invented."]);

    private static LandFigures Line(decimal recordedM2, decimal clearedM2) => new(0, recordedM2, 0, 0, 0, clearedM2, 0, 0, recordedM2 - clearedM2);
}
