using System.Security.Cryptography;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Exporting;

/// <summary>Writes the records of one type to a file, ordered by id, always to the same bytes.</summary>
public sealed class ExportRecords(JournalStore store, RecordTypes types, Policy policy, TimeProvider? clock = null)
{
    /// <summary>Names of the formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["geojson", "csv", "xlsx", "gpkg", "kml"];

    /// <exception cref="ArgumentException">There is no such record type.</exception>
    public ExportOutcome Handle(ExportRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var personal = types.Get(request.Type).Tier >= Tier.Personal;
        var verb = personal ? Verbs.ReadPersonal : Verbs.Export;
        var (person, declined) = policy.Ask(request.Actor, verb);
        var reader = new RegistryReader(store, types).For(policy.Viewer(request.Actor, verb));
        var type = reader.View(request.Type, request.Query.KnownAt);
        if (person is null || !reader.Viewer.MaySee(type))
        {
            return new(null, declined ?? new Declined("actor.no-right", $"{person!.Name} ({person.Role}) has no right to {verb} of {type.Code}.", person.Name, "surefoot rights --actor shows what a person may."));
        }

        if (!Formats.Contains(request.Format))
        {
            return new(null, new Declined("export.format", $"{request.Format} is not a format that can be written.", request.Format, "geojson, csv, xlsx, gpkg or kml"));
        }

        if (personal && new OpenPersonal(store, policy, clock ?? TimeProvider.System).Handle(request.Actor, "export", type.Code, PersonalRead.AllRecords, request.Reason) is { } unasked)
        {
            return new(null, unasked);
        }

        var synthetic = DataFolderStamp.Read(store) ?? false;
        var disputed = Disputed(reader, type.Code, request.Query.KnownAt);
        var rows = reader.List(type.Code, request.Query with { Order = RecordOrder.Id }, cancellation);
        var written = 0L;
        var partial = request.Path + ".partial";
        try
        {
            written = Write(request.Format, partial, type, rows, synthetic, disputed);
            File.Move(partial, request.Path, overwrite: true);
        }
        catch (UnfitValueException unfit)
        {
            return new(null, new Declined("export.unfit", unfit.Message, unfit.Record, unfit.Hint));
        }
        finally
        {
            File.Delete(partial);
        }

        if (request.Format == "csv")
        {
            // A comment line would break every reader of CSV, so the attribution lies beside the file.
            File.WriteAllText(request.Path + ".attribution.txt", Attribution.Of(synthetic) + "\n");
        }

        using var read = File.OpenRead(request.Path);
        return new(new ExportResult(written, request.Path, Convert.ToHexStringLower(SHA256.HashData(read))), null);
    }

    /// <summary>Records whose versions compete. Who may not see one of the versions is not told that there is another.</summary>
    private static HashSet<Guid> Disputed(RegistryReader reader, string type, DateTimeOffset? knownAt) =>
        [.. reader.Conflicts(type, knownAt).Where(conflict => conflict.Versions.All(version => reader.At(type, version.Sequence) is not null)).Select(conflict => conflict.RecordId)];

    private static long Write(string format, string path, RecordDescriptor type, IEnumerable<RecordRow> rows, bool synthetic, IReadOnlySet<Guid> disputed)
    {
        if (format == "gpkg")
        {
            return GeoPackageExport.Write(path, type, rows, synthetic, disputed);
        }

        using var file = File.Create(path);
        return format switch
        {
            "csv" => CsvExport.Write(file, type, rows, disputed),
            "xlsx" => XlsxExport.Write(file, type, rows, synthetic, disputed),
            "kml" => KmlExport.Write(file, type, rows, synthetic, disputed),
            _ => GeoJsonExport.Write(file, type, rows, synthetic, disputed),
        };
    }
}
