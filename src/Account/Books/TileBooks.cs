using Surefoot.Geodesy;

namespace Surefoot.Account.Books;

/// <summary>The life of ground from the day it was recorded as hazard to the day it was released, or still open.</summary>
/// <param name="District">Number of the district, −1 for none.</param>
/// <param name="Recorded">The hazard that recorded it first.</param>
/// <param name="Confirmed">The confirmed hazard that made suspected ground confirmed; null when it never was or was recorded as confirmed.</param>
/// <param name="Released">The first release; null while open.</param>
/// <param name="ReleasedBefore">An earlier release of the same ground: then the recording is a reopening.</param>
internal readonly record struct Spell(int District, LandEntry Recorded, LandEntry? Confirmed, LandEntry? Released, LandEntry? ReleasedBefore)
{
    internal LandKind KindAtEnd => Confirmed is null ? Recorded.Kind : LandKind.Confirmed;
}

/// <summary>A release that changed nothing: of ground released already (which hazard it was, and of which kind at its release), or of no recorded hazard (both null).</summary>
internal readonly record struct IdleRelease(int District, LandEntry Release, LandEntry? Hazard, LandKind? Kind);

/// <summary>A hazard recorded over ground that was open hazard already, during a spell: it adds to the gross area and to nothing else.</summary>
internal readonly record struct Overlapping(Spell Spell, LandEntry Hazard);

/// <summary>Two releases of one ground with no new hazard between them.</summary>
internal readonly record struct Clash(LandEntry First, LandEntry Second);

/// <summary>A polygon within a district.</summary>
internal readonly record struct Share(LandEntry Land, int District);

/// <summary>What something holds within one tile: twice its area in mm², and a point on the rim of its largest piece.</summary>
internal readonly record struct Booking<T>(T Of, long TwiceAreaMm2, PlanePoint Place);

/// <summary>What one tile adds to the account.</summary>
internal sealed record TileBooks(
    Booking<Spell>[] Spells, Booking<IdleRelease>[] IdleReleases, Booking<Overlapping>[] Overlaps, Booking<Clash>[] Clashes, Booking<Share>[] Shares);
