namespace Surefoot.Numerics.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Placeholder_exists_until_real_tests_come() => true.ShouldBeTrue();
}
