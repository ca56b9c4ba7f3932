namespace Surefoot.Roads;

/// <summary>Speeds by road class, km/h (parity rule, METHODS 2). Class names are those of the OpenMapTiles schema.</summary>
public static class RoadSpeed
{
    public static double KmPerHour(string roadClass) => roadClass switch
    {
        "motorway" or "trunk" => 80,
        "primary" or "secondary" => 60,
        "tertiary" => 40,
        "minor" or "service" => 20,
        _ => 12,
    };
}
