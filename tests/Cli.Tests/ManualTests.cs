namespace Surefoot.Cli.Tests;

public sealed class ManualTests
{
    [Fact]
    public void Manual_is_what_the_program_says()
    {
        var written = File.ReadAllText(Path.Combine(ProductFolder.Find().Root, "docs", "commands.md")).ReplaceLineEndings("\n");
        var made = Manual.Write(SurefootCommand.Root(action => (parsed, cancellation) => Task.FromResult(0)));
        made.ShouldBe(written, "docs/commands.md is out of date; make it again with: ./surefoot manual > docs/commands.md");
    }
}
