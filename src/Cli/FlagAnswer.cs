using Surefoot.Registry.Land;

namespace Surefoot.Cli;

/// <summary>What the rules of land said about an approval; <c>at</c> is longitude, latitude.</summary>
internal sealed record FlagAnswer(string Rule, string Type, string Id, string Message, string Hint, double[]? At)
{
    private const int Printed = 20;

    public static IReadOnlyList<FlagAnswer> From(IReadOnlyList<LandFlag>? flags) =>
        [.. (flags ?? []).Select(flag => new FlagAnswer(flag.Rule, flag.Type, flag.Id, flag.Message, flag.Hint, flag.At is { } at ? [at.LongitudeDeg, at.LatitudeDeg] : null))];

    public static void Print(TextWriter output, IReadOnlyList<LandFlag>? flags, IReadOnlyList<string>? cases)
    {
        foreach (var flag in (flags ?? []).Take(Printed))
        {
            output.WriteLine($"  flag  {flag.Id}: {flag.Message}  [{flag.Rule}]");
        }

        if (flags?.Count > Printed)
        {
            output.WriteLine($"  … and {flags.Count - Printed} more; --json lists them.");
        }

        if (cases is { Count: > 0 })
        {
            output.WriteLine($"  {cases.Count} cases opened; surefoot cases --open lists them");
        }
    }
}
