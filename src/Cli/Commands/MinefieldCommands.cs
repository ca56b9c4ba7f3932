using System.CommandLine;
using System.Diagnostics;
using Surefoot.Assessment.Minefields;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli.Commands;

/// <summary>minefield show, match: a record as drawn with what follows from it, and records against finds.</summary>
internal static class MinefieldCommands
{
    private const string TrustKeys = "trust{mean,low,high}";
    private const string SheetKeys = $"sheet,records,judged,matched,resolved,confidence,rightAsItStands,slip,about[lon,lat],moveEastM,moveNorthM,turnDeg,sigmaEastM,sigmaNorthM,sigmaTurnDeg,covariance[],{TrustKeys}";
    private const string RowKeys = "rows[{name,line[],corridor[],halfWidthM,sigmaAcrossM,detection,finds,state: met|doubted|unknown,chance}]";
    private const string RecordKeys = $"id,sheet,unit,offSheet,judged,searched,ratioAsDrawn,ratioMoved,trustAsDrawn,trust,moveEastM,moveNorthM,met,doubted,unknown,{RowKeys}";

    public static Command Make(Bind bind) => new("minefield", "Minefield records: as drawn, how complete, and how true.") { ShowVerb(bind), MatchVerb(bind) };

    private static Verb ShowVerb(Bind bind)
    {
        var id = new Argument<string>("ID") { Description = "Id of a minefield record." };
        var verb = new Verb(
            "show",
            "One record: its completeness element by element, its points and legs, its rows with their error budget, its scan, and its trust if minefield match was run.",
            "id, state, informationDate, sheet, mapDatum, scale, authorUnit, laidOn, drawnOn, category, itemCount, completeness{score,stated,applicable,list{name,version,source},elements[{element,paragraph,label,state,points,because,stated,reliability,reviewer,missing}]}, "
            + "points[{name,role,lon,lat,sigmaM,byLegs}], traverse{verdict,misclosureM,ratio,suspectLeg}, errors[{source,sigmaM,shared,because}], sigmaM, rowsByPoints, scan{sha256,kept,kind,rmsM,residuals[{name,eastM,northM,lengthM}],reason}, "
            + $"findings[], match{{{RecordKeys}}}, sheetMove{{{SheetKeys}}}, matchStale") { id };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var named = parsed.GetValue(id)!;
            var found = DescribeMinefield.Handle(workspace.Store, workspace.ReaderOf(context.Actor), named)
                ?? throw new CommandFailure(ExitCode.Finding, "record.unknown", $"There is no minefield record {named}.", named, "surefoot export minefield-record --format csv -o FILE lists them.");
            var kept = workspace.Policy.May(context.Actor, Verbs.ReadRuns) ? new MatchRuns(workspace.Folder).Find() : null;
            Show(context, found, kept, kept is not null && MatchRuns.IsStale(kept, workspace.Store));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static void Show(CommandContext context, DescribedMinefield found, MinefieldMatch? kept, bool stale)
    {
        var (record, score) = (found.Record, found.Completeness);
        var match = kept?.Find(found.Row.Id);
        var sheet = match is { OffSheet: false } ? kept?.Sheet(match.Sheet) : null;
        var closed = found.Points.Traverse;
        context.Write(
            new
            {
                found.Row.Id,
                found.Row.State,
                found.Row.InformationDate,
                record.Sheet,
                record.MapDatum,
                record.Scale,
                record.AuthorUnit,
                record.LaidOn,
                record.DrawnOn,
                record.Category,
                record.ItemCount,
                completeness = new
                {
                    score.Score,
                    stated = score.StatedScore,
                    score.Applicable,
                    list = new { name = score.List.List, score.List.Version, score.List.Source },
                    elements = score.Elements.Select(one => new { one.Element.Element, one.Element.Paragraph, one.Element.Label, one.State, one.Points, one.Because, one.Stated, one.Reliability, one.Reviewer, one.Element.Missing }),
                },
                points = found.Points.Points.Select(point => new { point.Name, point.Role, lon = point.Wgs84.LongitudeDeg, lat = point.Wgs84.LatitudeDeg, point.SigmaM, point.ByLegs }),
                traverse = closed?.Closed is null ? null : new { closed.Verdict, closed.Closed.MisclosureM, ratio = double.IsFinite(closed.Closed.Ratio) ? closed.Closed.Ratio : (double?)null, suspectLeg = closed.Suspect?.Leg },
                errors = found.Rows?.Errors ?? [],
                found.Rows?.SigmaM,
                rowsByPoints = found.Rows?.ByPoints,
                scan = record.Scan is null && record.ScanPoints is null ? null : new
                {
                    sha256 = record.Scan,
                    kept = found.ScanKept,
                    found.Scan?.Kind,
                    rmsM = found.Scan is { RootMeanSquareM: var rms } && double.IsFinite(rms) ? rms : (double?)null,
                    residuals = found.Scan?.Residuals ?? [],
                    reason = found.ScanReason,
                },
                findings = found.Points.Findings,
                match,
                sheetMove = sheet,
                matchStale = kept is null ? (bool?)null : stale,
            },
            output =>
            {
                output.WriteLine($"{found.Row.Id}  sheet {record.Sheet}{(record.MapDatum is null ? "" : $" ({record.MapDatum})")}{(record.Scale is null ? "" : $", 1:{record.Scale}")}, {record.AuthorUnit ?? "unit not stated"}, laid {record.LaidOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "not stated"}");
                output.WriteLine($"  complete to {score.Score:P0} of {score.Applicable} elements (list {score.List.List} version {score.List.Version}){(score.StatedScore is { } stated ? $"; the record states {stated:P0}" : "")}");
                foreach (var one in score.Elements.Where(one => one.State is not (Registry.Minefields.ElementState.Present or Registry.Minefields.ElementState.NotApplicable)))
                {
                    output.WriteLine($"    {one.State.ToString().ToLowerInvariant(),-11} {one.Element.Paragraph,-10} {one.Element.Label}: {one.Because}. {one.Element.Missing}");
                }

                foreach (var point in found.Points.Points)
                {
                    output.WriteLine(FormattableString.Invariant($"  {point.Name,-6} {point.Role,-16} {point.Wgs84.LatitudeDeg:0.0000000}, {point.Wgs84.LongitudeDeg:0.0000000}  ± {point.SigmaM:0} m{(point.ByLegs ? ", by legs" : "")}"));
                }

                if (Registry.Minefields.PlacePoints.ClosureWords(found.Points) is { } closure)
                {
                    output.WriteLine($"  the traverse {closure}");
                }

                foreach (var error in found.Rows?.Errors ?? [])
                {
                    output.WriteLine($"  error {error.SigmaM,6:N1} m  {error.Source}{(error.Shared ? " (whole sheet)" : "")}: {error.Because}");
                }

                foreach (var residual in found.Scan?.Residuals ?? [])
                {
                    output.WriteLine($"  scan point {residual.Name}: off by {residual.LengthM:N1} m");
                }

                foreach (var finding in found.Points.Findings.Append(found.ScanReason).OfType<string>())
                {
                    output.WriteLine($"  {finding}");
                }

                if (match is null)
                {
                    output.WriteLine(kept is null ? "  not matched with finds yet: surefoot minefield match" : "  not among the matched records");
                    return;
                }

                output.WriteLine($"  trust {Math.Min(0.99, match.Trust):P0} once moved, {match.TrustAsDrawn:P0} where drawn{(match.Judged ? "" : " (nothing searched around it: what its sheet and unit say)")}{(stale ? "; the journal has gone on since" : "")}");
                output.WriteLine(sheet is null ? "  drawn far from its sheet, not moved with it" : $"  sheet {Words(sheet)}");
                foreach (var row in match.Rows)
                {
                    output.WriteLine($"  {row.Name,-8} {row.State,-8} corridor {2 * row.HalfWidthM:N0} m wide, {row.Detection:P0} searched, {row.Finds} finds, chance {row.Chance:P0}");
                }
            });
    }

    private static Verb MatchVerb(Bind bind)
    {
        var only = new Option<string?>("--sheet") { Description = "Shows this sheet and its records only; all are matched.", HelpName = "S" };
        var truth = new Option<string?>("--truth") { Description = "Truth of an invented country (sample/truth/records.csv) to judge the answer by; the matching never reads it.", HelpName = "CSV" };
        var verb = new Verb(
            "match",
            "Matches minefield records with what was searched and found: shift and rotation of each sheet with covariance, trust of each record, sheet and unit, rows met, doubted and unknown. Kept under runs/minefields.",
            $"engine, sequence, seconds, records, finds, searched, meanTrust, strength, selection{{searched,around,trustSearched,trustUnsearched,odds}}, sheets[{{{SheetKeys}}}], units[{{unit,records,{TrustKeys}}}], matches[{{{RecordKeys}}}], judged{{sheets,covered,resolved,resolvedCovered,medianMissM,unjudgedSheets,trust[{{question,records,positive,auc,withEvidence,aucWithEvidence}}],reliability[{{group,records,meanTrust,share}}]}}, file") { only, truth };
        verb.SetAction(bind((context, parsed) =>
        {
            var started = Stopwatch.GetTimestamp();
            using var workspace = Workspace.OpenExisting(context);
            var match = context.Narration.Step("minefield match", "match records with finds", () =>
                MatchMinefields.Handle(workspace.Store, workspace.Reader, null, context.Workers, new DirectProgress<string>(context.Narration.Progress), context.Cancellation))
                ?? throw new CommandFailure(ExitCode.Finding, "minefield.none", "There is no approved minefield record with a shape.", "minefield-record", "Import and approve records first.");
            var runs = new MatchRuns(workspace.Folder);
            if (!context.DryRun)
            {
                runs.Keep(match);
            }

            var sheet = parsed.GetValue(only);
            if (sheet is not null && match.Sheet(sheet) is null)
            {
                throw new CommandFailure(ExitCode.Finding, "minefield.sheet-unknown", $"There is no sheet {sheet} with records.", "--sheet", "surefoot minefield match lists the sheets.");
            }

            var judged = parsed.GetValue(truth) is { } path ? JudgeMatch.Handle(match, File.ReadLines(InputFile.Require(path))) : null;

            // Who matches need not see every record: what leaves here is what they see.
            var seen = workspace.ReaderOf(context.Actor).Ids("minefield-record").ToHashSet(StringComparer.Ordinal);
            List<MatchedRecord> records = [.. match.Records.Where(record => seen.Contains(record.Id) && (sheet is null || record.Sheet == sheet))];
            List<MatchedSheet> sheets = [.. match.Sheets.Where(one => records.Exists(record => record.Sheet == one.Sheet)).OrderBy(one => one.Sheet, StringComparer.Ordinal)];
            List<MatchedUnit> units = [.. match.Units.Where(one => records.Exists(record => record.Unit == one.Unit)).OrderBy(one => one.Unit, StringComparer.Ordinal)];
            var seconds = CommandContext.SecondsSince(started);
            context.Write(
                new { match.Engine, match.Sequence, seconds, records = records.Count, match.Finds, match.Searched, match.MeanTrust, match.Strength, match.Selection, sheets, units, matches = records, judged, file = context.DryRun ? null : runs.File },
                output =>
                {
                    foreach (var one in sheets)
                    {
                        output.WriteLine($"{one.Sheet,-18} {one.Records,3} records, trust {one.Trust.Mean:P0} ({one.Trust.Low:P0} to {one.Trust.High:P0}): {Words(one)}");
                    }

                    output.WriteLine($"{records.Count} records in {seconds:N1} s; rows met {records.Sum(r => r.Met)}, doubted {records.Sum(r => r.Doubted)}, unknown {records.Sum(r => r.Unknown)}");
                    if (judged is not null)
                    {
                        output.WriteLine($"against the truth: {judged.Covered} of {judged.Sheets} sheets in their 95 % region, {judged.ResolvedCovered} of {judged.Resolved} resolved ones, median miss {judged.MedianMissM:N1} m");
                        foreach (var curve in judged.Trust)
                        {
                            output.WriteLine($"  {curve.Question}: AUC {curve.Auc:0.000} of {curve.Records}, {curve.AucWithEvidence:0.000} of the {curve.WithEvidence} with searched ground under them");
                        }

                        foreach (var group in judged.Reliability)
                        {
                            output.WriteLine($"  {group.Group}: {group.Records} records, trusted {group.MeanTrust:P1}, real {group.Share:P1}");
                        }
                    }
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static string Words(MatchedSheet sheet) =>
        !sheet.Resolved ? $"not resolved ({sheet.Matched} of {sheet.Judged} judged records meet finds; right as it stands with {sheet.RightAsItStands:P0})"
        : sheet.RightAsItStands > 0.5 ? $"right as it stands ({sheet.RightAsItStands:P0}), {Move(sheet)}"
        : $"{(sheet.Slip is null ? "" : sheet.Slip + ": ")}{Move(sheet)}";

    private static string Move(MatchedSheet sheet) => FormattableString.Invariant(
        $"move {sheet.MoveEastM:0} ± {sheet.SigmaEastM:0} m east, {sheet.MoveNorthM:0} ± {sheet.SigmaNorthM:0} m north, turn {sheet.TurnDeg:0.00} ± {sheet.SigmaTurnDeg:0.00}°");
}
