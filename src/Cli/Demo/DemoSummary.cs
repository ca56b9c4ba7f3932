namespace Surefoot.Cli.Demo;

/// <summary>The summary a person reads at the end.</summary>
internal static class DemoSummary
{
    public static void Print(TextWriter output, DemoAnswer answer)
    {
        var land = answer.LandAccount;
        output.WriteLine();
        output.WriteLine($"SYNTHETIC sample country ({answer.Scale}, seed {answer.Seed}), data date {answer.DataDate:yyyy-MM-dd}.");
        output.WriteLine("Totals as published; every position, person and date invented.");
        output.WriteLine();
        output.WriteLine($"Land account, km²: {(land.Balanced ? "balances to the square metre" : "DOES NOT BALANCE")}");
        output.WriteLine($"  ever recorded {Km2(land.RecordedM2)}   (suspected {Km2(land.RecordedSuspectedM2)}, confirmed {Km2(land.RecordedConfirmedM2)}; {Km2(land.OverlapM2)} drawn twice, counted once)");
        output.WriteLine($"  cancelled     {Km2(land.CancelledM2)}   by non-technical survey");
        output.WriteLine($"  reduced       {Km2(land.ReducedM2)}   by technical survey");
        output.WriteLine($"  cleared       {Km2(land.ClearedM2)}   (and {Km2(land.ReworkM2)} worked again, no progress)");
        output.WriteLine($"  remaining     {Km2(land.ClosingM2)}");
        output.WriteLine();
        output.WriteLine("Year               cleared ha        AP        AT       UXO   mines/ha");
        foreach (var year in answer.Yearly)
        {
            var name = year.Complete ? $"{year.Year}" : $"{year.Year} to {year.To:d MMMM}";
            output.WriteLine($"{name,-16}{year.ClearedHa,13:N1}{year.ApMines,10:N0}{year.AtMines,10:N0}{year.Uxo,10:N0}{(year.ApMines + year.AtMines) / year.ClearedHa,11:N3}");
        }

        output.WriteLine();
        output.WriteLine($"Cases about released land: {answer.Cases.Values.Sum():N0}{(answer.Cases.Count == 0 ? "" : $" ({string.Join(", ", answer.Cases.Select(kind => $"{kind.Value:N0} {kind.Key}"))})")}; surefoot cases lists them");
        PrintHazard(output, answer.Hazard);
        PrintAccess(output, answer.Access);
        PrintPlan(output, answer.Plan);
        output.WriteLine();
        output.WriteLine($"Journal: {answer.Entries:N0} entries, head {answer.Head[..16]}…");
        output.WriteLine($"Time {answer.Steps.Sum(s => s.Seconds):N1} s, peak memory {answer.PeakBytes / 1e9:N2} GB");
        if (answer.Url is not null)
        {
            output.WriteLine();
            output.WriteLine($"The map: {answer.Url}   (Ctrl+C ends)");
        }
    }

    private static void PrintHazard(TextWriter output, HazardSummary? hazard)
    {
        if (hazard is null)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"Hazard map: {hazard.Cells:N0} cells of {hazard.CellSizeM} m; judged on {hazard.EvaluatedCells:N0} cells not yet searched, {hazard.Positives:N0} of which hold items");
        output.WriteLine($"  {"",-14}{"AUC",8}{"avg. precision",16}{"log loss",10}{"calibration slope",19}");
        foreach (var row in hazard.Baselines.Prepend(new("surefoot", hazard.Auc, hazard.AveragePrecision, hazard.LogLoss, hazard.CalibrationSlope)))
        {
            output.WriteLine($"  {row.Model,-14}{row.Auc,8:0.000}{row.AveragePrecision,16:0.000}{row.LogLoss,10:0.0000}{row.CalibrationSlope,19:0.00}");
        }
    }

    private static void PrintAccess(TextWriter output, AccessSummary? access)
    {
        if (access is null)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"Roads: {access.ClosedEdges:N0} of {access.Edges:N0} edges closed; {access.Settlements:N0} settlements (people are invented). Corridors worth most:");
        foreach (var bundle in access.Bundles.Take(5))
        {
            output.WriteLine($"  {bundle.Name,-44}{bundle.Gain,10:N0} persons' worth, {bundle.AreaM2 / 10_000,8:N0} ha in {bundle.Areas.Count} areas");
        }

        foreach (var order in access.Orders)
        {
            output.WriteLine($"  released in the order \"{order.Name}\": {order.LossPercent:N1} % of the gain is lost");
        }
    }

    private static void PrintPlan(TextWriter output, PlanSummary? plan)
    {
        if (plan is null)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"Plan: {plan.Planned:N0} of {plan.Tasks:N0} tasks for {plan.Teams} teams (invented), at most {plan.GapPercent:N1} % below the best possible; checked: {plan.Checker}. Targets: {plan.TargetBasis}.");
        foreach (var target in plan.Targets)
        {
            var period = target.IsPart ? $"{target.From:d MMMM} to {target.To:d MMMM yyyy}" : $"{target.Year}";
            output.WriteLine($"  {period,-30}{target.ClearedHa,10:N0} ha with probability {target.Probability * 100,3:N0} %   (planned {target.PlannedHa:N0} ha, {target.Items:N0} items)");
        }
    }

    private static string Km2(decimal m2) => $"{m2 / 1_000_000m,10:N2}";
}
