using System.Globalization;
using Surefoot.Registry.Payloads;

namespace Surefoot.Exchange.Exporting;

/// <summary>A value as the one text that the import reads again, whatever the format.</summary>
internal static class ValueText
{
    /// <summary>Empty for null.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        string[] list => string.Join(';', list),
        bool flag => flag ? "true" : "false",
        IReadOnlyDictionary<string, object?>[] groups => GroupValues.ToText(groups),
        DateOnly date => Of(date),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A cell cannot hold a {value.GetType().Name}."),
    };

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
