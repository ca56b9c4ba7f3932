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

    [Theory]
    [InlineData("aprove", "Is approve meant?")]
    [InlineData("conflict", "Is conflicts meant?")]
    public void A_slip_of_the_fingers_is_answered_with_the_nearest_command(string typed, string hint) =>
        SurefootProgram.Run(typed).ShouldSatisfyAllConditions(
            answer => answer.ExitCode.ShouldBe(2),
            answer => answer["error"].GetProperty("hint").GetString()!.ShouldStartWith(hint));

    [Fact]
    public void Help_is_the_command_s_own_whichever_way_it_is_asked_for()
    {
        using var folder = new HelpText();
        folder.Of("help", "backup").ShouldBe(folder.Of("backup", "--help"));
        folder.Of("help", "backup").ShouldContain("surefoot backup <FILE>");
    }

    private sealed class HelpText : IDisposable
    {
        private readonly StringWriter _output = new();

        public string Of(params string[] arguments)
        {
            _output.GetStringBuilder().Clear();
            SurefootCommand.RunAsync(arguments, _output, TextWriter.Null, TimeProvider.System).GetAwaiter().GetResult().ShouldBe(0);
            return _output.ToString();
        }

        public void Dispose() => _output.Dispose();
    }
}
