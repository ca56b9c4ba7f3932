using Surefoot.Account;
using Surefoot.Assessment.Planning;
using Surefoot.Assessment.Roads;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Reading;

namespace Surefoot.Reporting;

/// <summary>Where the report takes its figures from.</summary>
/// <param name="Reader">Approved records.</param>
/// <param name="Account">The land account of all of them.</param>
/// <param name="DistrictNames">By code.</param>
/// <param name="AsOf">Last day.</param>
public sealed record ReportSources(RegistryReader Reader, LandAccount Account, IReadOnlyDictionary<string, string> DistrictNames, int Year, DateOnly AsOf)
{
    public required string Title { get; init; }

    public required bool Synthetic { get; init; }

    public required string SoftwareVersion { get; init; }

    public required long JournalEntries { get; init; }

    public required string JournalHead { get; init; }

    public required string Attribution { get; init; }

    public KeptPlan? Plan { get; init; }

    public RoadsSummary? Roads { get; init; }

    public ReportHazard? Hazard { get; init; }

    /// <summary>For the answers to questions that a country added; null leaves them out.</summary>
    public JournalStore? Store { get; init; }
}

/// <summary>Takes the report's figures out of the account, the records and the kept runs.</summary>
public static class ReadCountryReport
{
    private const int CorridorsShown = 15;
    private const int LimitsShown = 8;

    public static CountryReport Handle(ReportSources sources, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var overview = sources.Plan is { } kept ? PlanOverview.Of(kept.Inputs, kept.Plan) : null;
        return new CountryReport
        {
            Title = sources.Title,
            Synthetic = sources.Synthetic,
            Year = sources.Year,
            AsOf = sources.AsOf,
            SoftwareVersion = sources.SoftwareVersion,
            JournalEntries = sources.JournalEntries,
            JournalHead = sources.JournalHead,
            Attribution = sources.Attribution,
            Land = Land(sources),
            Years =
            [
                .. ListYearsOfWork.Handle(sources.Account, sources.Reader, RecordQuery.Now, sources.AsOf, cancellation)
                    .Select(y => new ReportYear(y.Year, y.From, y.To, y.Complete, y.CancelledHa, y.ReducedHa, y.ClearedHa, y.ApMines, y.AtMines, y.Uxo)),
            ],
            Hazard = sources.Hazard,
            Roads = sources.Roads is { } roads ? Roads(roads, overview) : null,
            Plan = overview is null ? null : Plan(sources.Plan!, overview),
            AddedFields = sources.Store is { } store ? [.. AddedFields(store, sources)] : [],
        };
    }

    // No person's answers: small counts of people tell who they are.
    private static IEnumerable<ReportAddedField> AddedFields(JournalStore store, ReportSources sources)
    {
        var types = sources.Reader.Types;
        var lists = CodeListCatalogue.BuiltIn.With(types.Definitions);
        foreach (var type in types.All.Where(type => type.Tier < Tier.Personal))
        {
            foreach (var field in type.CustomFields.Where(field => CountAnswers.Counts(field) && (field.Custom!.Newest.Tier ?? type.Tier) < Tier.Personal))
            {
                var counts = CountAnswers.Handle(store, type, field, new RecordQuery(AsOf: sources.AsOf));
                var definition = field.Custom!.Newest.Definition;
                yield return new(
                    type.Code,
                    definition.LabelEn ?? definition.LabelAz ?? definition.LabelRu ?? field.Name,
                    counts.Records,
                    counts.Answered,
                    [.. counts.Counts.Select(answer => (field.CodeList is { } list ? lists.Describe(list, answer.Answer).Label : answer.Answer, answer.Count))]);
            }
        }
    }

    private static ReportLand Land(ReportSources sources)
    {
        var ever = sources.Account.Statement(null, sources.AsOf);
        var year = sources.Account.Statement(new DateOnly(sources.Year, 1, 1), sources.AsOf);
        var districts = sources.Account.Statement(null, sources.AsOf, AccountKey.District);
        var azerbaijani = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("az"), ignoreCase: false);
        return new ReportLand(
            ever.Balanced && year.Balanced && districts.Balanced,
            ever.Gross.M2,
            ever.Overlap.M2,
            LandFigures.Sum(ever.Rows, LandKind.Suspected),
            LandFigures.Sum(ever.Rows, LandKind.Confirmed),
            LandFigures.Sum(year.Rows, LandKind.Suspected),
            LandFigures.Sum(year.Rows, LandKind.Confirmed),
            [
                .. districts.Rows.GroupBy(row => row.Key, StringComparer.Ordinal)
                    .Select(group => new DistrictLine(
                        group.Key,
                        sources.DistrictNames.GetValueOrDefault(group.Key, "In no district"),
                        LandFigures.Sum(group, LandKind.Suspected),
                        LandFigures.Sum(group, LandKind.Confirmed)))
                    .OrderBy(line => line.Code == AccountStatement.Unassigned)
                    .ThenBy(line => line.Name, azerbaijani),
            ]);
    }

    private static ReportRoads Roads(RoadsSummary roads, PlanOverview? overview)
    {
        var opens = overview?.Corridors.ToDictionary(c => c.Corridor.Id, c => c.Opens, StringComparer.Ordinal) ?? [];
        return new ReportRoads(
            roads.Settlements,
            roads.Edges,
            roads.ClosedEdges,
            roads.People,
            roads.GainOfAll,
            [.. roads.Bundles.Take(CorridorsShown).Select(b => new ReportCorridor(b.Name, b.Gain, b.AreaM2, b.Areas.Count, opens.GetValueOrDefault(b.Id)))],
            [.. roads.Orders.Where(o => o.LossPercent > 0).Select(o => (OrderName(o.Name), o.LossPercent))]);
    }

    private static string OrderName(string order) => order switch
    {
        "recorded" => "as recorded",
        "nearest-first" => "nearest first",
        "per-hazard-greedy" => "one area at a time by its own gain",
        _ => order,
    };

    private static ReportPlan Plan(KeptPlan kept, PlanOverview overview)
    {
        var (inputs, plan) = (kept.Inputs, kept.Plan);
        return new ReportPlan(
            kept.Run.Run,
            plan.Start,
            plan.End,
            inputs.Tasks.Count,
            plan.Tasks.Count,
            inputs.Pools.Sum(p => p.Teams),
            plan.Feasible,
            plan.Objective,
            plan.Bound,
            plan.GapPercent,
            plan.TargetBasis,
            inputs.Scenarios,
            [.. plan.Targets.Select(t => new ReportTarget(t.Year, t.From, t.To, t.IsPart, t.ClearedHa, t.PlannedHa, t.Items, t.Probability, t.P10Ha, t.P50Ha, t.P90Ha))],
            overview.Quarters,
            [.. overview.Districts.Select(d => new ReportTimeline(d.Name, d.Tasks, d.CancelledHa, d.ClearedHa))],
            [.. overview.Methods.Select(m => new ReportMethod(m.Method, m.Teams, m.Tasks, m.WorkedHa, m.CancelledHa, m.ClearedHa, m.Items))],
            [.. PlanWords.Limits(inputs, plan.Binding).Take(LimitsShown)],
            inputs.Assumptions);
    }
}
