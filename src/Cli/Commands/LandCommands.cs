using System.CommandLine;
using System.Diagnostics;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Cli.Commands;

/// <summary>land account, land union.</summary>
internal static class LandCommands
{
    private static readonly Dictionary<string, AccountKey> s_keys = new(StringComparer.Ordinal)
    {
        ["nation"] = AccountKey.Nation,
        ["district"] = AccountKey.District,
        ["area"] = AccountKey.HazardArea,
        ["organisation"] = AccountKey.Organisation,
        ["method"] = AccountKey.Method,
        ["use"] = AccountKey.Use,
        ["kind"] = AccountKey.Kind,
        ["month"] = AccountKey.Month,
        ["year"] = AccountKey.Year,
    };

    public static Command Make(Bind bind) => new("land", "The land account.") { AccountVerb(bind), UnionVerb(bind), CaseCommands.ReopenVerb(bind) };

    private static Verb AccountVerb(Bind bind)
    {
        var asOf = new Option<string>("--as-of") { Description = "Last day of the account.", HelpName = "D", Required = true };
        var knownAt = new Option<string?>("--known-at") { Description = "As it was known by the end of this day.", HelpName = "D" };
        var openingKnownAt = new Option<string?>("--opening-known-at") { Description = "The opening as it was known by the end of this day; what was learnt since stands under corrections.", HelpName = "D" };
        var from = new Option<string?>("--from") { Description = "First day of the period; without it, from the beginning.", HelpName = "D" };
        var by = new Option<string>("--by") { Description = string.Join('|', s_keys.Keys), HelpName = "KEY", DefaultValueFactory = _ => "nation" };
        by.AcceptOnlyFromAmong([.. s_keys.Keys]);
        var faces = new Option<string?>("--faces") { Description = "Writes the ground by state and district as GeoJSON.", HelpName = "OUT.geojson" };
        var verb = new Verb(
            "account",
            "Every square metre of recorded hazard in exactly one state: opening + recorded ± confirmed − cancelled − reduced − cleared ± corrections = closing.",
            AccountAnswer.AnswerKeys) { asOf, knownAt, openingKnownAt, from, by, faces };
        verb.SetAction(bind((context, parsed) =>
        {
            var request = new AccountRequest(
                Dates.Read(parsed.GetValue(from), "--from"),
                Dates.Read(parsed.GetValue(asOf), "--as-of")!.Value,
                s_keys[parsed.GetValue(by)!],
                Dates.EndOf(parsed.GetValue(knownAt), "--known-at"),
                Dates.EndOf(parsed.GetValue(openingKnownAt), "--opening-known-at"));
            Check(request);
            using var workspace = Workspace.OpenExisting(context);
            var reader = ReaderFor(context, workspace, request.By, parsed.GetValue(faces) is not null);
            var districts = DistrictOutlines.Read(workspace.Product.Geography);
            var drawn = DrawAccount.Handle(
                reader, districts, request, context.Workers, new DirectProgress<int>(tiles => context.Narration.Progress($"{tiles} tiles")), context.Cancellation);
            if (parsed.GetValue(faces) is { } file && !context.DryRun)
            {
                var ground = drawn.Account.Faces(request.AsOf, byDistrict: true, context.Workers, null, context.Cancellation);
                FaceFile.Write(Path.GetFullPath(file), ground, request.AsOf, DataFolderStamp.Read(workspace.Store) ?? false, context.Workers, context.Cancellation);
            }

            var answer = AccountAnswer.Of(drawn, parsed.GetValue(by)!, Names(reader, request.By, districts));
            context.Write(answer, output => AccountTable.Write(output, answer));
            return Task.FromResult(answer.Balanced ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    private static RegistryReader ReaderFor(CommandContext context, Workspace workspace, AccountKey by, bool faces) =>
        AccountReach.ReaderFor(workspace.Reader, workspace.Policy, context.Actor, faces || AccountReach.IsDetail(by))
        ?? throw new CommandFailure(ExitCode.Finding, "actor.out-of-scope", $"{context.Actor} may see totals of the account, not single areas, organisations or outlines.", faces ? "--faces" : "--by", "nation, district, method, use, kind, month or year");

    private static void Check(AccountRequest request)
    {
        if (request.From > request.AsOf)
        {
            throw new CommandFailure(ExitCode.Usage, "usage", "The period starts after it ends.", "--from", "--from must not be after --as-of.");
        }

        if (request.OpeningKnownAt is not null && request.From is null)
        {
            throw new CommandFailure(ExitCode.Usage, "usage", "An account from the beginning has no opening.", "--opening-known-at", "Say with --from on which day the period starts.");
        }
    }

    private static Dictionary<string, string> Names(RegistryReader reader, AccountKey by, IReadOnlyList<LandDistrict> districts) => by switch
    {
        AccountKey.District => districts.ToDictionary(district => district.Code, district => district.Name, StringComparer.Ordinal),
        AccountKey.HazardArea => reader.List("hazard-area", RecordQuery.Now)
            .Where(row => row["name"] is string)
            .ToDictionary(row => row.Id, row => (string)row["name"]!, StringComparer.Ordinal),
        _ => [],
    };

    /// <summary>The account of all approved land of a data folder.</summary>
    public static LandAccount Compute(CommandContext context, Workspace workspace, RecordQuery query) =>
        LandAccount.Compute(
            ReadLand.Handle(workspace.Reader, query, context.Workers, null, context.Cancellation),
            DistrictOutlines.Read(workspace.Product.Geography),
            context.Workers,
            new DirectProgress<int>(tiles => context.Narration.Progress($"{tiles} tiles")),
            context.Cancellation);

    private static Verb UnionVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "GeoJSON." };
        var crs = new Option<string?>("--crs") { Description = "Coordinate system of the file; edges are straight in it. Without it, WGS 84, measured in the account's plane.", HelpName = "EPSG:N" };
        var verb = new Verb("union", "Area of many polygons: summed, and with every place counted once.", "polygons, grossM2, netM2, seconds") { file, crs };
        verb.SetAction(bind((context, parsed) =>
        {
            var polygons = ReadPolygons(InputFile.Require(parsed.GetValue(file)!), Epsg.Read(parsed.GetValue(crs), "--crs"));
            var started = Stopwatch.GetTimestamp();
            var union = LandUnion.Measure(polygons, context.Workers, null, context.Cancellation);
            var answer = new { union.Polygons, grossM2 = union.Gross.M2, netM2 = union.Net.M2, seconds = CommandContext.SecondsSince(started) };
            context.Write(answer, output => output.WriteLine($"{answer.Polygons} polygons, gross {answer.grossM2:N1} m², net {answer.netM2:N1} m²"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    // Without a system: longitude and latitude into the account's plane. With one, its own metres are the plane.
    private static List<Geometry> ReadPolygons(string path, int? crs)
    {
        var shapes = GeoJsonShapes.Read(path).ConvertAll(shape => shape.AsWritten);
        return crs is null or 4326 ? shapes.ConvertAll(PlaneProjection.Karabakh.Project) : ShiftedToOrigin(shapes);
    }

    // The arrangement counts millimetres from its origin in 32 bits; a whole number of kilometres changes no area.
    private static List<Geometry> ShiftedToOrigin(List<Geometry> polygons)
    {
        const double StepM = 5000;
        var box = new Envelope();
        foreach (var polygon in polygons)
        {
            box.ExpandToInclude(polygon.EnvelopeInternal);
        }

        var shift = AffineTransformation.TranslationInstance(-Math.Floor(box.Centre.X / StepM) * StepM, -Math.Floor(box.Centre.Y / StepM) * StepM);
        return polygons.ConvertAll(shift.Transform);
    }
}
