using System.Text.Json;
using System.Text.RegularExpressions;

namespace Surefoot.Server.Tests;

public sealed partial class MapStyleTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task A_style_names_only_sources_it_has_and_colours_it_knows(string scheme)
    {
        var text = await server.Http.GetStringAsync(new Uri($"/style/{scheme}.json", UriKind.Relative), Cancellation);
        using var style = JsonDocument.Parse(text);
        var sources = style.RootElement.GetProperty("sources").EnumerateObject().Select(source => source.Name).ToHashSet(StringComparer.Ordinal);

        foreach (var layer in style.RootElement.GetProperty("layers").EnumerateArray())
        {
            if (layer.TryGetProperty("source", out var source))
            {
                sources.ShouldContain(source.GetString()!);
            }
        }

        text.ShouldNotContain("\"@");
        text.ShouldContain("OpenStreetMap");
    }

    [Fact]
    public async Task Both_schemes_have_the_same_colours()
    {
        (await PaletteAsync("light")).ShouldBe(await PaletteAsync("dark"));

        async Task<List<string>> PaletteAsync(string scheme)
        {
            using var style = JsonDocument.Parse(await server.Http.GetStringAsync(new Uri($"/style/{scheme}.json", UriKind.Relative), Cancellation));
            return [.. style.RootElement.GetProperty("metadata").GetProperty("surefoot:palette").EnumerateObject().Select(colour => colour.Name)];
        }
    }

    [Fact]
    public async Task Every_switch_of_the_legend_moves_a_layer_that_is_there()
    {
        using var style = JsonDocument.Parse(await server.Http.GetStringAsync(new Uri("/style/light.json", UriKind.Relative), Cancellation));
        var layers = style.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal);
        var page = await server.Http.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

        var switched = Switches().Matches(page).SelectMany(match => match.Groups[1].Value.Split(' ')).ToList();
        switched.Count.ShouldBeGreaterThan(10);
        switched.ShouldBeSubsetOf(layers);
    }

    [Fact]
    public async Task Front_lines_and_power_lines_are_drawn_by_no_layer()
    {
        var text = await server.Http.GetStringAsync(new Uri("/style/light.json", UriKind.Relative), Cancellation);
        text.ShouldNotContain("front", Case.Insensitive);
        text.ShouldNotContain("power", Case.Insensitive);
    }

    [Fact]
    public async Task Restricted_layers_start_switched_off()
    {
        using var style = JsonDocument.Parse(await server.Http.GetStringAsync(new Uri("/style/light.json", UriKind.Relative), Cancellation));
        foreach (var id in (string[])["accidents", "minefields"])
        {
            style.RootElement.GetProperty("layers").EnumerateArray().Single(layer => layer.GetProperty("id").GetString() == id)
                .GetProperty("layout").GetProperty("visibility").GetString().ShouldBe("none");
        }
    }

    [GeneratedRegex("data-layers=\"([^\"]+)\"")]
    private static partial Regex Switches();
}
