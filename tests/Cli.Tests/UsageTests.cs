namespace Surefoot.Cli.Tests;

public sealed class UsageTests
{
    [Fact]
    public void A_password_in_what_was_typed_is_not_said_again()
    {
        var refused = SurefootProgram.Run("land", "account", "--as-of", "2025-01-01", "--by", "colour", "--store", "postgres://bob:sEcReT@h/d");

        refused.ExitCode.ShouldBe(2);
        refused.Json.ToString().ShouldContain("postgres://bob:***@h/d");
        refused.Json.ToString().ShouldNotContain("sEcReT");
    }
}
