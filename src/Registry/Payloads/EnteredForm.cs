namespace Surefoot.Registry.Payloads;

/// <summary>The form in which a geometry was written.</summary>
public enum EnteredForm
{
    None,
    GeoJson,
    Wkt,
    Wkb,

    /// <summary>Two columns: easting or longitude, then northing or latitude.</summary>
    Xy,
}
