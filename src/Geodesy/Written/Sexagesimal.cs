using System.Globalization;

namespace Surefoot.Geodesy.Written;

/// <summary>Latitude and longitude as people write them: with degrees, minutes and seconds, or letters for the hemispheres.</summary>
/// <param name="Point">In degrees, on the datum of the source.</param>
/// <param name="ResolutionDeg">Step of the last digit of the coarser of the two, in degrees.</param>
/// <param name="Units">1 decimal degrees, 2 degrees and minutes, 3 degrees, minutes and seconds.</param>
public sealed record SexagesimalPoint(GeoPoint Point, double ResolutionDeg, int Units);

/// <summary>Reads <c>39°36'12.5"N 47°09'00"E</c> and its usual spellings; letters also in Russian (с.ш., в.д.) and Azerbaijani (ş.e., ş.u.).</summary>
/// <remarks>What is uncertain is refused: two numbers without letters could be either order; 39.5°36' counts half a degree twice.</remarks>
public static class Sexagesimal
{
    private const int MaxLength = 100;

    // Longest first, so that "с.ш." is not read as "с".
    private static readonly (string Text, char Hemisphere)[] Words =
    [
        ("с.ш.", 'N'), ("ю.ш.", 'S'), ("в.д.", 'E'), ("з.д.", 'W'), ("с.ш", 'N'), ("ю.ш", 'S'), ("в.д", 'E'), ("з.д", 'W'),
        ("ş.e.", 'N'), ("ş.u.", 'E'), ("c.e.", 'S'), ("q.u.", 'W'), ("ş.e", 'N'), ("ş.u", 'E'),
        ("north", 'N'), ("south", 'S'), ("east", 'E'), ("west", 'W'), ("lat", 'n'), ("lon", 'e'),
        ("n", 'N'), ("s", 'S'), ("e", 'E'), ("w", 'W'), ("с", 'N'), ("ю", 'S'), ("в", 'E'), ("з", 'W'),
    ];

    public static (SexagesimalPoint? Read, WrittenFault? Fault) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            return Bad(text[..MaxLength], "dms.syntax", "This is longer than any coordinate.", "Write one position.");
        }

        var tokens = Split(text.ToLowerInvariant());
        if (tokens is null)
        {
            return Bad(text, "dms.syntax", "This is not latitude and longitude.", "Write 39°36'12.5\"N 47°09'00\"E.");
        }

        var angles = Angles(tokens, out var rule);
        if (angles is null)
        {
            return Bad(text, rule, Explain(rule), "Write 39°36'12.5\"N 47°09'00\"E.");
        }

        var latitude = angles.FirstOrDefault(a => a.Hemisphere is 'N' or 'S');
        var longitude = angles.FirstOrDefault(a => a.Hemisphere is 'E' or 'W');
        if (latitude is null || longitude is null)
        {
            return Bad(text, "dms.order", "Which number is the latitude is not written.", "Add the letters N and E.");
        }

        if (Math.Abs(latitude.Degrees) > 90 || Math.Abs(longitude.Degrees) > 180)
        {
            return Bad(text, "dms.range", "A latitude ends at 90 and a longitude at 180 degrees.", "Check which of the two is N and which is E.");
        }

        return (new(new(longitude.Degrees, latitude.Degrees), Math.Max(latitude.StepDeg, longitude.StepDeg), Math.Max(latitude.Units, longitude.Units)), null);
    }

    /// <summary>Degrees, minutes and seconds of a point, latitude first, rounded to the stated decimals of a second.</summary>
    public static string Write(GeoPoint point, int decimals = 3) =>
        Part(point.LatitudeDeg, decimals, point.LatitudeDeg < 0 ? 'S' : 'N', "00") + " " + Part(point.LongitudeDeg, decimals, point.LongitudeDeg < 0 ? 'W' : 'E', "000");

    private static string Part(double degrees, int decimals, char hemisphere, string width)
    {
        // Rounded once, before it is split: no 60" can come out.
        var steps = Math.Round(Math.Abs((decimal)degrees) * 3600, decimals, MidpointRounding.AwayFromZero);
        var whole = (int)(steps / 3600);
        var minutes = (int)((steps - (whole * 3600)) / 60);
        var seconds = steps - (whole * 3600) - (minutes * 60);
        return string.Create(CultureInfo.InvariantCulture, $"{whole.ToString(width, CultureInfo.InvariantCulture)}°{minutes:00}'{seconds.ToString("00." + new string('0', decimals), CultureInfo.InvariantCulture)}\"{hemisphere}");
    }

    private sealed record Angle(double Degrees, double StepDeg, int Units, char Hemisphere);

    private readonly record struct Token(char Kind, string Text);

    // Kinds: # number, d m s unit marks, N S E W hemispheres, - sign, | the comma between the two.
    private static List<Token>? Split(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                var start = i;
                var marks = 0;
                while (i < text.Length && (char.IsAsciiDigit(text[i]) || (text[i] is '.' or ',' && marks == 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
                {
                    marks += char.IsAsciiDigit(text[i]) ? 0 : 1;
                    i++;
                }

                tokens.Add(new('#', text[start..i].Replace(',', '.')));
                continue;
            }

            if (Mark(c) is { } mark)
            {
                var twice = mark == 'm' && i + 1 < text.Length && Mark(text[i + 1]) == 'm';
                tokens.Add(new(twice ? 's' : mark, ""));
                i += twice ? 2 : 1;
                continue;
            }

            if (char.IsWhiteSpace(c) || c is ';' or ',' or '/' or ':')
            {
                if (c is ';' or ',' or '/')
                {
                    tokens.Add(new('|', ""));
                }

                i++;
                continue;
            }

            if (c is '-' or '\u2212' or '+')
            {
                tokens.Add(new(c == '+' ? '+' : '-', ""));
                i++;
                continue;
            }

            var word = Array.Find(Words, w => string.CompareOrdinal(text, i, w.Text, 0, w.Text.Length) == 0);
            if (word.Text is null)
            {
                return null;
            }

            tokens.Add(new(word.Hemisphere, ""));
            i += word.Text.Length;
        }

        return tokens;
    }

    private static char? Mark(char c) => c switch
    {
        '°' or 'º' or '˚' or 'd' => 'd',
        '\'' or '’' or '‘' or '′' or '´' or '`' or 'm' => 'm',
        '"' or '”' or '“' or '″' => 's',
        _ => null,
    };

    private static List<Angle>? Angles(List<Token> tokens, out string rule)
    {
        var angles = new List<Angle>();
        var numbers = new List<(string Text, char Unit)>();
        char hemisphere = ' ';
        var before = false;
        var negative = false;
        rule = "dms.syntax";
        for (var i = 0; i <= tokens.Count; i++)
        {
            var kind = i < tokens.Count ? tokens[i].Kind : '|';
            switch (kind)
            {
                case '#':
                    numbers.Add((tokens[i].Text, ' '));
                    break;
                case 'd' or 'm' or 's':
                    if (numbers.Count == 0 || numbers[^1].Unit != ' ')
                    {
                        return null;
                    }

                    var marked = (numbers[^1].Text, kind);
                    numbers.RemoveAt(numbers.Count - 1);
                    // A second degree sign begins the second angle, letters or not.
                    if (kind == 'd' && numbers.Count > 0 && Close() is { } unfinished)
                    {
                        rule = unfinished;
                        return null;
                    }

                    numbers.Add(marked);
                    break;
                // Between numbers a hyphen divides: 39-36-12N; before the first it is a sign.
                case '-' when numbers.Count == 0:
                    negative = true;
                    break;
                case '-' or '+':
                    break;
                case 'n' or 'e':
                    break;
                case '|':
                    if (numbers.Count > 0)
                    {
                        if (Close() is { } wrong)
                        {
                            rule = wrong;
                            return null;
                        }
                    }

                    break;
                default:
                    if (numbers.Count == 0)
                    {
                        if (hemisphere != ' ')
                        {
                            return null;
                        }

                        hemisphere = kind;
                        before = true;
                        break;
                    }

                    // "N39 36 E47 09": a letter after numbers belongs to the next angle if letters stand before.
                    if (before)
                    {
                        if (Close() is { } bad)
                        {
                            rule = bad;
                            return null;
                        }

                        hemisphere = kind;
                        before = true;
                        break;
                    }

                    hemisphere = kind;
                    if (Close() is { } worse)
                    {
                        rule = worse;
                        return null;
                    }

                    break;
            }
        }

        if (angles.Count != 2)
        {
            rule = angles.Count < 2 ? "dms.order" : "dms.syntax";
            return null;
        }

        return angles;

        string? Close()
        {
            var (angle, fault) = Make(numbers, hemisphere, negative);
            numbers.Clear();
            hemisphere = ' ';
            negative = false;
            before = false;
            if (angle is null)
            {
                return fault;
            }

            angles.Add(angle);
            return null;
        }
    }

    private static (Angle?, string Rule) Make(List<(string Text, char Unit)> numbers, char hemisphere, bool negative)
    {
        if (numbers.Count is 0 or > 3)
        {
            return (null, "dms.syntax");
        }

        if (negative && hemisphere is 'S' or 'W')
        {
            return (null, "dms.sign");
        }

        const string units = "dms";
        double degrees = 0, step = 0;
        for (var i = 0; i < numbers.Count; i++)
        {
            var (text, unit) = numbers[i];
            if (unit != ' ' && unit != units[i])
            {
                return (null, "dms.syntax");
            }

            var dot = text.IndexOf('.', StringComparison.Ordinal);
            if (dot >= 0 && i < numbers.Count - 1)
            {
                return (null, "dms.fraction");
            }

            var value = double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            if (i > 0 && value >= 60)
            {
                return (null, i == 1 ? "dms.minutes" : "dms.seconds");
            }

            var size = i == 0 ? 1 : i == 1 ? 60 : 3600;
            degrees += value / size;
            step = Math.Pow(10, dot < 0 ? 0 : dot - text.Length + 1) / size;
        }

        return (new((negative || hemisphere is 'S' or 'W' ? -1 : 1) * degrees, step, numbers.Count, hemisphere), "");
    }

    private static string Explain(string rule) => rule switch
    {
        "dms.minutes" => "Sixty minutes and more are a degree.",
        "dms.seconds" => "Sixty seconds and more are a minute.",
        "dms.fraction" => "Only the last of degrees, minutes and seconds may have decimals.",
        "dms.sign" => "A sign and a letter S or W together could mean either side.",
        "dms.order" => "A position is one latitude and one longitude, each with its letter.",
        _ => "This is not latitude and longitude.",
    };

    private static (SexagesimalPoint?, WrittenFault?) Bad(string text, string rule, string message, string suggestion) => (null, new(rule, message, suggestion, text));
}
