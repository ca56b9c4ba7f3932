namespace Surefoot.Exchange.Exporting;

/// <summary>What must stand beside everything that is given away.</summary>
public static class Attribution
{
    /// <summary>Sources of the sample's geography and their licences.</summary>
    public const string Sources = "© OpenStreetMap contributors (ODbL); Who's On First; GeoNames (CC BY 4.0); Quattroshapes (CC BY)";

    /// <summary>Said of every file with invented records.</summary>
    public const string Invented = "Totals as published; every position, person and date invented";

    /// <summary>Printed on every output (DOMAIN 4.10).</summary>
    public const string NoAssurance = "Absence of a record is not absence of contamination";

    public static string Of(bool synthetic) => synthetic ? $"{Sources}. {Invented}. {NoAssurance}." : $"{Sources}. {NoAssurance}.";
}
