using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;

namespace Surefoot.Registry.CustomFields;

/// <summary>What a custom field, list or code may be called. Names become keys of JSON and columns of files, never text of SQL beyond letters and digits.</summary>
public static class CustomFieldNames
{
    internal const string Pattern = "[a-z][A-Za-z0-9]{0,62}";
    internal const string PatternMeans = "a name of letters and digits that begins with a small letter, such as soilKind";
    internal const string ListPattern = "[a-z0-9]+(-[a-z0-9]+)*";
    internal const string ListPatternMeans = "small letters, digits and hyphens, such as soil-kind";
    internal const string CodePattern = "[A-Za-z0-9]+(-[A-Za-z0-9]+)*";
    internal const string CodePatternMeans = "letters, digits and hyphens, such as sandy-clay";

    // What files call the id, the dates, the position and the place of custom values themselves.
    private static readonly string[] Reserved = ["id", "informationDate", "geometry", "wkt", "wkb", "lon", "lat", "longitude", "latitude", "x", "y", PayloadWriter.PositionKey, PayloadWriter.CustomKey, Journal.Settlement.Key];

    /// <summary>Whether a record of this type already has something of that name, however it is capitalised.</summary>
    public static bool IsTaken(RecordDescriptor type, string name)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) || type.DeclaredFields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Id of a definition: <c>hazard-area.soilKind</c>.</summary>
    public static string Id(string recordType, string name) => recordType + "." + name;
}
