using System.Text.Json;
using Surefoot.Planning.Projects;

namespace Surefoot.Planning.Checking;

/// <param name="Makespan">Recomputed; −1 when no schedule could be read.</param>
public sealed record ProjectVerdict(bool Feasible, int Makespan, IReadOnlyList<Violation> Violations);

/// <summary>Judges a schedule of a benchmark project, given as the JSON text that <c>plan solve --json</c> prints. Shares no code with any solver.</summary>
public static class ProjectChecker
{
    /// <param name="project">The instance.</param>
    /// <param name="scheduleJson">Object with <c>schedule[{job,mode,start}]</c> and, if given, <c>makespan</c> and for each job <c>duration</c> or <c>end</c>.</param>
    public static ProjectVerdict Check(Project project, string scheduleJson)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(scheduleJson);
        var found = new List<Violation>();
        try
        {
            using var document = JsonDocument.Parse(scheduleJson);
            var makespan = Check(project, document.RootElement, found);
            return new ProjectVerdict(found.Count == 0, makespan, found);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // A cut or foreign file is a finding, not a failure of the checker.
            found.Add(new("truncated-file", -1, -1, $"The schedule cannot be read to its end: {error.Message}"));
            return new ProjectVerdict(false, -1, found);
        }
    }

    private static int Check(Project project, JsonElement root, List<Violation> found)
    {
        var start = new Dictionary<int, int>();
        var mode = new Dictionary<int, JobMode>();
        foreach (var entry in root.GetProperty("schedule").EnumerateArray())
        {
            var job = entry.GetProperty("job").GetInt32();
            var number = entry.GetProperty("mode").GetInt32();
            var from = entry.GetProperty("start").GetInt32();
            if (job < 1 || job > project.Jobs.Count)
            {
                found.Add(new("missing-job", job, from, $"Job {job} does not exist."));
                continue;
            }

            if (!start.TryAdd(job, from))
            {
                found.Add(new("duplicate", job, from, $"Job {job} is scheduled twice."));
                continue;
            }

            if (from < 0)
            {
                found.Add(new("negative-start", job, from, $"Job {job} starts before time 0."));
            }

            if (number < 1 || number > project.Jobs[job - 1].Modes.Count)
            {
                found.Add(new("unknown-mode", job, from, $"Job {job} has no mode {number}."));
                continue;
            }

            mode[job] = project.Jobs[job - 1].Modes[number - 1];
            CheckDuration(entry, job, from, mode[job].Duration, found);
        }

        for (var job = 1; job <= project.Jobs.Count; job++)
        {
            if (!start.ContainsKey(job))
            {
                found.Add(new("missing-job", job, -1, $"Job {job} is not scheduled."));
            }
        }

        foreach (var (job, used) in mode)
        {
            foreach (var next in project.Jobs[job - 1].Successors)
            {
                if (start.TryGetValue(next + 1, out var then) && then < start[job] + used.Duration)
                {
                    found.Add(new("precedence", next + 1, then, $"Job {next + 1} starts at {then}, before job {job} ends at {start[job] + used.Duration}."));
                }
            }
        }

        CheckResources(project, start, mode, found);
        var end = mode.Count == 0 ? 0 : mode.Max(m => start[m.Key] + m.Value.Duration);
        if (root.TryGetProperty("makespan", out var said) && (said.ValueKind != JsonValueKind.Number || said.GetInt32() != end))
        {
            found.Add(new("wrong-makespan", -1, end, $"The schedule says {said.GetRawText()}; its last job ends at {end}."));
        }

        return end;
    }

    private static void CheckDuration(JsonElement entry, int job, int from, int duration, List<Violation> found)
    {
        var said = entry.TryGetProperty("duration", out var d) ? d.GetInt32() : entry.TryGetProperty("end", out var e) ? e.GetInt32() - from : duration;
        if (said != duration)
        {
            found.Add(new("wrong-duration", job, from, $"Job {job} takes {duration} in this mode, not {said}."));
        }
    }

    private static void CheckResources(Project project, Dictionary<int, int> start, Dictionary<int, JobMode> mode, List<Violation> found)
    {
        for (var resource = 0; resource < project.Capacity.Count; resource++)
        {
            if (resource >= project.Renewables)
            {
                var sum = mode.Values.Sum(m => m.Use[resource]);
                if (sum > project.Capacity[resource])
                {
                    found.Add(new("non-renewable-over", -1, -1, $"Non-renewable {resource - project.Renewables + 1}: {sum} used of {project.Capacity[resource]}."));
                }

                continue;
            }

            // Demand can only rise where a job starts.
            foreach (var time in mode.Keys.Select(j => start[j]).Distinct().Order())
            {
                var busy = mode.Where(m => start[m.Key] <= time && time < start[m.Key] + m.Value.Duration).Sum(m => m.Value.Use[resource]);
                if (busy > project.Capacity[resource])
                {
                    found.Add(new("renewable-over", -1, time, $"Renewable {resource + 1}: {busy} used of {project.Capacity[resource]} at {time}."));
                    break;
                }
            }
        }
    }
}
