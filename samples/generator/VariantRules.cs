namespace Surefoot.SampleCountry;

/// <summary>The assumptions that differ between the variants; the README repeats them in words.</summary>
/// <param name="ExposureExponent">How strongly accidents follow where people go; 1 is proportional.</param>
/// <param name="SheetShiftMaxM">Largest rigid shift of a shifted sheet.</param>
/// <param name="SheetRotationMaxDeg">Largest rotation of a rotated sheet.</param>
/// <param name="SoilMissStrength">Logits by which bad soil lowers the chance that an item is found; its blotches are kilometres wide.</param>
/// <param name="PolygonMissSpread">Standard deviation, in logits, of what all items of one released polygon share.</param>
/// <param name="DeliveredReliefErrorM">Error of the relief as delivered against the one the flood ran on.</param>
/// <param name="CarelessCancellation">Share of cancelled polygons chosen without regard to what is in the ground.</param>
/// <param name="FloodMobility">Share of near-surface items near the flooded river that move.</param>
internal sealed record VariantRules(
    double ExposureExponent,
    double SheetShiftMaxM,
    double SheetRotationMaxDeg,
    double SoilMissStrength,
    double PolygonMissSpread,
    double DeliveredReliefErrorM,
    double CarelessCancellation,
    double TestimonyRatingNoise,
    double FloodMobility)
{
    public static VariantRules For(SampleVariant variant) => variant switch
    {
        SampleVariant.Plain => new(1.0, 550, 4.5, 0.4, 0.7, 6, 0.03, 0.15, 0.35),
        SampleVariant.Wrong => new(2.0, 1100, 8, 2.5, 1.4, 25, 0.12, 0.45, 0.6),
        _ => throw new ArgumentOutOfRangeException(nameof(variant)),
    };
}
