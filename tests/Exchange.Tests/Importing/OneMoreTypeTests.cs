using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Tests.Importing;

/// <summary>The point of the mechanism: a record type is one C# record; nothing else is written for it.</summary>
public sealed class OneMoreTypeTests
{
    [Fact]
    public void A_type_declared_in_one_place_is_checked_imported_approved_listed_and_exported()
    {
        using var folder = new ImportFolder(RecordTypes.In(typeof(RecordTypes).Assembly, typeof(Well).Assembly));
        const string header = "id,informationDate,organisation,synthetic,depthM,drinkable,dugOn,wkt\n";
        var bad = folder.Import(folder.File("bad.csv", header + "W-1,2021-01-01,syn-agency,true,501,true,2020-01-01,POINT(47.150001 39.600001)\n"), "test-well").Result!;
        bad.Findings.ShouldHaveSingleItem().Rule.ShouldBe("number.range");

        folder.Import(folder.File("good.csv", header + "W-1,2021-01-01,syn-agency,true,12.5,,2020-01-01,POINT(47.150001 39.600001)\n"), "test-well", ImportFolder.Chief).Result!.State.ShouldBe("approved");
        folder.Reader.Get("test-well", "W-1").As<Well>().ShouldBe(new Well { DepthM = 12.5, DugOn = new DateOnly(2020, 1, 1) });
        folder.Reader.Count("test-well", RecordQuery.Now with { Box = new GeoBox(47.1, 39.5, 47.2, 39.7) }).ShouldBe(1);
        folder.Export("test-well", "csv").Bytes.ShouldBe("id,informationDate,organisation,synthetic,depthM,drinkable,dugOn,lon,lat\nW-1,2021-01-01,syn-agency,true,12.5,,2020-01-01,47.150001,39.600001\n");
    }

    [RecordType("test-well", Area = "Tests", Tier = Tier.Public, Shape = ShapeKind.Point, EventDate = nameof(DugOn))]
    private sealed record Well
    {
        [Field(Min = 0, Max = 500)]
        public double? DepthM { get; init; }

        [Field]
        public bool? Drinkable { get; init; }

        [Field]
        public DateOnly? DugOn { get; init; }
    }
}
