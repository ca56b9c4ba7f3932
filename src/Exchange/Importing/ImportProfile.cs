using System.Text.Json;

namespace Surefoot.Exchange.Importing;

/// <summary>How the columns of somebody else's file become fields: a JSON file of <c>columns</c> (column → field) and <c>values</c> (field → what every row has).</summary>
/// <remarks>A column that is not named keeps its name. Nothing is guessed from likeness of names.</remarks>
public sealed class ImportProfile
{
    private readonly IReadOnlyDictionary<string, string> _columns;
    private readonly IReadOnlyDictionary<string, string> _values;

    private ImportProfile(IReadOnlyDictionary<string, string> columns, IReadOnlyDictionary<string, string> values)
    {
        _columns = columns;
        _values = values;
    }

    /// <summary>Every column is the field of its name.</summary>
    public static ImportProfile Identity { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <param name="columns">Column to field; to an empty name, if it is left out.</param>
    public static ImportProfile Of(IReadOnlyDictionary<string, string> columns, IReadOnlyDictionary<string, string> values) => new(columns, values);

    public IReadOnlyDictionary<string, string> Columns => _columns;

    public IReadOnlyDictionary<string, string> Values => _values;

    /// <exception cref="JsonException">The file is not such a profile.</exception>
    public static ImportProfile Read(string path)
    {
        using var stream = File.OpenRead(path);
        var content = JsonSerializer.Deserialize<Content>(stream, JsonSerializerOptions.Web) ?? throw new JsonException("The profile is empty.");
        return new(content.Columns ?? new Dictionary<string, string>(), content.Values ?? new Dictionary<string, string>());
    }

    /// <summary>The row's columns under their fields' names.</summary>
    public IReadOnlyDictionary<string, string?> Apply(IReadOnlyDictionary<string, string?> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (_columns.Count == 0 && _values.Count == 0)
        {
            return columns;
        }

        var fields = new Dictionary<string, string?>(columns.Count + _values.Count, StringComparer.Ordinal);
        foreach (var (column, value) in columns)
        {
            if (_columns.GetValueOrDefault(column, column) is { Length: > 0 } field)
            {
                fields[field] = value;
            }
        }

        foreach (var (field, value) in _values)
        {
            fields[field] = value;
        }

        return fields;
    }

    private sealed record Content(IReadOnlyDictionary<string, string>? Columns, IReadOnlyDictionary<string, string>? Values);
}
