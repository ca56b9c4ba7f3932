using Surefoot.Registry.Declaring;

namespace Surefoot.Exchange.Exporting;

/// <summary>How a layer looks when it is opened elsewhere: red is dangerous, green is released, blue is everything else.</summary>
internal static class LayerStyle
{
    /// <summary>Red, green and blue in hexadecimal digits.</summary>
    public static string ColourOf(string type) => type switch
    {
        "hazard-area" or "minefield-record" or "found-item" or "accident" or "road-blockage" or "danger-zone" => "c62828",
        "cancelled-area" or "reduced-area" or "cleared-area" or "released-zone" => "2e7d32",
        _ => "1565c0",
    };

    /// <summary>The style as QGIS 3 keeps it.</summary>
    public static string Qml(RecordDescriptor type)
    {
        var rgb = ColourOf(type.Code);
        var (r, g, b) = (Convert.ToInt32(rgb[..2], 16), Convert.ToInt32(rgb[2..4], 16), Convert.ToInt32(rgb[4..], 16));
        var (kind, layer) = type.Shape switch
        {
            ShapeKind.Point => ("marker", FormattableString.Invariant($"""<layer class="SimpleMarker" enabled="1" pass="0" locked="0"><prop k="color" v="{r},{g},{b},255"/><prop k="name" v="circle"/><prop k="outline_color" v="255,255,255,255"/><prop k="size" v="2"/></layer>""")),
            ShapeKind.Polygon => ("fill", FormattableString.Invariant($"""<layer class="SimpleFill" enabled="1" pass="0" locked="0"><prop k="color" v="{r},{g},{b},96"/><prop k="outline_color" v="{r},{g},{b},255"/><prop k="outline_width" v="0.5"/><prop k="style" v="solid"/></layer>""")),
            _ => ("line", FormattableString.Invariant($"""<layer class="SimpleLine" enabled="1" pass="0" locked="0"><prop k="line_color" v="{r},{g},{b},255"/><prop k="line_width" v="0.7"/></layer>""")),
        };
        return $"""<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.22.16" styleCategories="Symbology"><renderer-v2 type="singleSymbol" forceraster="0" enableorderby="0" symbollevels="0"><symbols><symbol type="{kind}" name="0" alpha="1" clip_to_extent="1" force_rhr="0">{layer}</symbol></symbols></renderer-v2></qgis>""";
    }
}
