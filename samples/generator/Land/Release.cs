namespace Surefoot.SampleCountry;

internal enum ReleaseKind
{
    Cancelled,
    Reduced,
    Cleared,
}

/// <summary>One released polygon. Days are <see cref="DateOnly.DayNumber"/>; From and To bound the work.</summary>
/// <param name="Fresh">What this act releases first.</param>
/// <param name="Again">Cells released before: rework.</param>
internal sealed record Release(ReleaseKind Kind, int Index, int Hazard, int District, Shape Fresh, int[] Again, int From, int To, int ReleasedOn, string Method, int DepthCm, string LandUse)
{
    public Shape Whole => Again.Length == 0 ? Fresh : new([.. Fresh.Cells, .. Again], Fresh.Part);

    public int Year => Days.Date(ReleasedOn).Year;

    public string Id => Kind switch
    {
        ReleaseKind.Cancelled => $"SYN-CN-{Index + 1:D5}",
        ReleaseKind.Reduced => $"SYN-RD-{Index + 1:D5}",
        _ => $"SYN-CL-{Index + 1:D5}",
    };
}
