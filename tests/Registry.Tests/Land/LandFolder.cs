using System.Globalization;
using Surefoot.Registry.Acts;

namespace Surefoot.Registry.Tests.Land;

/// <summary>A folder with squares of land: 0.01° of longitude and latitude from a corner, about 95 ha, or a part of it.</summary>
internal sealed class LandFolder : IDisposable
{
    public const double Step = 0.01;

    private int _batch;

    public TestFolder Folder { get; } = new();

    public static string Square(double lon, double lat = 39.6, double side = Step) => Box(lon, lat, lon + side, lat + side);

    public static string Box(double west, double south, double east, double north)
    {
        string At(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"[{x:0.#######},{y:0.#######}]");
        return $$"""{"type":"Polygon","coordinates":[[{{At(west, south)}},{{At(east, south)}},{{At(east, north)}},{{At(west, north)}},{{At(west, south)}}]]}""";
    }

    /// <summary>Hands in a row and has it approved as a batch; cases are opened on the way.</summary>
    public ActOutcome Approve(string type, string entered, params (string Field, string Value)[] fields)
    {
        var batch = Submit(type, entered, fields);
        return new ApproveRecords(Folder.Store, Folder.Policy).Handle(batch, TestFolder.Chief, "test");
    }

    public string Submit(string type, string entered, params (string Field, string Value)[] fields)
    {
        var batch = string.Create(CultureInfo.InvariantCulture, $"b{++_batch}");
        Folder.Submit(batch, type, entered, fields);
        return batch;
    }

    public ActOutcome ApproveRecord(string id, string actor = TestFolder.Chief) => new ApproveRecords(Folder.Store, Folder.Policy).Handle(id, actor, "test");

    public void Criteria(int version = 1, string effective = "2020-11-10", string kinds = "") =>
        Approve("release-criteria", "", [
            ("id", $"NAT@{version}"), ("informationDate", "2020-11-10"), ("code", "NAT"), ("version", $"{version}"), ("effective", effective), ("requirements", "all was asked;all was searched"),
            .. kinds.Length == 0 ? Array.Empty<(string, string)>() : [("kinds", kinds)]]).Declined.ShouldBeNull();

    public ActOutcome Hazard(string id, double lon, string on = "2021-01-01", params (string, string)[] more) =>
        Approve("hazard-area", Square(lon), [("id", id), ("kind", "suspected"), ("informationDate", on), .. more]);

    public ActOutcome Cleared(string id, string shape, string on = "2022-01-01", params (string, string)[] more) =>
        Approve("cleared-area", shape, [("id", id), ("releasedOn", on), ("informationDate", on), ("method", "manual"), .. more]);

    public void Dispose() => Folder.Dispose();
}
