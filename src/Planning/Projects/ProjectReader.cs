using System.Globalization;

namespace Surefoot.Planning.Projects;

/// <summary>Reads the text of .sm and .mm files; the spacing of PSPLIB and of MMLIB both.</summary>
public static class ProjectReader
{
    private static readonly char[] Blank = [' ', '\t'];

    /// <exception cref="FormatException">What is missing or wrong, with its line.</exception>
    public static Project Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n').Select(l => l.Trim()).ToArray();
        var renewables = Count(lines, "- renewable");
        var others = Count(lines, "- nonrenewable");
        var resources = renewables + others;
        var successors = new List<int[]>();
        var modesOf = new List<int>();
        for (var at = After(lines, "PRECEDENCE RELATIONS") + 1; at < lines.Length && Numbers(lines, at) is { Length: >= 3 } row; at++)
        {
            if (row[0] != successors.Count + 1 || row.Length != 3 + row[2])
            {
                throw new FormatException($"Line {at + 1}: a job's number or its count of successors is wrong.");
            }

            modesOf.Add(row[1]);
            successors.Add([.. row.Skip(3).Select(s => s - 1)]);
        }

        var jobs = new List<Job>();
        var line = After(lines, "REQUESTS/DURATIONS") + 1;
        line += lines.Length > line && lines[line].StartsWith('-') ? 1 : 0;
        for (var job = 0; job < successors.Count; job++)
        {
            var modes = new List<JobMode>();
            for (var mode = 1; mode <= modesOf[job]; mode++, line++)
            {
                var row = line < lines.Length ? Numbers(lines, line) : null;
                var skip = mode == 1 ? 1 : 0;
                if (row is null || row.Length != skip + 2 + resources || (mode == 1 && row[0] != job + 1) || row[skip] != mode)
                {
                    throw new FormatException($"Line {line + 1}: mode {mode} of job {job + 1} expected.");
                }

                modes.Add(new JobMode(row[skip + 1], row[(skip + 2)..]));
            }

            if (successors[job].Any(s => s < 0 || s >= successors.Count))
            {
                throw new FormatException($"Job {job + 1} has a successor that does not exist.");
            }

            jobs.Add(new Job(modes, successors[job]));
        }

        var capacityAt = After(lines, "RESOURCEAVAILABILITIES") + 1;
        var capacity = capacityAt < lines.Length ? Numbers(lines, capacityAt) : null;
        if (jobs.Count == 0 || capacity is null || capacity.Length != resources)
        {
            throw new FormatException("No jobs, or not one capacity per resource.");
        }

        return new Project(jobs, renewables, capacity);
    }

    private static int Count(string[] lines, string name)
    {
        var line = Array.Find(lines, l => l.StartsWith(name, StringComparison.Ordinal)) ?? throw new FormatException($"No line \"{name}\".");
        return int.Parse(line.Split(':')[1].Split(Blank, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }

    private static int After(string[] lines, string heading)
    {
        var at = Array.FindIndex(lines, l => l.Replace(" ", "", StringComparison.Ordinal).StartsWith(heading.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        return at >= 0 ? at + 1 : throw new FormatException($"No section \"{heading}\".");
    }

    private static int[]? Numbers(string[] lines, int at)
    {
        var words = lines[at].Split(Blank, StringSplitOptions.RemoveEmptyEntries);
        var numbers = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return words.Length == 0 ? null : numbers;
    }
}
