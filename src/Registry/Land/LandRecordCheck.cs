using System.Globalization;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Criteria;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Land;

/// <summary>What the rules of land look at in one hazard area or release.</summary>
/// <param name="ReleasedOn">Null for a hazard.</param>
/// <param name="Confirmed">Of a hazard: CHA.</param>
public sealed record LandRecord(
    string Type,
    string Id,
    DateOnly? ReleasedOn,
    bool Confirmed,
    double? ReportedAreaM2,
    bool AreaExplained,
    double? UncheckedAreaM2,
    bool UncheckedExplained,
    string? Criteria,
    IReadOnlyList<string> Evidence)
{
    public bool IsRelease => Type is "cancelled-area" or "reduced-area" or "cleared-area";

    /// <summary>The types that the rules are about.</summary>
    public static bool Is(string type) => type is "hazard-area" or "cancelled-area" or "reduced-area" or "cleared-area";

    /// <summary>A checked row of one of these types.</summary>
    public static LandRecord Of(RecordDescriptor type, CheckedRow row)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(row);
        object? Value(string field) => type.Ordinal(field) is >= 0 and var ordinal ? row.Values[ordinal] : null;
        return new(
            type.Code, row.Id, Value("releasedOn") as DateOnly?, Value("kind") as string == "confirmed", Value("reportedAreaM2") as double?, Value("areaExplanation") is not null,
            Value("uncheckedAreaM2") as double?, Value("uncheckedReason") is not null, Value("criteria") as string, Value("evidence") as string[] ?? []);
    }
}

/// <summary>The rules of land for one record by itself. Pure: what is approved elsewhere is handed in.</summary>
/// <param name="ofBatch">The record comes with an import: legacy data seldom cite criteria or evidence.</param>
/// <param name="exists">Whether a record of one of these types has this id.</param>
public sealed class LandRecordCheck(LandRules rules, CriteriaInForce criteria, EvidenceKinds kinds, bool ofBatch, Func<IReadOnlyList<string>, string, bool> exists)
{
    /// <summary>The check of the rows of an import.</summary>
    /// <param name="day">On which the rules are to be in force.</param>
    public static LandRecordCheck OfImport(RegistryReader reader, CodeListCatalogue lists, DateOnly day, KnownRecords known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return new(LandRules.InForce(reader, day), CriteriaInForce.Read(reader), EvidenceKinds.InForce(lists, day), ofBatch: true, known.Exists);
    }

    /// <param name="computedAreaM2">Area of the polygon in the account's plane, asked only if one was reported.</param>
    public IEnumerable<LandFlag> Check(LandRecord record, Func<double> computedAreaM2)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(computedAreaM2);
        return Area(record, computedAreaM2).Concat(Unchecked(record)).Concat(Criteria(record)).Concat(Evidence(record));
    }

    private IEnumerable<LandFlag> Area(LandRecord record, Func<double> computedAreaM2)
    {
        if (record.ReportedAreaM2 is not { } reportedM2)
        {
            yield break;
        }

        var computedM2 = computedAreaM2();
        var verdict = ReportedArea.Judge(reportedM2, computedM2, rules);
        if (verdict == AreaVerdict.Same)
        {
            yield break;
        }

        var far = verdict == AreaVerdict.Far;
        yield return new(
            far && !record.AreaExplained,
            far ? "area.reported-far" : "area.reported",
            record.Type,
            record.Id,
            string.Create(CultureInfo.InvariantCulture, $"The polygon is {computedM2:F0} m², {100 * Math.Abs(reportedM2 - computedM2) / computedM2:F1} % off the {reportedM2:F0} m² reported."),
            far ? "areaExplanation before approval, or the right polygon" : "a look at the outline");
    }

    private static IEnumerable<LandFlag> Unchecked(LandRecord record)
    {
        if (record is { UncheckedAreaM2: > 0, UncheckedExplained: false })
        {
            yield return new(true, "land.unchecked-unexplained", record.Type, record.Id, string.Create(CultureInfo.InvariantCulture, $"{record.UncheckedAreaM2:F0} m² were not searched, and no reason is given."), "uncheckedReason");
        }
    }

    private IEnumerable<LandFlag> Criteria(LandRecord record)
    {
        var strictness = ofBatch ? rules.CriteriaOfBatch : rules.CriteriaOfRecord;
        if (!record.IsRelease || strictness == Strictness.Off || record.ReleasedOn is not { } day)
        {
            yield break;
        }

        var verdict = criteria.Judge(record.Criteria, record.Type, day);
        if (CriteriaInForce.Words(verdict, record.Criteria, day) is { } words)
        {
            yield return new(
                strictness == Strictness.Refuse,
                verdict switch { CriteriaVerdict.NotCited => "land.criteria-missing", CriteriaVerdict.Unknown => "land.criteria-unknown", CriteriaVerdict.OtherKind => "land.criteria-other-kind", _ => "land.criteria-not-in-force" },
                record.Type,
                record.Id,
                words,
                criteria.On(day, record.Type) is { Count: > 0 } inForce
                    ? $"criteria = {string.Join(" or ", inForce)}, in force on the day of release"
                    : "criteria = CODE@VERSION of approved release-criteria in force on the day of release; none is yet");
        }
    }

    private IEnumerable<LandFlag> Evidence(LandRecord record)
    {
        var strictness = ofBatch ? rules.DirectEvidenceOfBatch : rules.DirectEvidenceOfRecord;
        var direct = false;
        foreach (var text in record.Evidence)
        {
            if (!EvidenceItem.TryRead(text, out var item) || !kinds.TryGet(item.Kind, out var kind))
            {
                yield return new(!ofBatch, "land.evidence-kind", record.Type, record.Id, $"{text} is no evidence of a known kind.", "KIND:RECORD-ID with a kind of the list evidence-kind");
            }
            else if (!exists(kind.RecordTypes, item.RecordId))
            {
                yield return new(!ofBatch, "land.evidence-unknown", record.Type, record.Id, $"No {string.Join(" or ", kind.RecordTypes)} is called {item.RecordId}.", "the record that the evidence stands in");
            }
            else
            {
                direct |= kind.Direct;
            }
        }

        if (record.Confirmed && !direct && strictness != Strictness.Off)
        {
            yield return new(strictness == Strictness.Refuse, "land.evidence-not-direct", record.Type, record.Id, "A confirmed hazard rests on direct evidence; none is cited.", "evidence such as found-item:ID or accident:ID, or kind suspected");
        }
    }
}
