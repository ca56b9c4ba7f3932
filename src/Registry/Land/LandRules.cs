using System.Text.Json;
using System.Text.Json.Serialization;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Land;

/// <summary>How strict an approval is about one rule.</summary>
public enum Strictness
{
    Off,
    Flag,
    Refuse,
}

/// <summary>The rules of land that an authority sets: data with a version and the day from which they are in force.</summary>
/// <param name="AcceptedAreaShare">Reported and computed area are the same number up to this share of the computed one,</param>
/// <param name="AcceptedAreaM2">or up to this difference.</param>
/// <param name="FlaggedAreaShare">Up to this share it is flagged; beyond, it is not approved until explained.</param>
/// <param name="CaseThresholdM2">Common ground up to this opens no case.</param>
/// <param name="CriteriaOfRecord">A release approved by itself that cites no criteria in force.</param>
/// <param name="CriteriaOfBatch">The same in an import: legacy data seldom cite any.</param>
/// <param name="DirectEvidenceOfRecord">A confirmed hazard approved by itself without direct evidence.</param>
/// <param name="DirectEvidenceOfBatch">The same in an import.</param>
/// <param name="OrganisationsToShrink">2: a version by which hazard loses ground is approved by another organisation than that which wrote it.</param>
public sealed record LandRules(
    int Version,
    DateOnly Effective,
    double AcceptedAreaShare,
    double AcceptedAreaM2,
    double FlaggedAreaShare,
    double CaseThresholdM2,
    Strictness CriteriaOfRecord,
    Strictness CriteriaOfBatch,
    Strictness DirectEvidenceOfRecord,
    Strictness DirectEvidenceOfBatch,
    int OrganisationsToShrink)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>As shipped.</summary>
    public static LandRules BuiltIn { get; } = ReadBuiltIn();

    /// <summary>The rules in force on a day: the shipped ones, or the newest approved version of the country's own that is effective.</summary>
    public static LandRules InForce(RegistryReader reader, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rules = BuiltIn;
        foreach (var row in reader.List("land-rules", RecordQuery.Now).Where(row => (DateOnly)row["effective"]! <= day).OrderBy(row => (DateOnly)row["effective"]!).ThenBy(row => (long)row["version"]!))
        {
            rules = BuiltIn.With(row.As<LandRulesRecord>());
        }

        return rules;
    }

    public LandRules With(LandRulesRecord national)
    {
        ArgumentNullException.ThrowIfNull(national);
        return new(
            national.Version,
            national.Effective,
            national.AcceptedAreaShare ?? AcceptedAreaShare,
            national.AcceptedAreaM2 ?? AcceptedAreaM2,
            national.FlaggedAreaShare ?? FlaggedAreaShare,
            national.CaseThresholdM2 ?? CaseThresholdM2,
            Read(national.CriteriaOfRecord) ?? CriteriaOfRecord,
            Read(national.CriteriaOfBatch) ?? CriteriaOfBatch,
            Read(national.DirectEvidenceOfRecord) ?? DirectEvidenceOfRecord,
            Read(national.DirectEvidenceOfBatch) ?? DirectEvidenceOfBatch,
            national.OrganisationsToShrink ?? OrganisationsToShrink);
    }

    private static Strictness? Read(string? code) => code switch
    {
        "off" => Strictness.Off,
        "flag" => Strictness.Flag,
        "refuse" => Strictness.Refuse,
        _ => null,
    };

    private static LandRules ReadBuiltIn()
    {
        using var json = typeof(LandRules).Assembly.GetManifestResourceStream("Surefoot.Registry.Land.land-rules.json")!;
        return JsonSerializer.Deserialize<Shipped>(json, s_json)!.Versions.MaxBy(rules => rules.Version)!;
    }

    private sealed record Shipped(string Source, IReadOnlyList<LandRules> Versions);
}
