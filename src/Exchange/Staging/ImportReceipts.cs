using Surefoot.Exchange.Importing;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Staging;

/// <summary>The receipts of a data folder, one for each batch; they name what was in a file, so each is for whoever imported it and for who sees all records of its type.</summary>
public sealed class ImportReceipts(string dataFolder, RecordTypes types, Policy policy)
{
    private readonly string _folder = Path.Combine(dataFolder, "imports", "receipts");

    /// <summary>Keeps a receipt of what was written; an import that changed nothing has the receipt of the one before.</summary>
    public ImportReceipt? Keep(ImportRequest request, ImportResult result, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(clock);
        if (result.Batch is not { } batch || result.New + result.Changed == 0 || !KeptJson.IsName(batch))
        {
            return null;
        }

        var profile = request.Profile ?? ImportProfile.Identity;
        var reading = request.Reading;
        var plan = new StagedPlan(reading.Crs, reading.Operation, reading.District, reading.Encoding, reading.Layer, profile.Columns, profile.Values, reading.AcceptedFixes);
        var receipt = new ImportReceipt(
            batch, request.Name ?? Path.GetFileName(request.Path), result.Sha256, request.Type, clock.GetUtcNow(), request.Actor, policy.Find(request.Actor)?.Organisation ?? "", plan,
            result.Rows, result.New, result.Changed, result.Unchanged, result.Flagged, result.State, result.NetAreaM2, result.Cases, result.Findings);
        KeptJson.Write(Path.Combine(_folder, batch + ".json"), receipt);
        return receipt;
    }

    public ImportReceipt? Find(string batch, string actor) =>
        KeptJson.IsName(batch) && KeptJson.Find<ImportReceipt>(Path.Combine(_folder, batch + ".json")) is { } receipt && MaySee(receipt, actor) ? receipt : null;

    /// <summary>Those this person may see, the newest first.</summary>
    public IReadOnlyList<ImportReceipt> List(string actor) => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.json").Select(KeptJson.Find<ImportReceipt>).OfType<ImportReceipt>().Where(receipt => MaySee(receipt, actor)).OrderByDescending(receipt => receipt.At).ThenBy(receipt => receipt.Batch, StringComparer.Ordinal)]
        : [];

    private bool MaySee(ImportReceipt receipt, string actor) =>
        receipt.Actor == actor || (types.TryGet(receipt.Type, out var type) && policy.Viewer(actor, Verbs.Read).SeesAll(type));
}
