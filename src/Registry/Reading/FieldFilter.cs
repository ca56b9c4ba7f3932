using System.Globalization;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Reading;

/// <summary>Reads the value of a filter as its field would be read: what no record can have is a mistake, not an empty answer.</summary>
public static class FieldFilter
{
    /// <exception cref="ArgumentException">The text is no value of the field, or the field cannot be compared.</exception>
    public static object Read(FieldDescriptor field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(value);
        return field.Type switch
        {
            FieldType.Boolean => value is "true" or "false" ? value == "true" : throw Wrong(field, value, "true or false"),
            FieldType.Integer => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer : throw Wrong(field, value, "a whole number"),
            FieldType.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Wrong(field, value, "a number"),
            FieldType.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? value : throw Wrong(field, value, "a date as YYYY-MM-DD"),
            FieldType.Geometry or FieldType.Group => throw new ArgumentException($"Records cannot be filtered by {field.Name}: it is no single value.", nameof(field)),
            _ => value,
        };
    }

    /// <summary>Whether a record could have this value at all.</summary>
    public static bool Fits(FieldDescriptor field, string value)
    {
        try
        {
            _ = Read(field, value);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static ArgumentException Wrong(FieldDescriptor field, string value, string wanted) => new($"{value} is no value of {field.Name}: {wanted}.", nameof(value));
}
