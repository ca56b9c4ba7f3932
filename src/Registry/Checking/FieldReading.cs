using System.Globalization;
using System.Text;
using System.Text.Json;
using Surefoot.Geodesy;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Checking;

/// <summary>Reads one field from its text: the value, or the rule it breaks. Never guesses.</summary>
internal sealed class FieldReading
{
    private const int LongestText = 4000;

    // A choice of several is indexed whole, and an index row of PostgreSQL holds no more.
    private const int LongestChoices = 1000;

    // Shapes of thousands of corners, lists of hundreds of groups.
    private const int LongestStructure = 1_000_000;

    private readonly FieldDescriptor _field;
    private readonly IReadOnlyList<CodeList> _lists;
    private readonly CheckSettings _settings;
    private readonly GroupReading? _groups;
    private CodeList? _list;

    public FieldReading(FieldDescriptor field, CodeListCatalogue lists, CheckSettings settings)
    {
        _field = field;
        _lists = field.CodeList is null ? [] : lists.Versions(field.CodeList);
        _settings = settings;
        _groups = field.Type == FieldType.Group ? new GroupReading(field, lists, settings) : null;
    }

    /// <param name="informationDate">Of the row: it says which version of a code list is in force.</param>
    public object? Read(string text, DateOnly informationDate, bool decimalComma, List<Breach> breaches)
    {
        var longest = _field.Type switch
        {
            FieldType.Geometry or FieldType.Group => LongestStructure,
            FieldType.Codes => LongestChoices,
            _ => LongestText,
        };
        if (text.Length > longest)
        {
            Refuse(breaches, text[..80] + "…", "text.too-long", $"{text.Length} characters where {longest} are possible.");
            return null;
        }

        _list = _lists.Count == 0 ? null : _lists.LastOrDefault(list => list.Effective <= informationDate) ?? _lists[0];
        return _field.Type switch
        {
            FieldType.Text => ReadText(text, breaches),
            FieldType.Reference => text,
            FieldType.Integer => ReadInteger(text, decimalComma, breaches),
            FieldType.Number => ReadNumber(text, decimalComma, breaches),
            FieldType.Date => ReadDate(_field.Name, text, breaches, _settings, _field.Rules.MayBeFuture),
            FieldType.Boolean => ReadBoolean(text, breaches),
            FieldType.Code => ReadCode(text, breaches) ? text : null,
            FieldType.Codes => ReadList(text, breaches) is { } codes && codes.All(code => ReadCode(code, breaches)) ? codes : null,
            FieldType.Texts => ReadList(text, breaches) is { } texts && texts.All(item => ReadText(item, breaches) is not null) ? texts : null,
            FieldType.Geometry => ReadGeometry(text, breaches),
            FieldType.File => ReadFile(text, breaches),
            FieldType.Group => _groups!.Read(text, informationDate, breaches),
            _ => throw new InvalidOperationException($"No reading of {_field.Type}."),
        };
    }

    internal static DateOnly? ReadDate(string field, string text, List<Breach> breaches, CheckSettings settings, bool mayBeFuture)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            // Day before month is how the region writes dates; still only a suggestion, for 03.04 may be either.
            var suggestion = DateOnly.TryParseExact(text, ["d.M.yyyy", "d/M/yyyy", "d-M-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var guess)
                ? guess.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : "a date as YYYY-MM-DD";
            breaches.Add(new(true, field, text, "date.format", "Not a date as YYYY-MM-DD.", suggestion));
            return null;
        }

        if (date < settings.Earliest)
        {
            breaches.Add(new(true, field, text, "date.too-early", $"Before {settings.Earliest:yyyy-MM-dd}, when nothing could be known.", null));
            return null;
        }

        if (date > settings.DataDate && !mayBeFuture)
        {
            breaches.Add(new(true, field, text, "date.future", $"After {settings.DataDate:yyyy-MM-dd}, the day these data are of.", null));
            return null;
        }

        return date;
    }

    private string? ReadText(string text, List<Breach> breaches)
    {
        if (_field.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            Refuse(breaches, text, "text.pattern", $"Not {_field.Rules.PatternMeans}.", _field.Rules.PatternMeans);
            return null;
        }

        return text;
    }

    private long? ReadInteger(string text, bool decimalComma, List<Breach> breaches)
    {
        if (Number(text, decimalComma) is not { } number || !double.IsInteger(number) || Math.Abs(number) > 9e15)
        {
            Refuse(breaches, text, "number.integer", "Not a whole number.", "a whole number without separators");
            return null;
        }

        return InRange(number, text, breaches) ? (long)number : null;
    }

    private double? ReadNumber(string text, bool decimalComma, List<Breach> breaches)
    {
        if (Number(text, decimalComma) is not { } number)
        {
            Refuse(breaches, text, "number.format", "Not a number.", decimalComma ? "digits with a decimal comma" : "digits with a decimal point");
            return null;
        }

        return InRange(number, text, breaches) ? number : null;
    }

    // No thousands separators: in one culture "1.5" is fifteen, in another "1,5" is (INTERFACES 7.2).
    private static double? Number(string text, bool decimalComma)
    {
        if (decimalComma)
        {
            if (text.Contains('.', StringComparison.Ordinal))
            {
                return null;
            }

            text = text.Replace(',', '.');
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private bool InRange(double number, string text, List<Breach> breaches)
    {
        if (number >= _field.Rules.Min && number <= _field.Rules.Max)
        {
            return true;
        }

        var range = double.IsInfinity(_field.Rules.Max)
            ? string.Create(CultureInfo.InvariantCulture, $"{_field.Rules.Min} or more")
            : string.Create(CultureInfo.InvariantCulture, $"{_field.Rules.Min} to {_field.Rules.Max}");
        Refuse(breaches, text, "number.range", $"Out of range: {range} is possible.", range);
        return false;
    }

    private bool? ReadBoolean(string text, List<Breach> breaches)
    {
        switch (text)
        {
            case "true" or "True" or "TRUE" or "1":
                return true;
            case "false" or "False" or "FALSE" or "0":
                return false;
            default:
                Refuse(breaches, text, "boolean.format", "Neither true nor false; unknown is left empty, it is never false.", "true, false or empty");
                return null;
        }
    }

    private bool ReadCode(string text, List<Breach> breaches)
    {
        var list = _list!;
        if (list.Has(text))
        {
            return true;
        }

        if (_lists.Any(other => other.Has(text)))
        {
            Refuse(breaches, text, "code.not-in-force", string.Create(CultureInfo.InvariantCulture, $"In another version of the code list {list.Name}, not in version {list.Version}, which is in force on the row's information date."), "one of: " + string.Join(", ", list.Codes.Select(entry => entry.Code)));
            return false;
        }

        var near = list.Codes.FirstOrDefault(entry => string.Equals(entry.Code, text, StringComparison.OrdinalIgnoreCase))?.Code;
        Refuse(
            breaches,
            text,
            "code.unknown",
            string.Create(CultureInfo.InvariantCulture, $"Not in the code list {list.Name} (version {list.Version})."),
            near ?? "one of: " + string.Join(", ", list.Codes.Select(entry => entry.Code)));
        return false;
    }

    private string? ReadGeometry(string text, List<Breach> breaches)
    {
        if (EnteredGeometry.Parse(Encoding.UTF8.GetBytes(text)).Fault is { } fault)
        {
            Refuse(breaches, text.Length > 200 ? text[..80] + "…" : text, fault.Rule, fault.Message, fault.Suggestion);
            return null;
        }

        return text;
    }

    private string? ReadFile(string text, List<Breach> breaches)
    {
        var sha256 = text.ToLowerInvariant();
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
        {
            Refuse(breaches, text, "file.hash", "Not the SHA-256 of a file: 64 hexadecimal digits.", "what surefoot file keep prints");
            return null;
        }

        return sha256;
    }

    private string[]? ReadList(string text, List<Breach> breaches)
    {
        if (!text.StartsWith('['))
        {
            return text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }

        try
        {
            return JsonSerializer.Deserialize<string[]>(text);
        }
        catch (JsonException)
        {
            Refuse(breaches, text, "list.format", "Neither a semicolon list nor a JSON array of strings.", "a;b;c");
            return null;
        }
    }

    private void Refuse(List<Breach> breaches, string value, string rule, string message, string? suggestion = null) =>
        breaches.Add(new(true, _field.Name, value, rule, message, suggestion));
}
