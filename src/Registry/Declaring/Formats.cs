namespace Surefoot.Registry.Declaring;

/// <summary>Patterns that several types share.</summary>
internal static class Formats
{
    public const string District = "[A-Z]{2}-[A-Z0-9]{1,3}";

    public const string DistrictMeans = "an ISO 3166-2 code, such as AZ-FUZ";
}
