using System.Text.Json;
using Surefoot.Raster;

namespace Surefoot.Assessment.Hazard;

/// <summary>The runs and models of a data folder: <c>runs/hazard-ID/</c>, <c>runs/hazard-models/ID.json</c>, and which of each is the newest.</summary>
/// <remarks>Every file is written beside and moved into place, so a run cut short leaves no half file under its name.</remarks>
public sealed class HazardRuns(string dataFolder)
{
    private const string ModelFile = "model.json";
    private const string RunFile = "run.json";

    private readonly string _folder = Path.Combine(dataFolder, "runs");

    private sealed record Newest(string? Model, string? Run, string? PresentRun);

    public string Folder(string run) => Path.Combine(_folder, "hazard-" + run);

    public string ProbabilityFile(string run) => Path.Combine(Folder(run), "probability.tif");

    public string ExpectedItemsFile(string run) => Path.Combine(Folder(run), "expected-items.tif");

    public string ModelFileOf(string run) => Path.Combine(Folder(run), ModelFile);

    /// <summary>The run last made, or null.</summary>
    public string? LatestRun => ReadNewest().Run;

    /// <summary>The run last made with all evidence, which pages show: one as of an earlier day is a question about the past.</summary>
    public string? LatestPresentRun => ReadNewest().PresentRun;

    /// <summary>The model last fitted, or null.</summary>
    public string? LatestModel => ReadNewest().Model;

    public StoredRun? FindRun(string run) => Read<StoredRun>(Path.Combine(Folder(run), RunFile));

    public StoredModel? FindModel(string model) => Read<StoredModel>(ModelPath(model));

    /// <summary>The model a run was made with, from the run's own copy.</summary>
    public StoredModel? FindModelOf(string run) => Read<StoredModel>(ModelFileOf(run));

    public IReadOnlyList<StoredRun> All() =>
        Directory.Exists(_folder)
            ? [.. Directory.EnumerateDirectories(_folder, "hazard-*").Order(StringComparer.Ordinal).Select(f => Read<StoredRun>(Path.Combine(f, RunFile))).OfType<StoredRun>()]
            : [];

    /// <summary>Runs whose rasters are no longer what their record says; empty if all hold.</summary>
    public IReadOnlyList<string> FindBroken() =>
    [
        .. All().Where(run => HashOf(ProbabilityFile(run.Run)) != run.Sha256.Probability || HashOf(ExpectedItemsFile(run.Run)) != run.Sha256.ExpectedItems).Select(run => run.Run),
    ];

    public FloatRaster? ReadProbability(string run, out RasterRefusal? refusal) => GeoTiff.Read(ProbabilityFile(run), out refusal);

    internal void Keep(StoredModel model)
    {
        var id = model.Id();
        Write(ModelPath(id), model.Bytes());
        WriteNewest(ReadNewest() with { Model = id });
    }

    internal void Keep(StoredRun run, StoredModel model, FloatRaster probability, FloatRaster expectedItems, string attribution, int workers, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder(run.Run));
        var about = $"{(run.Synthetic ? "SYNTHETIC. " : "")}Surefoot hazard run {run.Run}, model {run.Model}, journal entry {run.Journal.Sequence}. ";
        Raster(ProbabilityFile(run.Run), probability, about + "Probability that the cell holds explosive items. " + attribution);
        Raster(ExpectedItemsFile(run.Run), expectedItems, about + "Expected explosive items in the cell. " + attribution);
        Write(ModelFileOf(run.Run), model.Bytes());
        Write(Path.Combine(Folder(run.Run), RunFile), JsonSerializer.SerializeToUtf8Bytes(run, StoredModel.Json));
        var newest = ReadNewest();
        WriteNewest(newest with { Run = run.Run, PresentRun = run.AsOf is null ? run.Run : newest.PresentRun });

        void Raster(string path, FloatRaster raster, string description)
        {
            GeoTiff.Write(raster, path + ".new", description, workers, cancellation);
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    private string ModelPath(string model) => Path.Combine(_folder, "hazard-models", model + ".json");

    private string NewestPath => Path.Combine(_folder, "hazard-newest.json");

    private Newest ReadNewest() => Read<Newest>(NewestPath) ?? new(null, null, null);

    private void WriteNewest(Newest newest) => Write(NewestPath, JsonSerializer.SerializeToUtf8Bytes(newest, StoredModel.Json));

    private static string? HashOf(string raster) => File.Exists(raster) && GeoTiff.Read(raster, out _) is { } values ? RasterHash.Sha256(values) : null;

    private static T? Read<T>(string path)
        where T : class => File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), StoredModel.Json) : null;

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }
}
