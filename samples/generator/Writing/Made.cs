namespace Surefoot.SampleCountry;

/// <summary>Everything one run made, ready to be written.</summary>
internal sealed record Made(
    SampleOptions Options,
    ScaleTargets Targets,
    VariantRules Rules,
    Geography Geography,
    Relief Delivered,
    LandState Land,
    Xy[] Front,
    Position[] Positions,
    Field[] Fields,
    List<HazardArea> Hazards,
    List<Release> Releases,
    Truth Truth,
    List<Sheet> Sheets,
    List<MinefieldRecord> Records,
    List<Testimony> Testimonies,
    List<Accident> Accidents,
    List<Home> Homes,
    List<Blockage> Blockages,
    List<PowerLine> PowerLines,
    FloodEvent Flood)
{
    public Mesh Mesh => Land.Mesh;

    public string Iso(int district) => Geography.Districts[district].Iso;
}

/// <summary>Words that stand in many files.</summary>
internal static class Words
{
    public const string Authority = "SYN-MAC";
    public const string Attribution = "Invented records over © OpenStreetMap contributors (ODbL); Who's On First; GeoNames (CC BY 4.0); Quattroshapes (CC BY)";
    public const string Notice = "Totals as published; every position, person and date invented.";

    public static string Operator(int number) => number switch { 0 => "SYN-OP-1", 1 => "SYN-OP-2", 2 => "SYN-OP-3", 3 => "SYN-OP-4", _ => "SYN-OP-5" };

    public static string FieldId(int field) => field < 0 ? "" : $"SYN-TF-{field + 1:D5}";
}
