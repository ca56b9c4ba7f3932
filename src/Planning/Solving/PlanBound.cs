namespace Surefoot.Planning;

/// <summary>Price of one unit of a scarce thing in the bound.</summary>
/// <param name="Constraint">Which: a pool in a month, or the money of a plan year.</param>
/// <param name="Worth">What its use is worth in all, money: price × amount.</param>
public sealed record BindingConstraint(string Constraint, double Worth);

/// <summary>A bound on every plan of an instance, and the prices that prove it.</summary>
/// <remarks>
/// The linear relaxation by pool × month and money by year, in its Lagrangian form (Geoffrion, Math. Prog. Study 2, 1974). Relaxed: work may be
/// spread freely over months and teams; rounding up to whole days, side-by-side limits and cross-area access are dropped; worth is discounted from the
/// first day of a month in which work is done, cost from its last day. Kept: season, the tree of predecessors (in months, with lags and least durations),
/// capacity and money. Joint worth is shared among its tasks, Σ shares = 1: it can only be had if all are done, so W·discount(last) ≤ Σ share·W·discount(each).
/// For ANY prices ≥ 0 the value is an upper bound (weak duality): Σ capacity × price + Σ over trees of the best value at these prices. Good prices
/// are found by subgradient steps; how well they are found decides only how close the bound is.
/// </remarks>
public sealed class PlanBound
{
    private readonly PlanInstance _instance;
    private readonly int _months;
    private readonly int[] _monthStart;
    private readonly int[] _yearOfMonth;
    private readonly double[] _capacity;
    private readonly double[] _poolPrice;
    private readonly double[] _moneyPrice;
    private readonly double[] _use;
    private readonly double[] _spend;
    private readonly double[] _share;
    private readonly int[] _classOfMode;
    private readonly int[] _firstMode;
    private readonly List<(TeamType Type, int District, int Zone)> _classes = [];
    private readonly int[][] _poolsOfClass;
    private readonly double[] _unitPrice;
    private readonly int[] _unitPool;
    private readonly double[] _value;
    private readonly int[] _choice;
    private readonly int[] _parent;
    private readonly int[] _earliestMonth;
    private readonly int[] _monthOfDay;
    private readonly int[] _headDay;
    private readonly double[] _teamDays;
    private readonly int[] _monthOf;

    public PlanBound(PlanInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _instance = instance;
        (_monthStart, _monthOfDay) = Months(instance);
        _months = _monthStart.Length - 1;
        _yearOfMonth = [.. Enumerable.Range(0, _months).Select(m => instance.BudgetYear(_monthStart[m]))];
        var tasks = instance.Tasks;
        _capacity = new double[instance.Pools.Count * _months];
        for (var month = 0; month < _months; month++)
        {
            // A team may work in one zone today and in another tomorrow: a day counts if any zone works.
            var days = Enumerable.Range(_monthStart[month], _monthStart[month + 1] - _monthStart[month])
                .Count(day => Enumerable.Range(0, instance.Seasons.Count).Any(zone => instance.Calendar(zone).IsWorking(day)));
            for (var pool = 0; pool < instance.Pools.Count; pool++)
            {
                _capacity[(pool * _months) + month] = instance.Pools[pool].Teams * days;
            }
        }

        _poolPrice = new double[_capacity.Length];
        _use = new double[_capacity.Length];
        _moneyPrice = new double[instance.YearlyBudget.Count];
        _spend = new double[instance.YearlyBudget.Count];
        _share = new double[tasks.Count];
        _firstMode = new int[tasks.Count + 1];
        var classes = new Dictionary<(TeamType, int, int), int>();
        var classOfMode = new List<int>();
        var teamDays = new List<double>();
        for (var i = 0; i < tasks.Count; i++)
        {
            foreach (var mode in tasks[i].Modes)
            {
                var key = (mode.Type, tasks[i].District, tasks[i].Zone);
                if (!classes.TryGetValue(key, out var number))
                {
                    number = classes.Count;
                    classes.Add(key, number);
                    _classes.Add(key);
                }

                classOfMode.Add(number);

                // A plan needs k·⌈area/(rate·k)⌉ ≥ area/rate team-days, and at least one.
                teamDays.Add(Math.Max(1, tasks[i].AreaM2 / mode.M2PerTeamDay * TaskMode.WholeDay));
            }

            _firstMode[i + 1] = classOfMode.Count;
        }

        _classOfMode = [.. classOfMode];
        _teamDays = [.. teamDays];
        _monthOf = new int[tasks.Count];
        _poolsOfClass = [.. _classes.Select(c => Enumerable.Range(0, instance.Pools.Count)
            .Where(p => instance.Pools[p].Type == c.Type && instance.Pools[p].Teams > 0 && instance.Pools[p].Districts.Contains(c.District)).ToArray())];
        _unitPrice = new double[_classes.Count * _months];
        _unitPool = new int[_classes.Count * _months];
        _value = new double[tasks.Count * _months];
        _choice = new int[tasks.Count * _months];
        _parent = [.. tasks.Select(t => t.Predecessors.Count > 0 ? t.Predecessors[0] : -1)];
        _headDay = new int[tasks.Count];
        _earliestMonth = new int[tasks.Count];
        FindHeads();
        SpreadJointWorth(null);
    }

    /// <summary>The least bound found so far.</summary>
    public double Best { get; private set; } = double.PositiveInfinity;

    /// <summary>Improves the prices by a number of steps towards a known plan's value and returns the least bound.</summary>
    /// <param name="steps">Subgradient steps.</param>
    /// <param name="reached">Objective of the best known plan: sets the length of the steps.</param>
    /// <param name="cancellation">Checked before each step.</param>
    public double Improve(int steps, double reached, CancellationToken cancellation = default)
    {
        var bestPool = (double[])_poolPrice.Clone();
        var bestMoney = (double[])_moneyPrice.Clone();
        var length = 1.0;
        var sinceBetter = 0;
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var bound = Evaluate();
            if (bound < Best)
            {
                sinceBetter = bound < Best * (1 - 1e-5) ? 0 : sinceBetter + 1;
                Best = bound;
                _poolPrice.CopyTo(bestPool, 0);
                _moneyPrice.CopyTo(bestMoney, 0);
            }
            else if (++sinceBetter >= 10)
            {
                length *= 0.7;
                sinceBetter = 0;
                bestPool.CopyTo(_poolPrice, 0);
                bestMoney.CopyTo(_moneyPrice, 0);
                Evaluate();
            }

            Step(bound, reached, length);
            if (step % 5 == 4)
            {
                SpreadJointWorth(_unitPrice);
            }
        }

        bestPool.CopyTo(_poolPrice, 0);
        bestMoney.CopyTo(_moneyPrice, 0);
        Best = Math.Min(Best, Evaluate());
        return Best;
    }

    /// <summary>Priced cost of the cheapest way to do a task in any month of its season: how much of scarce things it takes.</summary>
    public double PricedCost(int task)
    {
        var least = double.PositiveInfinity;
        for (var month = _earliestMonth[task]; month < _months; month++)
        {
            least = Math.Min(least, Cost(task, month, out _));
        }

        return least;
    }

    /// <summary>What limits the plan most, by worth.</summary>
    public IReadOnlyList<BindingConstraint> Binding(int count)
    {
        var list = new List<BindingConstraint>();
        for (var pool = 0; pool < _instance.Pools.Count; pool++)
        {
            var worth = 0.0;
            for (var month = 0; month < _months; month++)
            {
                worth += _poolPrice[(pool * _months) + month] * _capacity[(pool * _months) + month];
            }

            list.Add(new BindingConstraint($"teams {_instance.Pools[pool].Code}", worth));
        }

        for (var year = 0; year < _moneyPrice.Length; year++)
        {
            list.Add(new BindingConstraint($"money year {year + 1}", _moneyPrice[year] > 0 ? _moneyPrice[year] * _instance.YearlyBudget[year] : 0));
        }

        return [.. list.Where(b => b.Worth > 0).OrderByDescending(b => b.Worth).ThenBy(b => b.Constraint, StringComparer.Ordinal).Take(count)];
    }

    private double Evaluate()
    {
        PriceUnits();
        var tasks = _instance.Tasks;
        Array.Clear(_use);
        Array.Clear(_spend);
        Array.Clear(_value);

        // Children have higher numbers, so one pass from the end adds each finished subtree to its parent's months.
        for (var task = tasks.Count - 1; task >= 0; task--)
        {
            Solve(task);
        }

        var bound = 0.0;
        for (var task = 0; task < tasks.Count; task++)
        {
            if (_parent[task] < 0)
            {
                bound += _value[task * _months];
            }

            // What the best relaxed plan uses, parents first: a child begins no earlier than its parent's month.
            var from = _parent[task] < 0 ? 0 : _monthOf[_parent[task]];
            _monthOf[task] = from < 0 ? -1 : _choice[(task * _months) + from];
            Use(task, _monthOf[task]);
        }

        for (var i = 0; i < _capacity.Length; i++)
        {
            bound += _poolPrice[i] * _capacity[i];
        }

        for (var year = 0; year < _moneyPrice.Length; year++)
        {
            bound += _moneyPrice[year] > 0 ? _moneyPrice[year] * _instance.YearlyBudget[year] : 0;
        }

        return bound;
    }

    /// <summary>value[τ] = best of this task and its subtree when it may not begin before month τ; 0 when it is not worth it.</summary>
    private void Solve(int task)
    {
        // On entry value[τ] holds the sum of the children's values if this task is finished in month τ at the earliest.
        var values = _value.AsSpan(task * _months, _months);
        var choices = _choice.AsSpan(task * _months, _months);
        var best = 0.0;
        var bestMonth = -1;
        var worth = _instance.Tasks[task].Worth + _share[task];
        for (var month = _months - 1; month >= 0; month--)
        {
            if (month >= _earliestMonth[task])
            {
                var cost = Cost(task, month, out _);
                var value = (worth * _instance.Discount(_monthStart[month])) - cost + values[month];
                if (value > best)
                {
                    best = value;
                    bestMonth = month;
                }
            }

            values[month] = best;
            choices[month] = bestMonth;
        }

        if (_parent[task] >= 0)
        {
            var parent = _value.AsSpan(_parent[task] * _months, _months);
            for (var month = 0; month < _months; month++)
            {
                parent[month] += values[month];
            }
        }
    }

    private void Use(int task, int month)
    {
        if (month < 0)
        {
            return;
        }

        Cost(task, month, out var mode);
        var pool = _unitPool[(_classOfMode[mode] * _months) + month];
        var days = _teamDays[mode];
        _use[(pool * _months) + month] += days;
        _spend[_yearOfMonth[month]] += days * _instance.Pools[pool].CostPerTeamDay;
    }

    private double Cost(int task, int month, out int mode)
    {
        var least = double.PositiveInfinity;
        mode = -1;
        for (var m = _firstMode[task]; m < _firstMode[task + 1]; m++)
        {
            var cost = _teamDays[m] * _unitPrice[(_classOfMode[m] * _months) + month];
            if (cost < least)
            {
                least = cost;
                mode = m;
            }
        }

        return least;
    }

    private void PriceUnits()
    {
        for (var number = 0; number < _classes.Count; number++)
        {
            for (var month = 0; month < _months; month++)
            {
                var least = double.PositiveInfinity;
                var leastPool = -1;
                if (OpenDays(_classes[number].Zone, month) > 0)
                {
                    foreach (var pool in _poolsOfClass[number])
                    {
                        var price = _poolPrice[(pool * _months) + month]
                            + (_instance.Pools[pool].CostPerTeamDay * (_instance.Discount(_monthStart[month + 1]) + _moneyPrice[_yearOfMonth[month]]));
                        if (price < least)
                        {
                            least = price;
                            leastPool = pool;
                        }
                    }
                }

                _unitPrice[(number * _months) + month] = least;
                _unitPool[(number * _months) + month] = leastPool;
            }
        }
    }

    private void Step(double bound, double reached, double length)
    {
        // Each direction is measured in its own unit (team-days of a pool-month, money of a year), so that no unit drowns another.
        var norm = 0.0;
        for (var i = 0; i < _capacity.Length; i++)
        {
            norm += _capacity[i] > 0 ? Square(Excess(_use[i], _capacity[i], _poolPrice[i])) : 0;
        }

        for (var year = 0; year < _spend.Length; year++)
        {
            norm += IsLimited(year) ? Square(Excess(_spend[year], _instance.YearlyBudget[year], _moneyPrice[year])) : 0;
        }

        if (norm == 0)
        {
            return;
        }

        var step = length * Math.Max(bound - reached, Math.Abs(bound) * 1e-6) / norm;
        for (var i = 0; i < _capacity.Length; i++)
        {
            if (_capacity[i] > 0)
            {
                _poolPrice[i] = Math.Max(0, _poolPrice[i] + (step * Excess(_use[i], _capacity[i], _poolPrice[i]) / _capacity[i]));
            }
        }

        for (var year = 0; year < _spend.Length; year++)
        {
            if (IsLimited(year))
            {
                _moneyPrice[year] = Math.Max(0, _moneyPrice[year] + (step * Excess(_spend[year], _instance.YearlyBudget[year], _moneyPrice[year]) / _instance.YearlyBudget[year]));
            }
        }
    }

    private static double Square(double x) => x * x;

    /// <summary>Relative excess; a price at zero is not pushed below it, and one wild month does not set the step for all.</summary>
    private static double Excess(double use, double limit, double price)
    {
        var excess = Math.Min((use / limit) - 1, 3);
        return price <= 0 && excess < 0 ? 0 : excess;
    }

    private bool IsLimited(int year) => _instance.YearlyBudget[year] > 0 && !double.IsInfinity(_instance.YearlyBudget[year]);

    private int OpenDays(int zone, int month)
    {
        var calendar = _instance.Calendar(zone);
        return calendar.WorkedBefore(_monthStart[month + 1]) - calendar.WorkedBefore(_monthStart[month]);
    }

    /// <summary>Shares joint worth by priced cost: then a set is worth doing in the relaxation about when its sum is.</summary>
    private void SpreadJointWorth(double[]? prices)
    {
        Array.Clear(_share);
        foreach (var joint in _instance.Joint)
        {
            var members = joint.Tasks.Distinct().ToArray();
            var costs = members.Select(t => prices is null ? _teamDays[_firstMode[t]] : PricedCost(t)).ToArray();
            var known = costs.Where(double.IsFinite).Sum();
            for (var i = 0; i < members.Length; i++)
            {
                _share[members[i]] += double.IsFinite(costs[i]) && known > 0 ? joint.Worth * costs[i] / known : known > 0 ? 0 : joint.Worth / members.Length;
            }
        }
    }

    private void FindHeads()
    {
        var tasks = _instance.Tasks;
        for (var task = 0; task < tasks.Count; task++)
        {
            var calendar = _instance.Calendar(tasks[task].Zone);
            var head = Math.Min(tasks[task].EarliestDay, _instance.Days);
            foreach (var before in tasks[task].Predecessors)
            {
                var finish = LeastFinish(before);
                head = Math.Max(head, finish < 0 ? _instance.Days : finish + tasks[task].LagDays);
            }

            head = head >= _instance.Days ? _instance.Days : calendar.NextWorking(head);
            _headDay[task] = head;
            _earliestMonth[task] = head >= _instance.Days ? _months : _monthOfDay[head];
        }

        int LeastFinish(int task)
        {
            if (_headDay[task] >= _instance.Days)
            {
                return -1;
            }

            var days = tasks[task].Modes.Min(m => m.WorkingDays(tasks[task].AreaM2, m.MaxTeams));
            return _instance.Calendar(tasks[task].Zone).Finish(_headDay[task], days);
        }
    }

    private static (int[] Starts, int[] MonthOfDay) Months(PlanInstance instance)
    {
        // A month also ends where a plan year does, so that each lies in one budget.
        var starts = new List<int> { 0 };
        var monthOfDay = new int[instance.Days];
        for (var day = 1; day < instance.Days; day++)
        {
            if (instance.Start.AddDays(day).Day == 1 || instance.BudgetYear(day) != instance.BudgetYear(day - 1))
            {
                starts.Add(day);
            }

            monthOfDay[day] = starts.Count - 1;
        }

        starts.Add(instance.Days);
        return ([.. starts], monthOfDay);
    }
}
