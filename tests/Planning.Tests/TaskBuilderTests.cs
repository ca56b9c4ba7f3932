namespace Surefoot.Planning.Tests;

public sealed class TaskBuilderTests
{
    private static readonly AssetPriors Priors = new();

    [Fact]
    public void Suspected_land_is_surveyed_first_and_only_the_rest_is_searched()
    {
        var tasks = TaskBuilder.Build([new("A", 0, 300, false, 1_000_000, 0, 10, 1, false)], Priors).Tasks;
        tasks[0].Phase.ShouldBe(Phase.Survey);
        tasks[0].ReleasedM2.ShouldBe(600_000);
        tasks.Skip(1).ShouldAllBe(t => t.Phase == Phase.Search && t.Predecessors.Contains(0));
        tasks.Sum(t => t.ReleasedM2).ShouldBe(1_000_000, 1e-3);
        tasks.Sum(t => t.ClearedM2).ShouldBe(400_000, 1e-3);
        tasks.Sum(t => t.ExpectedItems).ShouldBe(10, 1e-9);
    }

    [Fact]
    public void Dense_ground_is_opened_by_machines_and_searched_after_them()
    {
        var tasks = TaskBuilder.Build([new("A", 0, 300, true, 0, 40_000, 50, 1, true)], Priors).Tasks;
        tasks.Where(t => t.Phase == Phase.Preparation).ShouldAllBe(t => t.ReleasedM2 == 0 && t.Modes.All(m => m.Type == TeamType.Machine));
        foreach (var search in tasks.Where(t => t.Phase == Phase.Search))
        {
            tasks[search.Predecessors[0]].Phase.ShouldBe(Phase.Preparation);
        }

        tasks.Sum(t => t.ReleasedM2).ShouldBe(40_000, 1e-6);
    }

    [Fact]
    public void A_required_area_comes_first_and_a_circle_is_cut()
    {
        var built = TaskBuilder.Build([new("A", 0, 300, true, 10_000, 0, 1, 1, false, Requires: [1]), new("B", 0, 300, true, 10_000, 0, 1, 1, false, Requires: [0])], Priors);
        built.Tasks.Count.ShouldBe(2);
        built.Tasks[0].Code.ShouldStartWith("B");
        built.Tasks[1].Predecessors.ShouldBe([0]);
    }

    [Fact]
    public void Beyond_the_largest_number_of_tasks_areas_stay_without()
    {
        var built = TaskBuilder.Build([.. Enumerable.Range(0, 9).Select(i => new AreaToPlan($"A{i}", 0, 300, true, 10_000, 0, 1, 1, false))], Priors, maximumTasks: 5);
        built.Tasks.Count.ShouldBe(5);
        built.TasksOfArea.Count(t => t.Count == 0).ShouldBe(4);
    }

    [Theory]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 2, 15)]
    public void A_month_has_the_working_days_of_its_season(int year, int month, int days)
    {
        var start = new DateOnly(2025, 4, 1);
        var calendar = new WorkCalendar(start, 730, SeasonTable.Default[0]);
        Enumerable.Range(0, 730).Count(d => start.AddDays(d).Year == year && start.AddDays(d).Month == month && calendar.IsWorking(d)).ShouldBe(days);
    }

    [Fact]
    public void Lowland_winter_keeps_about_four_fifths_of_summer()
    {
        var winter = new[] { 11, 0, 1 }.Average(m => SeasonTable.Default[0][m]);
        var rest = Enumerable.Range(2, 9).Average(m => SeasonTable.Default[0][m]);
        (winter / rest).ShouldBeInRange(0.70, 0.85);
    }
}
