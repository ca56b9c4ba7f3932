using System.Text.Json;
using Surefoot.Planning.Checking;
using Surefoot.Planning.Projects;

namespace Surefoot.Planning.Tests;

public sealed class ProjectTests
{
    // Two renewables, one non-renewable; job 3 can be quick and dear or slow and cheap. Optimum 5: both jobs side by side, job 3 quick.
    private const string Text = """
        jobs (incl. supersource/sink ):  5
        RESOURCES
          - renewable                 :  1   R
          - nonrenewable              :  1   N
          - doubly constrained        :  0   D
        PRECEDENCE RELATIONS:
        jobnr.    #modes  #successors   successors
           1        1          2           2   3
           2        1          1           4
           3        2          1           5
           4        1          1           5
           5        1          0
        ************************************************************************
        REQUESTS/DURATIONS:
        jobnr. mode duration  R 1  N 1
        ------------------------------------------------------------------------
          1      1     0       0    0
          2      1     2       1    0
          3      1     2       1    5
                 2     6       1    1
          4      1     3       2    0
          5      1     0       0    0
        ************************************************************************
        RESOURCEAVAILABILITIES:
          R 1  N 1
            2    5
        ************************************************************************
        """;

    private static readonly Project Small = ProjectReader.Read(Text);
    private static readonly ScheduledJob[] Good = [new(1, 1, 0), new(2, 1, 0), new(3, 1, 0), new(4, 1, 2), new(5, 1, 5)];

    [Fact]
    public void A_small_project_is_solved_to_its_optimum_and_passes_the_checker()
    {
        var solution = SolveProject.WithCpSat(Small, 10, 1);
        solution.Status.ShouldBe("proven");
        solution.Makespan.ShouldBe(5);
        solution.LowerBound.ShouldBe(5);
        Check(solution.Schedule, 5).ShouldBeEmpty();
    }

    [Fact]
    public void The_hand_made_schedule_is_sound() => Check(Good, 5).ShouldBeEmpty();

    [Fact]
    public void Each_damage_is_named()
    {
        Check(Change(4, j => j with { Start = 1 }), 5).ShouldContain("precedence");
        Check(Change(3, j => j with { Start = 2 }), 5).ShouldContain("renewable-over");
        Check(Change(3, j => j with { Mode = 3 }), 5).ShouldContain("unknown-mode");
        Check(Change(2, j => j with { Start = -1 }), 5).ShouldContain("negative-start");
        Check([.. Good.Take(4)], 5).ShouldContain("missing-job");
        Check([.. Good, Good[1]], 5).ShouldContain("duplicate");
        Check(Good, 6).ShouldBe(["wrong-makespan"]);
        ProjectChecker.Check(Small with { Capacity = [2, 4] }, Json(Good, 5)).Violations.ShouldHaveSingleItem().Kind.ShouldBe("non-renewable-over");
        ProjectChecker.Check(Small, Json(Good, 5)[..60]).Violations.ShouldHaveSingleItem().Kind.ShouldBe("truncated-file");
        ProjectChecker.Check(Small, """{"makespan":5,"schedule":[{"job":1,"mode":1,"start":0},{"job":2,"mode":1,"start":0,"duration":1},{"job":3,"mode":1,"start":0},{"job":4,"mode":1,"start":2},{"job":5,"mode":1,"start":5}]}""")
            .Violations.ShouldHaveSingleItem().Kind.ShouldBe("wrong-duration");
    }

    [Fact]
    public void Too_little_of_a_non_renewable_is_infeasible() => SolveProject.WithCpSat(Small with { Capacity = [2, 0] }, 10, 1).Status.ShouldBe("infeasible");

    [Fact]
    public void A_file_without_its_capacities_is_refused() =>
        Should.Throw<FormatException>(() => ProjectReader.Read(Text[..Text.IndexOf("RESOURCEAVAIL", StringComparison.Ordinal)]));

    private static ScheduledJob[] Change(int job, Func<ScheduledJob, ScheduledJob> change) => [.. Good.Select(j => j.Job == job ? change(j) : j)];

    private static string Json(IReadOnlyList<ScheduledJob> schedule, int makespan) =>
        JsonSerializer.Serialize(new { makespan, schedule = schedule.Select(s => new { job = s.Job, mode = s.Mode, start = s.Start }) });

    private static List<string> Check(IReadOnlyList<ScheduledJob> schedule, int makespan) => [.. ProjectChecker.Check(Small, Json(schedule, makespan)).Violations.Select(v => v.Kind)];
}
