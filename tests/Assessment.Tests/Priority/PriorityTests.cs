using System.Globalization;
using System.Text;
using System.Text.Json;
using Surefoot.Account;
using Surefoot.Assessment.Priority;
using Surefoot.Assessment.Tests.Hazard;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Tests.Priority;

public sealed class PriorityTests : IDisposable
{
    private const double NearLon = 47.10, FarLon = 47.20, Lat = 39.45;
    private static readonly DateOnly s_day = new(2024, 6, 1);

    // Real districts, schools and heights; the records on them are invented.
    private static readonly string s_geography = Path.Combine(Root(), "samples", "karabakh", "geography");

    private readonly InventedFolder _folder = new();

    public PriorityTests()
    {
        _folder.Add(
            ("hazard-area", InventedFolder.Square(NearLon, Lat, 0.002), [("id", "NEAR"), ("kind", "confirmed"), ("district", "AZ-FUZ"), ("blocks", "road"), ("name", "Lower field")]),
            ("hazard-area", InventedFolder.Square(FarLon, Lat, 0.002), [("id", "FAR"), ("kind", "suspected"), ("district", "AZ-FUZ")]),
            ("hazard-area", InventedFolder.Square(NearLon, Lat + 0.01, 0.002), [("id", "SHUT"), ("kind", "confirmed"), ("district", "AZ-FUZ"), ("blocks", "housing;road")]),
            ("settlement", InventedFolder.Point(NearLon + 0.005, Lat), [("id", "S-1"), ("district", "AZ-FUZ"), ("people", "300"), ("plannedReturnees", "700")]),
            ("accident", InventedFolder.Point(NearLon, Lat + 0.003), [("id", "AC-1"), ("occurredOn", "2022-01-15"), ("killed", "1"), ("injured", "2")]),
            ("accident", InventedFolder.Point(NearLon, Lat + 0.003), [("id", "AC-2"), ("occurredOn", "2001-01-15"), ("killed", "9"), ("injured", "0")]),
            ("site-access", "", [("id", "AX-1"), ("assessedOn", "2022-05-01"), ("secure", "false"), ("hazardArea", "SHUT")]));
    }

    [Fact]
    public void People_accidents_and_what_is_blocked_bring_an_area_up_and_a_gate_holds_one_back()
    {
        var inputs = Prepare(PriorityCriteria.BuiltIn);
        var ranking = RankPriorities.Handle(inputs);

        ranking.Areas.Select(area => (area.Area, area.Rank, area.Eligible)).ShouldBe([("NEAR", 1, true), ("FAR", 2, true), ("SHUT", 3, false)]);
        var why = ExplainPriority.Handle(inputs, ranking, "NEAR")!;
        Value(why, "people-500").ShouldBe(1000);
        Value(why, "casualties").ShouldBe(3);
        Value(why, "road").ShouldBe(1);
        why.Factors.Sum(factor => factor.Points).ShouldBe(why.Score, 1e-9);
        why.Summary[0].ShouldBe(string.Create(CultureInfo.InvariantCulture, $"Lower field is 1st of 3 areas that are still open, with {why.Score:0.##} points; the first has {why.Score:0.##}."));
        ExplainPriority.Handle(inputs, ranking, "SHUT")!.Summary[1].ShouldBe("It waits behind all others: “Teams may work there” is answered with no.");
    }

    [Fact]
    public void What_would_raise_an_area_does_and_nobody_is_told_that_accidents_would()
    {
        var inputs = Prepare(PriorityCriteria.BuiltIn.With(new Dictionary<string, double> { ["stated"] = 30 }));
        var why = ExplainPriority.Handle(inputs, RankPriorities.Handle(inputs), "FAR", wanted: 1)!;

        why.WhatWouldRaise.ShouldContain(raise => raise.Factor == "stated" && raise.What == "value");
        why.WhatWouldRaise.ShouldNotContain(raise => raise.What == "value" && (raise.Factor == "casualties" || raise.Factor == "impact"));
        foreach (var raise in why.WhatWouldRaise.Where(raise => raise.What == "value"))
        {
            var changed = inputs with { Areas = [.. inputs.Areas.Select(area => area.Area == "FAR" ? area with { Values = [.. area.Values.Select((value, i) => inputs.Criteria.Factors[i].Code == raise.Factor ? raise.To : value)] } : area)] };
            RankPriorities.Handle(changed).Areas[0].Area.ShouldBe("FAR", raise.Says);
        }
    }

    [Fact]
    public void A_survey_of_impact_and_a_wish_of_the_community_count_and_the_comparison_says_so()
    {
        var before = Prepare(PriorityCriteria.BuiltIn);
        _folder.Add(
            ("community-impact-survey", "", [("id", "CI-1"), ("surveyedOn", "2022-05-01"), ("hazardAreas", "FAR"), ("blocked", "agriculture;water"), ("recentVictims", "6")]),
            ("stated-priority", "", [("id", "SP-1"), ("statedOn", "2022-05-01"), ("voice", "village-committee"), ("subject", "FAR"), ("need", "water")]),
            ("stated-priority", InventedFolder.Point(FarLon, Lat + 0.003), [("id", "SP-2"), ("statedOn", "2022-05-01"), ("voice", "village-committee"), ("need", "water")]),
            ("priority-criteria", "", [("id", "PC-2"), ("version", "2"), ("effective", "2023-01-01"), ("weights", "stated=30"), ("source", "Order 7")]));
        var after = Prepare(PriorityCriteria.InForce(_folder.Reader, s_day));

        after.Criteria.Version.ShouldBe(2);
        PriorityCriteria.InForce(_folder.Reader, new(2022, 12, 31)).Version.ShouldBe(1);
        var (first, second) = (RankPriorities.Handle(before), RankPriorities.Handle(after));
        Value(ExplainPriority.Handle(after, second, "FAR")!, "impact").ShouldBe(18);
        Value(ExplainPriority.Handle(after, second, "FAR")!, "stated").ShouldBe(2);
        var moved = ComparePriorities.Handle(before, first, after, second);
        moved.Single(one => one.Area == "FAR").ShouldBe(new MovedArea("FAR", 2, 1, "Asked for by the community 0 → 2; Community impact score 0 → 18"));
        moved.Single(one => one.Area == "NEAR").Why.ShouldBe("others came or went");
    }

    [Fact]
    public void A_ranking_is_kept_and_made_again_with_the_same_bytes_and_a_changed_file_is_refused()
    {
        var runs = new PriorityRuns(Directory.CreateDirectory(Path.Combine(_folder.Path, "runs")).FullName);
        var inputs = Prepare(PriorityCriteria.BuiltIn, workers: 3);
        var run = runs.Keep(inputs, RankPriorities.Handle(inputs, 3));

        var kept = runs.Read(run, out _)!;
        PriorityRuns.Sha256(RankPriorities.Handle(kept.Inputs)).ShouldBe(kept.RankingSha256);
        PriorityRuns.Identify(Prepare(PriorityCriteria.BuiltIn), RankPriorities.Handle(inputs)).ShouldBe(run);

        var file = Path.Combine(_folder.Path, "runs", run, "inputs.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("Lower field", "Upper field", StringComparison.Ordinal));
        runs.Read(run, out var refusal).ShouldBeNull();
        refusal!.Code.ShouldBe("run.inputs-changed");
    }

    [Theory]
    [InlineData("""{"weights":{"schools":3}}""", "There is no factor schools")]
    [InlineData("""{"weights":{"school":-3}}""", "number from 0")]
    [InlineData("""{"gates":{"safe":"required"}}""", "There is no gate safe")]
    [InlineData("""{"judgements":[["school","road",9],["road","water",9],["water","school",9]]}""", "contradict each other")]
    [InlineData("""{"judgements":[["school","road",9],["road","water",9]]}""", "is not judged")]
    public void Weights_that_cannot_be_meant_are_refused(string file, string says) =>
        Should.Throw<ArgumentException>(() => PriorityCriteria.BuiltIn.With(Encoding.UTF8.GetBytes(file))).Message.ShouldContain(says);

    [Fact]
    public void Judgements_in_pairs_share_out_the_weight_the_factors_had()
    {
        var judged = PriorityCriteria.BuiltIn.With("""{"judgements":[["school","road",2]]}"""u8);

        double Weight(PriorityCriteria criteria, string code) => criteria.Factors.Single(factor => factor.Code == code).Weight;
        Weight(judged, "school").ShouldBe(2 * Weight(judged, "road"), 1e-9);
        (Weight(judged, "school") + Weight(judged, "road")).ShouldBe(Weight(PriorityCriteria.BuiltIn, "school") + Weight(PriorityCriteria.BuiltIn, "road"), 1e-9);
        Weight(judged, "rail").ShouldBe(Weight(PriorityCriteria.BuiltIn, "rail"));
    }

    [Fact]
    public void A_required_gate_holds_back_what_is_not_on_record()
    {
        var criteria = PriorityCriteria.BuiltIn.With(new Dictionary<string, double>(), new Dictionary<string, GateRule> { ["planned"] = GateRule.Required });

        RankPriorities.Handle(Prepare(criteria)).Areas.ShouldAllBe(area => !area.Eligible);
    }

    [Fact]
    public void People_at_risk_fall_when_the_land_near_them_is_released_and_districts_add_up()
    {
        PeopleAtRisk All(DateOnly day) => CountPeopleAtRisk.Handle(_folder.Reader, Account(), day, [500, 5000]).Single(row => row is { District: "all", Class: "any", WithinM: 500 });
        All(s_day).ShouldBe(new PeopleAtRisk("all", "any", 500, 300, 700, 1));

        _folder.Add(("cleared-area", InventedFolder.Square(NearLon, Lat, 0.003), [("id", "CL-1"), ("releasedOn", "2023-01-01"), ("method", "manual")]));

        All(s_day).People.ShouldBe(0);
        All(new(2022, 12, 31)).People.ShouldBe(300);
        var rows = CountPeopleAtRisk.Handle(_folder.Reader, Account(), s_day, [500, 5000]);
        foreach (var all in rows.Where(row => row.District == "all"))
        {
            rows.Where(row => row.District != "all" && row.Class == all.Class && row.WithinM == all.WithinM).Sum(row => row.People + row.Returnees).ShouldBe(all.People + all.Returnees);
        }
    }

    [Fact]
    public void Every_factor_and_gate_shipped_is_measured_and_says_what_it_counts()
    {
        var criteria = PriorityCriteria.BuiltIn;
        criteria.Factors.ShouldAllBe(factor => factor.Counts.Length > 5 && factor.Weight > 0);
        criteria.Factors.Select(factor => factor.Code).ShouldBeUnique();
        Prepare(criteria with { Gates = [.. criteria.Gates.Select(gate => gate with { Rule = GateRule.Known })] }).Areas.ShouldAllBe(area => area.Values.Count == criteria.Factors.Count && area.Gates.Count == criteria.Gates.Count);
        JsonSerializer.Serialize(criteria).ShouldNotBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private static double Value(PriorityExplanation why, string factor) => why.Factors.Single(one => one.Name == factor).Value;

    private LandAccount Account() => LandAccount.Compute(ReadLand.Handle(_folder.Reader, RecordQuery.Now, 1), DistrictOutlines.Read(s_geography));

    private PriorityInputs Prepare(PriorityCriteria criteria, int workers = 1)
    {
        return PreparePriorities.Handle(new(_folder.Reader, _folder.Store.LastSequence, "", true, Account(), s_day, s_geography), criteria, new(Samples: 200), workers, TestContext.Current.CancellationToken);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Surefoot.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
