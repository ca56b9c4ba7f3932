using Surefoot.Hazard.Evidence;

namespace Surefoot.Hazard;

/// <summary>What a fitted or assumed weight belongs to.</summary>
/// <param name="Name">As printed in the method statement.</param>
/// <param name="Group">The bar it is added to.</param>
/// <param name="SigmaM">Kernel width for a smooth quantity, 0 for one read cell by cell.</param>
/// <param name="Sign">+1 or −1 where only that direction makes sense, 0 where the data decide.</param>
/// <param name="Fitted">False for terms whose ln LR is an assumption, because land already searched cannot teach it.</param>
public sealed record Feature(string Name, EvidenceGroup Group, double SigmaM, int Sign, bool Fitted);

/// <summary>The evidence terms, in the order of the model's weights.</summary>
public static class Features
{
    public const int Confirmed = 0;
    public const int Outside = 1;
    public const int ConfirmedNear = 2;
    public const int RecordHere = 3;
    public const int RecordNear = 4;
    public const int SaidItems = 5;
    public const int SaidUsed = 6;
    public const int Position300 = 7;
    public const int Position1000 = 8;
    public const int Position4000 = 9;
    public const int Settlement700 = 10;
    public const int Settlement3000 = 11;
    public const int Road300 = 12;
    public const int AccidentHere = 13;
    public const int FindRate150 = 14;
    public const int FindRate400 = 15;
    public const int FindRate1500 = 16;
    public const int FindRate6000 = 17;
    public const int CancelledHere = 18;

    public static IReadOnlyList<Feature> All { get; } =
    [
        new("inside a confirmed area", EvidenceGroup.HazardAreas, 0, 1, true),
        new("outside every hazard area", EvidenceGroup.HazardAreas, 0, -1, false),
        new("share of confirmed land within 600 m", EvidenceGroup.HazardAreas, 600, 1, true),
        new("inside a minefield record, by its trust", EvidenceGroup.MinefieldRecords, 0, 1, true),
        new("near a minefield record, by its trust", EvidenceGroup.MinefieldRecords, 0, 1, true),
        new("items or an accident seen here", EvidenceGroup.Testimonies, 0, 1, true),
        new("used without harm here", EvidenceGroup.Testimonies, 0, 1, true),
        new("former positions within 300 m", EvidenceGroup.MilitaryPositions, 300, 1, true),
        new("former positions within 1 km", EvidenceGroup.MilitaryPositions, 1000, 0, true),
        new("former positions within 4 km", EvidenceGroup.MilitaryPositions, 4000, 0, true),
        new("settlements within 700 m", EvidenceGroup.Places, 700, 0, true),
        new("settlements within 3 km", EvidenceGroup.Places, 3000, 0, true),
        new("roads within 300 m", EvidenceGroup.Places, 300, 0, true),
        new("an accident here", EvidenceGroup.Accidents, 0, 1, false),
        new("finds on searched land within 150 m", EvidenceGroup.Finds, 150, 1, true),
        new("finds on searched land within 400 m", EvidenceGroup.Finds, 400, 1, true),
        new("finds on searched land within 1.5 km", EvidenceGroup.Finds, 1500, 1, true),
        new("finds on searched land within 6 km", EvidenceGroup.Finds, 6000, 1, true),
        new("released by survey without search", EvidenceGroup.Cancelled, 0, 1, false),
    ];

    public static int Count => All.Count;
}
