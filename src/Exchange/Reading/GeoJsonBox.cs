using System.Text.Json;

namespace Surefoot.Exchange.Reading;

/// <summary>The <c>bbox</c> member of RFC 7946 section 5: four or six numbers. It is checked, never used.</summary>
internal static class GeoJsonBox
{
    public static void Check(JsonTokenType token, ReadOnlySpan<byte> value, long? row, FindingList findings)
    {
        if (token != JsonTokenType.StartArray || !HoldsFourOrSixNumbers(value))
        {
            findings.Add(new(Verdict.Reject, row, "bbox", null, "geojson.bbox", "\"bbox\" is not four or six numbers.", "Leave it out; it is not needed."));
        }
    }

    private static bool HoldsFourOrSixNumbers(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var count = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            count++;
        }

        return reader.TokenType == JsonTokenType.EndArray && count is 4 or 6;
    }
}
