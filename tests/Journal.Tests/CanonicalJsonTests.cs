using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Surefoot.Journal.Tests;

public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B: IEEE 754 bits and ECMAScript text.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Number_is_written_as_ecmascript_writes_it(ulong bits, string text) =>
        CanonicalJson.Number(BitConverter.UInt64BitsToDouble(bits)).ShouldBe(text);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Number_that_is_not_finite_is_refused(double value) =>
        Should.Throw<ArgumentOutOfRangeException>(() => CanonicalJson.Number(value));

    [Fact]
    public void Number_of_any_bits_reads_back_as_the_same_double() => Gen.Double.Where(double.IsFinite).Sample(
        value => double.Parse(CanonicalJson.Number(value), CultureInfo.InvariantCulture) == value, iter: 20_000, seed: "0000d6Hn2bR1", threads: 1);

    [Fact]
    public void Object_of_the_rfc_comes_out_as_in_the_rfc()
    {
        // RFC 8785, 3.2.2 and 3.2.3.
        const string Given = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        Text(CanonicalJson.FromUtf8(Encoding.UTF8.GetBytes(Given))).ShouldBe(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""");
    }

    [Fact]
    public void Keys_are_sorted_by_utf16_units()
    {
        // RFC 8785, 3.2.3: the order is CR, 1, control, ö, €, smiley (surrogates), dalet with dagesh.
        const string Given = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        using var document = JsonDocument.Parse(CanonicalJson.FromUtf8(Encoding.UTF8.GetBytes(Given)));
        document.RootElement.EnumerateObject().Select(p => p.Value.GetString()).ShouldBe(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"]);
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"a":{"b":1,"b":1}}""")]
    [InlineData("{")]
    [InlineData("[1] 2")]
    public void What_has_no_canonical_form_is_refused(string json) =>
        Should.Throw<JsonException>(() => CanonicalJson.FromUtf8(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Half_a_character_is_refused() =>
        Should.Throw<ArgumentException>(() => CanonicalJson.Object(("a", "\ud83d")));

    [Fact]
    public void Members_give_the_same_bytes_as_the_parsed_text()
    {
        var members = CanonicalJson.Object(("z", null), ("b", true), ("a", "Ağdam \"1\"\n"), ("n", 3), ("l", 9007199254740992L), ("d", 0.1), ("list", new object?[] { "x", 2, null }));
        Text(members).ShouldBe("""{"a":"Ağdam \"1\"\n","b":true,"d":0.1,"l":9007199254740992,"list":["x",2,null],"n":3,"z":null}""");
        CanonicalJson.FromUtf8(members).ShouldBe(members);
    }

    [Fact]
    public void Members_that_would_lose_something_are_misuse()
    {
        Should.Throw<ArgumentException>(() => CanonicalJson.Object(("a", 1), ("a", 2)));
        Should.Throw<ArgumentException>(() => CanonicalJson.Object(("a", 9007199254740993L)));
        Should.Throw<ArgumentException>(() => CanonicalJson.Object(("a", 1.5m)));
    }

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
