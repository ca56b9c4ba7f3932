namespace Surefoot.Cli.Demo;

/// <summary>The sample country is drawn as of its data date, whatever the day on this machine; only elapsed time is real.</summary>
internal sealed class DemoClock : TimeProvider
{
    public static readonly DateOnly DataDate = new(2025, 3, 31);

    public override DateTimeOffset GetUtcNow() => new(DataDate.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
}
