using System.Text.Json;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading;

/// <summary>What a FeatureCollection says about itself beside its features, and the rules for it.</summary>
internal sealed class CollectionMembers(GeometryGate gate, FindingList findings)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public bool InFeatures { get; set; }

    public void StartFeatures()
    {
        Enter("features");
        InFeatures = true;
    }

    /// <param name="name">Name of the member.</param>
    /// <param name="token">Kind of its value.</param>
    /// <param name="value">JSON text of an object or array; the plain text of anything else.</param>
    public void See(string name, JsonTokenType token, ReadOnlySpan<byte> value)
    {
        Enter(name);
        switch (name)
        {
            case "type" when token != JsonTokenType.String || !value.SequenceEqual("FeatureCollection"u8):
                Refuse("geojson.type", "The root has features, but its \"type\" is not \"FeatureCollection\".", "Write \"type\": \"FeatureCollection\".");
                break;
            case "features":
                Refuse("geojson.features", "\"features\" is not an array.", "Write \"features\": [ … ].");
                break;
            case "crs":
                GeoJsonCrs.Check(token, value, null, gate, findings);
                break;
            case "geometry" or "coordinates" or "geometries" or "properties":
                Refuse("geojson.semantics", $"A FeatureCollection may not have a member \"{name}\" (RFC 7946 section 7.1).", "Move it into the features.");
                break;
            case "bbox":
                GeoJsonBox.Check(token, value, null, findings);
                break;
        }

        if (token is JsonTokenType.StartObject or JsonTokenType.StartArray && JsonNames.FindDoubled(value) is { } doubled)
        {
            RefuseDoubled(doubled);
        }
    }

    public void Finish()
    {
        if (!_names.Contains("type"))
        {
            Refuse("geojson.type", "The root has no \"type\".", "Write \"type\": \"FeatureCollection\".");
        }

        if (!_names.Contains("features"))
        {
            Refuse("geojson.features", "The FeatureCollection has no \"features\".", "Write \"features\": [ … ].");
        }
    }

    private void Enter(string name)
    {
        if (!_names.Add(name))
        {
            RefuseDoubled(name);
        }
    }

    private void RefuseDoubled(string name) =>
        Refuse("json.duplicate-key", $"The member \"{Text.Cut(name)}\" stands twice; which one counts is not defined.", "Keep one of them.");

    private void Refuse(string rule, string message, string suggestion) =>
        findings.Add(new(Verdict.Reject, null, null, null, rule, message, suggestion));
}
