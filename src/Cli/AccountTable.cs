using System.Globalization;
using System.Text;
using Surefoot.Account;

namespace Surefoot.Cli;

/// <summary>The land account for people: one line a key, areas in one unit by their size, and what was found beside every area.</summary>
internal static class AccountTable
{
    private const decimal Km2 = 1_000_000;
    private const decimal Ha = 10_000;

    // Below this in the largest figure of the table hectares say more than square kilometres.
    private const decimal LeastKm2 = 100 * Km2;

    // Suspected land is never shown summed with confirmed land alone, so what is confirmed stands beside the closing.
    private static readonly (string Name, Func<AccountKeyAnswer, decimal> Of, bool Always)[] s_areas =
    [
        ("opening", line => line.OpeningM2, true),
        ("recorded", line => line.RecordedM2, true),
        ("reopened", line => line.ReopenedM2, false),
        ("confirmed", line => line.ConfirmedM2, false),
        ("cancelled", line => line.CancelledM2, true),
        ("reduced", line => line.ReducedM2, true),
        ("cleared", line => line.ClearedM2, true),
        ("corrected", line => line.CorrectionsM2, false),
        ("closing", line => line.ClosingM2, true),
        ("of it CHA", line => line.ClosingConfirmedM2, true),
        ("rework", line => line.ReworkM2, true),
    ];

    public static void Write(TextWriter output, AccountAnswer answer)
    {
        List<AccountKeyAnswer> lines = [.. answer.Keys, answer.Total];
        var inKm2 = lines.Max(line => Math.Max(line.OpeningM2 + line.RecordedM2, line.ReleasedGrossM2)) >= LeastKm2;
        var unit = inKm2 ? Km2 : Ha;
        string Area(decimal m2) => (m2 / unit).ToString(inKm2 ? "N3" : "N1", CultureInfo.InvariantCulture);

        var period = answer.From is { } from ? $"{from:yyyy-MM-dd}" : "from the beginning";
        output.WriteLine($"Land account by {answer.By}, areas in {(inKm2 ? "km²" : "ha")}, {period} to {answer.AsOf:yyyy-MM-dd}; {(answer.Balanced ? "it balances to the half square millimetre" : "IT DOES NOT BALANCE")}");
        var areas = Array.FindAll(s_areas, column => column.Always || lines.Exists(line => column.Of(line) != 0));
        List<string[]> table = [["", .. areas.Select(column => column.Name), "mines", "uxo", "mines/ha"]];
        table.AddRange(lines.Select(line => (string[])
        [
            NameOf(line),
            .. areas.Select(column => Area(column.Of(line))),
            (line.ApMines + line.AtMines).ToString("N0", CultureInfo.InvariantCulture),
            line.Uxo.ToString("N0", CultureInfo.InvariantCulture),
            line.MinesPerHaCleared?.ToString("N3", CultureInfo.InvariantCulture) ?? "–",
        ]));
        WriteAligned(output, table);
        output.WriteLine($"Recorded hazard: gross {Area(answer.GrossM2)}, of it overlap {Area(answer.OverlapM2)}. Released: gross {Area(answer.ReleasedGrossM2)}, net {Area(answer.Total.ReleasedM2)}, rework {Area(answer.Total.ReworkM2)}, outside recorded hazard {Area(answer.OutsideHazardM2)}.");
        output.WriteLine("mines/ha: AP and AT mines found per hectare cleared. Cancelled and reduced land is not in it.");
        if (lines.Exists(line => line.Complete == false))
        {
            output.WriteLine("* part of a period: not to be compared with a whole one.");
        }

        if (lines.Exists(line => line.Key == AccountStatement.NotAttributed))
        {
            output.WriteLine($"{AccountStatement.NotAttributed}: found or released where no recorded hazard, release or search says to what it belongs.");
        }
    }

    private static string NameOf(AccountKeyAnswer line) => (line.Name is null ? line.Key : $"{line.Key} {line.Name}") + (line.Complete == false ? "*" : "");

    private static void WriteAligned(TextWriter output, List<string[]> table)
    {
        var widths = new int[table[0].Length];
        foreach (var line in table)
        {
            for (var i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], line[i].Length);
            }
        }

        var text = new StringBuilder();
        foreach (var line in table)
        {
            text.Clear().Append(line[0].PadRight(widths[0]));
            for (var i = 1; i < widths.Length; i++)
            {
                text.Append("  ").Append(line[i].PadLeft(widths[i]));
            }

            output.WriteLine(text.ToString().TrimEnd());
        }
    }
}
