namespace Surefoot.Planning;

/// <summary>When, how and by whom one task is done.</summary>
/// <param name="Task">Number in the instance.</param>
/// <param name="Mode">Number among the task's modes.</param>
/// <param name="Pool">Pool the teams come from.</param>
/// <param name="Teams">Teams side by side.</param>
/// <param name="StartDay">First day of work, from the plan's start.</param>
/// <param name="FinishDay">Day after the last day of work.</param>
public readonly record struct Assignment(int Task, int Mode, int Pool, int Teams, int StartDay, int FinishDay);

/// <summary>A whole plan.</summary>
/// <param name="Assignments">By task number.</param>
/// <param name="LeftOut">Tasks that are not done within the horizon, by number.</param>
/// <param name="Objective">Discounted worth less discounted cost.</param>
/// <param name="MakespanDays">Latest finish.</param>
public sealed record Plan(IReadOnlyList<Assignment> Assignments, IReadOnlyList<int> LeftOut, double Objective, int MakespanDays);

/// <summary>What a plan yields in a calendar year; work counts where it is finished.</summary>
public sealed record PlanYear(int Year, double ClearedM2, double ReleasedM2, double ExpectedItems);
