using Surefoot.Registry.CodeLists;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Checking;

/// <summary>Reads a field that a country added, by the version of its definition that is in force on the row's information date.</summary>
internal sealed class CustomFieldReading
{
    private readonly CustomFieldHistory _history;
    private readonly string _name;
    private readonly Dictionary<int, FieldReading> _byVersion;

    public CustomFieldReading(FieldDescriptor field, CodeListCatalogue lists, CheckSettings settings)
    {
        _history = field.Custom!;
        _name = field.Name;
        _byVersion = _history.Versions.ToDictionary(version => version.Version, version => new FieldReading(version.Field, lists, settings));
    }

    public object? Read(string? text, DateOnly informationDate, bool decimalComma, List<Breach> breaches)
    {
        var version = _history.InForce(informationDate);
        if (text is null)
        {
            if (version?.RequiredOn(informationDate) == true)
            {
                breaches.Add(new(true, _name, null, "field.required", $"Required from {version.Definition.RequiredFrom:yyyy-MM-dd} on and not given."));
            }

            return null;
        }

        if (version is null || version.RetiredOn(informationDate))
        {
            breaches.Add(new(true, _name, text.Length > 200 ? text[..80] + "…" : text, "field.retired", "This field is no longer asked for on the row's information date.", "the cell left empty"));
            return null;
        }

        return _byVersion[version.Version].Read(text, informationDate, decimalComma, breaches);
    }
}
