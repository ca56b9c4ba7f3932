namespace Surefoot.Registry.Declaring;

/// <summary>Patterns that several types share.</summary>
internal static class Formats
{
    public const string District = "[A-Z]{2}-[A-Z0-9]{1,3}";

    public const string DistrictMeans = "an ISO 3166-2 code, such as AZ-FUZ";

    public const string Country = "[A-Z]{2}";

    public const string CountryMeans = "an ISO 3166-1 code of two letters, such as AZ";

    public const string Currency = "[A-Z]{3}";

    public const string CurrencyMeans = "an ISO 4217 code of three letters, such as AZN";
}
