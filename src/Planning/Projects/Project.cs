namespace Surefoot.Planning.Projects;

/// <summary>One way to do a job.</summary>
/// <param name="Duration">Periods.</param>
/// <param name="Use">Demand by resource: renewables first (per period), then non-renewables (once).</param>
public sealed record JobMode(int Duration, IReadOnlyList<int> Use);

/// <param name="Modes">At least one.</param>
/// <param name="Successors">Job indices, 0-based.</param>
public sealed record Job(IReadOnlyList<JobMode> Modes, IReadOnlyList<int> Successors);

/// <summary>A project of the classic benchmarks (Kolisch and Sprecher, PSPLIB; Van Peteghem and Vanhoucke, MMLIB): minimise the makespan.</summary>
/// <param name="Jobs">With source and sink, as in the file.</param>
/// <param name="Renewables">Number of renewable resources; the rest are non-renewable.</param>
/// <param name="Capacity">By resource, in the order of <see cref="JobMode.Use"/>.</param>
public sealed record Project(IReadOnlyList<Job> Jobs, int Renewables, IReadOnlyList<int> Capacity);

/// <summary>A job's place in a schedule; numbers are those of the file, from 1.</summary>
public sealed record ScheduledJob(int Job, int Mode, int Start);

/// <param name="Status">proven, feasible, infeasible or none. A search that ran out of time without a plan says none.</param>
/// <param name="Makespan">End of the last job; null without a schedule.</param>
/// <param name="LowerBound">No schedule is shorter.</param>
/// <param name="Schedule">Empty without one.</param>
public sealed record ProjectSolution(string Status, int? Makespan, int LowerBound, IReadOnlyList<ScheduledJob> Schedule);
