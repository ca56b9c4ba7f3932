namespace Surefoot.Account.Tests;

/// <summary>Acts over one hectare, written as kind+day: s suspected, f confirmed, n cancelled, r reduced, c cleared.</summary>
public sealed class StateTests
{
    [Theory]
    //          acts            SHA: rec conf can red clr rew clo | CHA: rec conf can red clr rew clo | outside reopened
    [InlineData("s1", "1 0 0 0 0 0 1", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("f1", "0 0 0 0 0 0 0", "1 0 0 0 0 0 1", 0, 0)]
    [InlineData("s1 f2", "1 -1 0 0 0 0 0", "0 1 0 0 0 0 1", 0, 0)]
    [InlineData("s1 f1", "1 -1 0 0 0 0 0", "0 1 0 0 0 0 1", 0, 0)]
    [InlineData("f1 s2", "0 0 0 0 0 0 0", "1 0 0 0 0 0 1", 0, 0)]
    [InlineData("s1 s2", "1 0 0 0 0 0 1", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s1 n2", "1 0 1 0 0 0 0", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s1 r2", "1 0 0 1 0 0 0", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s1 c2", "1 0 0 0 1 0 0", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s1 c1", "1 0 0 0 1 0 0", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s1 f2 c3", "1 -1 0 0 0 0 0", "0 1 0 0 1 0 0", 0, 0)]
    [InlineData("s1 c2 c3", "1 0 0 0 1 1 0", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s1 c2 n2", "1 0 1 0 0 1 0", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s1 n2 c3 c4", "1 0 1 0 0 2 0", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s1 f2 c3 r4", "1 -1 0 0 0 0 0", "0 1 0 0 1 1 0", 0, 0)]
    [InlineData("c1", "0 0 0 0 0 0 0", "0 0 0 0 0 0 0", 1, 0)]
    [InlineData("c1 c2", "0 0 0 0 0 0 0", "0 0 0 0 0 0 0", 2, 0)]
    [InlineData("c1 s2", "1 0 0 0 0 0 1", "0 0 0 0 0 0 0", 1, 1)]
    [InlineData("s1 c2 s3", "2 0 0 0 1 0 1", "0 0 0 0 0 0 0", 0, 1)]
    [InlineData("s1 c2 f3", "1 0 0 0 1 0 0", "1 0 0 0 0 0 1", 0, 1)]
    [InlineData("s1 c2 s3 c4 c5", "2 0 0 0 2 1 0", "0 0 0 0 0 0 0", 0, 1)]
    [InlineData("s1 f3 c2", "1 0 0 0 1 0 0", "1 0 0 0 0 0 1", 0, 1)]
    [InlineData("s1 c99", "1 0 0 0 0 0 1", "0 0 0 0 0 0 0", 0, 0)]
    [InlineData("s99", "0 0 0 0 0 0 0", "0 0 0 0 0 0 0", 0, 0)]
    public void Acts_on_one_hectare_are_booked(string acts, string suspected, string confirmed, int outside, int reopened)
    {
        var statement = AccountOf(acts).Statement(null, Shapes.Day(50));

        Line(statement.Rows.Single(row => row.Kind == LandKind.Suspected)).ShouldBe(suspected);
        Line(statement.Rows.Single(row => row.Kind == LandKind.Confirmed)).ShouldBe(confirmed);
        statement.OutsideHazard.Ha.ShouldBe(outside);
        statement.Total.Reopened.Ha.ShouldBe(reopened);
        statement.Balanced.ShouldBeTrue();
    }

    [Theory]
    [InlineData("s10 f20 c30", 5, 9, "0 0 0 0 0 0 | 0 0 0 0 0 0")]
    [InlineData("s10 f20 c30", 5, 10, "0 1 0 0 0 1 | 0 0 0 0 0 0")]
    [InlineData("s10 f20 c30", 10, 10, "0 1 0 0 0 1 | 0 0 0 0 0 0")]
    [InlineData("s10 f20 c30", 11, 19, "1 0 0 0 0 1 | 0 0 0 0 0 0")]
    [InlineData("s10 f20 c30", 20, 20, "1 0 -1 0 0 0 | 0 0 1 0 0 1")]
    [InlineData("s10 f20 c30", 21, 29, "0 0 0 0 0 0 | 1 0 0 0 0 1")]
    [InlineData("s10 f20 c30", 30, 30, "0 0 0 0 0 0 | 1 0 0 1 0 0")]
    [InlineData("s10 f20 c30", 31, 40, "0 0 0 0 0 0 | 0 0 0 0 0 0")]
    [InlineData("s10 c20 c30", 30, 30, "0 0 0 0 1 0 | 0 0 0 0 0 0")]
    [InlineData("s10 c20 s30", 30, 30, "0 1 0 0 0 1 | 0 0 0 0 0 0")]
    public void Period_holds_what_happened_on_its_first_and_last_day(string acts, int from, int asOf, string expected)
    {
        var rows = AccountOf(acts).Statement(Shapes.Day(from), Shapes.Day(asOf)).Rows;

        string.Join(" | ", rows.Select(row => FormattableString.Invariant(
            $"{row.Opening.Ha:0} {row.Recorded.Ha:0} {row.Confirmed.Ha:0} {row.Cleared.Ha:0} {row.Rework.Ha:0} {row.Closing.Ha:0}"))).ShouldBe(expected);
    }

    private static LandAccount AccountOf(string acts)
    {
        var land = acts.Split(' ').Select((act, i) => Shapes.Land(
            $"{i}",
            act[0] switch { 's' => LandKind.Suspected, 'f' => LandKind.Confirmed, 'n' => LandKind.Cancelled, 'r' => LandKind.Reduced, _ => LandKind.Cleared },
            int.Parse(act[1..], System.Globalization.CultureInfo.InvariantCulture),
            Shapes.Box(100, 100, 100, 100)));
        return LandAccount.Compute(land, []);
    }

    private static string Line(AccountRow row) => FormattableString.Invariant(
        $"{row.Recorded.Ha:0} {row.Confirmed.Ha:0} {row.Cancelled.Ha:0} {row.Reduced.Ha:0} {row.Cleared.Ha:0} {row.Rework.Ha:0} {row.Closing.Ha:0}");
}
