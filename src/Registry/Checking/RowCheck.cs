using System.Globalization;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Checking;

/// <summary>Checks one row against its type's declaration: types, required fields, code lists, ranges, dates and the order of fields.</summary>
public sealed class RowCheck
{
    private const int LongestId = 200;

    private readonly RecordDescriptor _type;
    private readonly CheckSettings _settings;
    private readonly FieldReading[] _readings;
    private readonly CustomFieldReading[] _customReadings;

    public RowCheck(RecordDescriptor type, CodeListCatalogue lists, CheckSettings settings)
    {
        ArgumentNullException.ThrowIfNull(type);
        _type = type;
        _settings = settings;
        _readings = [.. type.DeclaredFields.Select(field => new FieldReading(field, lists, settings))];
        _customReadings = [.. type.CustomFields.Select(field => new CustomFieldReading(field, lists, settings))];
    }

    /// <summary>Reads the row; what is wrong goes to <paramref name="breaches"/>.</summary>
    /// <param name="fields">Name to text. Empty text empties a field; a field that is not named says nothing and keeps what it has.</param>
    /// <param name="standing">What the record has in each field so far; null for a new one.</param>
    /// <returns>The row as understood. Not to be stored if a breach is refused.</returns>
    public CheckedRow Check(IReadOnlyDictionary<string, string?> fields, bool decimalComma, List<Breach> breaches, IReadOnlyList<object?>? standing = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(breaches);
        var id = ReadId(fields, breaches);
        var informationDate = ReadInformationDate(fields, breaches);
        var values = new object?[_type.Fields.Count];
        for (var i = 0; i < _readings.Length; i++)
        {
            var field = _type.Fields[i];
            if (TextOf(fields, field.Name) is { } text)
            {
                values[i] = _readings[i].Read(text, informationDate, decimalComma, breaches);
            }
            else if (field.Required)
            {
                Missing(field.Name, breaches);
            }
            else if (!fields.ContainsKey(field.Name))
            {
                values[i] = standing?[i];
            }
        }

        for (var i = 0; i < _customReadings.Length; i++)
        {
            var name = _type.CustomFields[i].Name;
            values[_readings.Length + i] = standing?[_readings.Length + i] is { } kept && !fields.ContainsKey(name)
                ? kept
                : _customReadings[i].Read(TextOf(fields, name), informationDate, decimalComma, breaches);
        }

        for (var i = 0; i < _readings.Length; i++)
        {
            CheckOrder(i, values, fields, breaches);
        }

        var synthetic = values[_type.Ordinal("synthetic")] as bool? ?? false;
        return new(id, informationDate, EventDateOf(values), synthetic, values);
    }

    private static string? TextOf(IReadOnlyDictionary<string, string?> fields, string name) =>
        fields.TryGetValue(name, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static void Missing(string field, List<Breach> breaches) =>
        breaches.Add(new(true, field, null, "field.required", "Required and not given."));

    private static string ReadId(IReadOnlyDictionary<string, string?> fields, List<Breach> breaches)
    {
        if (TextOf(fields, "id") is not { } id)
        {
            Missing("id", breaches);
            return "";
        }

        if (id.Length > LongestId || id.Any(char.IsControl))
        {
            breaches.Add(new(true, "id", id, "id.format", "An id is one line of at most 200 characters."));
        }

        return id;
    }

    private DateOnly ReadInformationDate(IReadOnlyDictionary<string, string?> fields, List<Breach> breaches)
    {
        if (TextOf(fields, "informationDate") is { } text)
        {
            return FieldReading.ReadDate("informationDate", text, breaches, _settings, mayBeFuture: false) ?? default;
        }

        Missing("informationDate", breaches);
        return default;
    }

    private DateOnly? EventDateOf(object?[] values) =>
        _type.EventDate is { } field ? values[_type.Ordinal(field.Name)] as DateOnly? : null;

    private void CheckOrder(int ordinal, object?[] values, IReadOnlyDictionary<string, string?> fields, List<Breach> breaches)
    {
        var field = _type.Fields[ordinal];
        if (field.NotBefore is not { } other
            || values[ordinal] is not { } value
            || values[_type.Ordinal(other)] is not { } bound
            || Comparer<object>.Default.Compare(value, bound) >= 0)
        {
            return;
        }

        breaches.Add(new(
            true,
            field.Name,
            TextOf(fields, field.Name),
            "field.order",
            string.Create(CultureInfo.InvariantCulture, $"Before {other} ({TextOf(fields, other)})."),
            $"{other} or later"));
    }
}
