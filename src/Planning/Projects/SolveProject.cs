using System.Globalization;
using Google.OrTools.Sat;

namespace Surefoot.Planning.Projects;

/// <summary>Solves a benchmark project with CP-SAT: optional intervals by mode, one cumulative per renewable, one sum per non-renewable.</summary>
public static class SolveProject
{
    /// <param name="project">From <see cref="ProjectReader"/>.</param>
    /// <param name="seconds">Wall clock at most.</param>
    /// <param name="workers">Search threads.</param>
    public static ProjectSolution WithCpSat(Project project, double seconds, int workers)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var model = new CpModel();
        var horizon = project.Jobs.Sum(j => j.Modes.Max(m => m.Duration));
        var starts = new IntVar[project.Jobs.Count];
        var ends = new IntVar[project.Jobs.Count];
        var chosen = new BoolVar[project.Jobs.Count][];
        var parts = new List<(IntervalVar Interval, BoolVar Literal, JobMode Mode)>();
        for (var j = 0; j < starts.Length; j++)
        {
            starts[j] = model.NewIntVar(0, horizon, $"s{j}");
            ends[j] = model.NewIntVar(0, horizon, $"e{j}");
            chosen[j] = [.. project.Jobs[j].Modes.Select((mode, m) => model.NewBoolVar($"m{j}.{m}"))];
            model.AddExactlyOne(chosen[j]);
            for (var m = 0; m < chosen[j].Length; m++)
            {
                var mode = project.Jobs[j].Modes[m];
                parts.Add((model.NewOptionalIntervalVar(starts[j], model.NewConstant(mode.Duration), ends[j], chosen[j][m], $"i{j}.{m}"), chosen[j][m], mode));
            }
        }

        for (var j = 0; j < starts.Length; j++)
        {
            foreach (var next in project.Jobs[j].Successors)
            {
                model.Add(starts[next] >= ends[j]);
            }
        }

        for (var r = 0; r < project.Capacity.Count; r++)
        {
            var users = parts.Where(p => p.Mode.Use[r] > 0).ToList();
            if (r < project.Renewables)
            {
                var cumulative = model.AddCumulative(project.Capacity[r]);
                foreach (var user in users)
                {
                    cumulative.AddDemand(user.Interval, user.Mode.Use[r]);
                }
            }
            else if (users.Count > 0)
            {
                model.Add(LinearExpr.WeightedSum(users.Select(u => u.Literal), users.Select(u => (long)u.Mode.Use[r])) <= project.Capacity[r]);
            }
        }

        var makespan = model.NewIntVar(0, horizon, "makespan");
        model.AddMaxEquality(makespan, ends);
        model.Minimize(makespan);
        var solver = new CpSolver { StringParameters = string.Create(CultureInfo.InvariantCulture, $"max_time_in_seconds:{seconds} num_workers:{workers}") };
        var status = solver.Solve(model);
        var lowerBound = status == CpSolverStatus.Infeasible ? 0 : (int)Math.Ceiling(solver.BestObjectiveBound - 1e-6);
        if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
        {
            return new ProjectSolution(status == CpSolverStatus.Infeasible ? "infeasible" : "none", null, Math.Max(0, lowerBound), []);
        }

        var schedule = starts.Select((s, j) => new ScheduledJob(j + 1, Array.FindIndex(chosen[j], c => solver.BooleanValue(c)) + 1, (int)solver.Value(s))).ToList();
        return new ProjectSolution(status == CpSolverStatus.Optimal ? "proven" : "feasible", (int)solver.Value(makespan), lowerBound, schedule);
    }
}
