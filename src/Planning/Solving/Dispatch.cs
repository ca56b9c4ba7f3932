namespace Surefoot.Planning;

/// <summary>Makes a plan from an order of tasks: parallel schedule generation, event by event (Kolisch, EJOR 90(2) 1996), with seasons, pools and money.</summary>
/// <remarks>
/// On each day on which something changed, each pool with free teams takes the first task in the order that is ready, reachable, in season,
/// finished before the next closed month and within the year's money. It puts as many teams on it as bring the duration down to the preferred
/// number of days, if they are free. Same order, same bits. Buffers are kept between runs: one object serves one thread.
/// </remarks>
internal sealed class Dispatch
{
    private readonly PlanInstance _instance;
    private readonly int[][] _queuesOfPool;
    private readonly int[][] _queuesOfTask;
    private readonly int[] _zoneOfQueue;
    private readonly TeamType[] _typeOfQueue;
    private readonly int[] _queueStart;
    private readonly int[] _queueCount;
    private readonly int[] _heap;
    private readonly int[][] _successors;
    private readonly int[][] _poolsOfQueue;
    private readonly int[] _waiting;
    private readonly int[] _readyDay;
    private readonly int[] _free;
    private readonly bool[] _isDirty;
    private readonly double[] _money;
    private readonly List<(int Kind, int Id, int Value)>[] _events;
    private readonly int[] _rank;
    private readonly int[] _taskOfRank;
    private readonly Assignment[] _assignment;
    private readonly bool[] _isStarted;

    private const int TeamsFree = 0;
    private const int TaskReady = 1;
    private const int Retry = 2;

    public Dispatch(PlanInstance instance)
    {
        _instance = instance;
        var keys = new Dictionary<(TeamType, int District, int Zone), int>();
        var types = new List<TeamType>();
        var zones = new List<int>();
        var districts = new List<int>();
        var sizes = new List<int>();
        var tasks = instance.Tasks;
        _queuesOfTask = new int[tasks.Count][];
        for (var i = 0; i < tasks.Count; i++)
        {
            var queues = new List<int>();
            foreach (var type in tasks[i].Modes.Select(m => m.Type).Distinct())
            {
                var key = (type, tasks[i].District, tasks[i].Zone);
                if (!keys.TryGetValue(key, out var queue))
                {
                    queue = keys.Count;
                    keys.Add(key, queue);
                    types.Add(type);
                    districts.Add(tasks[i].District);
                    zones.Add(tasks[i].Zone);
                    sizes.Add(0);
                }

                sizes[queue]++;
                queues.Add(queue);
            }

            _queuesOfTask[i] = [.. queues];
        }

        _typeOfQueue = [.. types];
        _zoneOfQueue = [.. zones];
        _queueStart = new int[sizes.Count + 1];
        for (var queue = 0; queue < sizes.Count; queue++)
        {
            _queueStart[queue + 1] = _queueStart[queue] + sizes[queue];
        }

        _queueCount = new int[sizes.Count];
        _heap = new int[_queueStart[^1]];
        _queuesOfPool = [.. instance.Pools.Select(p => Enumerable.Range(0, types.Count).Where(q => types[q] == p.Type && p.Districts.Contains(districts[q])).ToArray())];
        _poolsOfQueue = [.. Enumerable.Range(0, types.Count).Select(q => Enumerable.Range(0, _queuesOfPool.Length).Where(p => _queuesOfPool[p].Contains(q)).ToArray())];
        var successors = new List<int>[tasks.Count];
        for (var i = 0; i < tasks.Count; i++)
        {
            successors[i] = [];
            foreach (var before in tasks[i].Predecessors)
            {
                successors[before].Add(i);
            }
        }

        _successors = [.. successors.Select(s => s.ToArray())];
        _waiting = new int[tasks.Count];
        _readyDay = new int[tasks.Count];
        _free = new int[instance.Pools.Count];
        _isDirty = new bool[instance.Pools.Count];
        _money = new double[instance.YearlyBudget.Count];
        _events = new List<(int, int, int)>[instance.Days];
        for (var day = 0; day < _events.Length; day++)
        {
            _events[day] = [];
        }

        _rank = new int[tasks.Count];
        _taskOfRank = new int[tasks.Count];
        _assignment = new Assignment[tasks.Count];
        _isStarted = new bool[tasks.Count];
    }

    /// <summary>Assignment of each task in the last run, valid where <see cref="IsStarted"/>.</summary>
    public ReadOnlySpan<Assignment> Assignments => _assignment;

    public Span<bool> IsStarted => _isStarted;

    /// <summary>Pool visits of the last run: work done, in units that do not depend on the machine.</summary>
    public long Visits { get; private set; }

    /// <param name="order">Task numbers, first choice first; tasks not named are left out.</param>
    /// <param name="preferredDays">Working days to aim for when choosing how many teams.</param>
    /// <param name="onlyMode">For each task a mode it is held to, or −1; empty for no wish.</param>
    /// <param name="slowness">For each task and the year of its start (row-major by task) a factor on the work; empty for 1.</param>
    public void Run(ReadOnlySpan<int> order, int preferredDays, ReadOnlySpan<int> onlyMode, ReadOnlySpan<double> slowness)
    {
        Start(order);
        for (var day = 0; day < _events.Length; day++)
        {
            var events = _events[day];
            if (events.Count == 0)
            {
                continue;
            }

            foreach (var (kind, id, value) in events)
            {
                switch (kind)
                {
                    case TeamsFree:
                        _free[id] += value;
                        _isDirty[id] = true;
                        break;
                    case TaskReady:
                        EnterAll(id);
                        break;
                    default:
                        Enter(id, value);
                        break;
                }
            }

            events.Clear();
            for (var pool = 0; pool < _free.Length; pool++)
            {
                if (_isDirty[pool])
                {
                    _isDirty[pool] = false;
                    while (_free[pool] > 0 && TakeOne(pool, day, preferredDays, onlyMode, slowness))
                    {
                        Visits++;
                    }
                }
            }
        }
    }

    private void Start(ReadOnlySpan<int> order)
    {
        var tasks = _instance.Tasks;
        Array.Fill(_rank, -1);
        Array.Clear(_isStarted);
        Array.Clear(_queueCount);
        Array.Clear(_readyDay);
        Visits = 0;
        foreach (var list in _events)
        {
            list.Clear();
        }

        for (var i = 0; i < order.Length; i++)
        {
            _rank[order[i]] = i;
            _taskOfRank[i] = order[i];
        }

        for (var year = 0; year < _money.Length; year++)
        {
            _money[year] = _instance.YearlyBudget[year];
        }

        for (var pool = 0; pool < _free.Length; pool++)
        {
            _free[pool] = _instance.Pools[pool].Teams;
            _isDirty[pool] = true;
        }

        foreach (var task in order)
        {
            _waiting[task] = tasks[task].Predecessors.Count;
            _readyDay[task] = tasks[task].EarliestDay;
            if (_waiting[task] == 0)
            {
                Post(_readyDay[task], TaskReady, task, 0);
            }
        }
    }

    private void Post(int day, int kind, int id, int value)
    {
        if (day < _events.Length)
        {
            _events[day].Add((kind, id, value));
        }
    }

    private void EnterAll(int task)
    {
        foreach (var queue in _queuesOfTask[task])
        {
            Enter(queue, _rank[task]);
        }
    }

    private void Enter(int queue, int rank)
    {
        Push(queue, rank);
        foreach (var pool in _poolsOfQueue[queue])
        {
            _isDirty[pool] = true;
        }
    }

    private bool TakeOne(int pool, int day, int preferredDays, ReadOnlySpan<int> onlyMode, ReadOnlySpan<double> slowness)
    {
        while (true)
        {
            var best = int.MaxValue;
            var bestQueue = -1;
            var wakeDay = int.MaxValue;
            foreach (var queue in _queuesOfPool[pool])
            {
                while (_queueCount[queue] > 0 && _isStarted[_taskOfRank[_heap[_queueStart[queue]]]])
                {
                    Pop(queue);
                }

                if (_queueCount[queue] == 0)
                {
                    continue;
                }

                var calendar = _instance.Calendar(_zoneOfQueue[queue]);
                if (!calendar.IsWorking(day))
                {
                    wakeDay = Math.Min(wakeDay, calendar.NextWorking(day));
                    continue;
                }

                if (_heap[_queueStart[queue]] < best)
                {
                    best = _heap[_queueStart[queue]];
                    bestQueue = queue;
                }
            }

            if (bestQueue < 0)
            {
                if (wakeDay < _events.Length)
                {
                    Post(wakeDay, TeamsFree, pool, 0);
                }

                return false;
            }

            Pop(bestQueue);
            if (TryStart(_taskOfRank[best], bestQueue, pool, day, preferredDays, onlyMode, slowness))
            {
                return true;
            }
        }
    }

    private bool TryStart(int task, int queue, int pool, int day, int preferredDays, ReadOnlySpan<int> onlyMode, ReadOnlySpan<double> slowness)
    {
        var data = _instance.Tasks[task];
        var mode = -1;
        for (var m = 0; m < data.Modes.Count && mode < 0; m++)
        {
            mode = data.Modes[m].Type == _typeOfQueue[queue] && (onlyMode.IsEmpty || onlyMode[task] < 0 || onlyMode[task] == m) ? m : -1;
        }

        if (mode < 0)
        {
            return false;
        }

        var year = _instance.BudgetYear(day);
        var slow = slowness.IsEmpty ? 1 : slowness[(task * _money.Length) + year];
        var calendar = _instance.Calendar(data.Zone);
        var most = Math.Min(_free[pool], data.Modes[mode].MaxTeams);
        var teams = 1;
        while (teams < most && data.Modes[mode].WorkingDays(data.AreaM2, teams, slow) > preferredDays)
        {
            teams++;
        }

        var finish = calendar.Finish(day, data.Modes[mode].WorkingDays(data.AreaM2, teams, slow));
        while (teams < most && (finish < 0 || finish > calendar.NextClosed(day)))
        {
            teams++;
            finish = calendar.Finish(day, data.Modes[mode].WorkingDays(data.AreaM2, teams, slow));
        }

        if (finish < 0 || finish > calendar.NextClosed(day))
        {
            // Not before the snow: it comes back when the season opens again.
            Post(calendar.NextWorking(calendar.NextClosed(day)), Retry, queue, _rank[task]);
            return false;
        }

        if (!Pay(calendar, day, finish, teams * _instance.Pools[pool].CostPerTeamDay))
        {
            Post(NextBudget(day), Retry, queue, _rank[task]);
            return false;
        }

        _isStarted[task] = true;
        _assignment[task] = new Assignment(task, mode, pool, teams, day, finish);
        _free[pool] -= teams;
        Post(finish, TeamsFree, pool, teams);
        foreach (var next in _successors[task])
        {
            if (_rank[next] < 0)
            {
                continue;
            }

            _readyDay[next] = Math.Max(_readyDay[next], finish + _instance.Tasks[next].LagDays);
            if (--_waiting[next] == 0)
            {
                Post(_readyDay[next], TaskReady, next, 0);
            }
        }

        return true;
    }

    private bool Pay(WorkCalendar calendar, int from, int to, double costPerDay)
    {
        var firstYear = _instance.BudgetYear(from);
        var lastYear = _instance.BudgetYear(to - 1);
        for (var pass = 0; pass < 2; pass++)
        {
            var day = from;
            for (var year = firstYear; year <= lastYear; year++)
            {
                var end = year == lastYear ? to : EndOfYear(year);
                var cost = (calendar.WorkedBefore(end) - calendar.WorkedBefore(day)) * costPerDay;
                day = end;
                if (pass == 1)
                {
                    _money[year] -= cost;
                }
                else if (cost > _money[year])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private int EndOfYear(int year) => _instance.Start.AddYears(year + 1).DayNumber - _instance.Start.DayNumber;

    private int NextBudget(int day) => EndOfYear(_instance.BudgetYear(day));

    private void Push(int queue, int rank)
    {
        var start = _queueStart[queue];
        var slot = _queueCount[queue]++;
        while (slot > 0)
        {
            var up = (slot - 1) >> 1;
            if (_heap[start + up] <= rank)
            {
                break;
            }

            _heap[start + slot] = _heap[start + up];
            slot = up;
        }

        _heap[start + slot] = rank;
    }

    private void Pop(int queue)
    {
        var start = _queueStart[queue];
        var count = --_queueCount[queue];
        if (count == 0)
        {
            return;
        }

        var last = _heap[start + count];
        var slot = 0;
        while (true)
        {
            var child = (slot << 1) + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && _heap[start + child + 1] < _heap[start + child])
            {
                child++;
            }

            if (_heap[start + child] >= last)
            {
                break;
            }

            _heap[start + slot] = _heap[start + child];
            slot = child;
        }

        _heap[start + slot] = last;
    }
}
