using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Cases;

/// <summary>What of a case a viewer is shown. Whoever is told of one learns that their ground is in doubt, not what they may not see of others' records.</summary>
public static class CaseSight
{
    private static readonly string[] s_subjects = ["cleared-area", "reduced-area", "cancelled-area", "hazard-area", "accident", "found-item"];

    /// <summary>The case as far as the viewer's rights go: records they may not see are not named, and the place is there only where all of it is theirs to see exactly. Null if the case is not for them.</summary>
    /// <param name="reader">Of the viewer.</param>
    public static CaseListing? Of(RegistryReader reader, RecordTypes types, CaseListing one)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(one);
        var (viewer, type) = (reader.Viewer, types.Get("case"));
        if (viewer.SeesAll(type))
        {
            return one;
        }

        if (!viewer.MaySee(type))
        {
            return null;
        }

        var seen = one.Subjects.Select(subject => (Id: subject, Type: s_subjects.FirstOrDefault(of => viewer.MaySee(types.Get(of)) && reader.Find(of, subject) is not null))).Where(subject => subject.Type is not null).ToList();
        if (seen.Count < one.Subjects.Count)
        {
            return one.Told.Contains(viewer.Actor.Organisation, StringComparer.Ordinal) ? WithoutPlace(one) with { Subjects = [.. seen.Select(subject => subject.Id)] } : null;
        }

        return seen.Exists(subject => viewer.SeesInCells(types.Get(subject.Type!))) ? WithoutPlace(one) : one;
    }

    private static CaseListing WithoutPlace(CaseListing one) => one with { LongitudeDeg = double.NaN, LatitudeDeg = double.NaN };
}
