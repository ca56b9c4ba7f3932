using System.Text;
using NetTopologySuite.IO;
using Surefoot.Geodesy;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Projecting;

namespace Surefoot.Registry.Tests;

public sealed class ProjectionTests
{
    private const string Outline = "POLYGON((8500000 4390000, 8500200 4390000, 8500200 4390300, 8500000 4390000))";

    [Fact]
    public void A_payload_is_canonical_JSON_of_the_fields_that_have_a_value_and_the_position()
    {
        var (_, payload) = MinefieldRecord();
        Encoding.UTF8.GetString(payload).ShouldBe(
            """{"completeness":0.4,"itemCount":120,"mapDatum":"SK-42","organisation":"syn-agency","position":{"accuracyM":4.5,"crs":28408,"form":"wkt","operation":15865},"sheet":"SYN-J-38-021-A","synthetic":true}""");
        payload.ShouldBe(CanonicalJson.FromUtf8(payload));
    }

    [Fact]
    public void The_projected_geometry_is_made_of_the_entry_alone_bit_for_bit()
    {
        var (type, payload) = MinefieldRecord();
        var entry = new Entry(1, Guid.Empty, type.Code, type.Schema, 1, 0, "b", "SYN-MR-1", null, new DateOnly(2021, 1, 1), null, default, "a", "o", "", EntryState.Submitted, type.Tier, null, payload, Encoding.UTF8.GetBytes(Outline), default, default);
        var row = RegistryProjector.BuiltIn.Project(entry, payload);
        var direct = EnteredGeometry.Parse(Encoding.UTF8.GetBytes(Outline), 28408, 15865).Geometry!;
        new WKBReader().Read(row.GeometryWkb!).EqualsExact(direct).ShouldBeTrue();
        row.MinX.ShouldBe(direct.EnvelopeInternal.MinX);

        // On the other operation the same numbers lie metres away: the operation is part of the coordinate.
        var other = EnteredGeometry.Parse(Encoding.UTF8.GetBytes(Outline), 28408, 1808).Geometry!;
        other.EqualsExact(direct).ShouldBeFalse();
    }

    [Fact]
    public void A_payload_with_a_key_that_no_field_has_now_is_still_read()
    {
        var type = RecordTypes.BuiltIn.Get("accident");
        var values = new object?[type.Fields.Count];
        var (crs, operation, custom) = new PayloadReader(type).Read("""{"injured":2,"killed":0,"later":{"a":[1,2]},"occurredOn":"2021-02-03","organisation":"o"}"""u8, values);
        (crs, operation, custom).ShouldBe((4326, null, null));
        (values[type.Ordinal("injured")], values[type.Ordinal("occurredOn")]).ShouldBe((2L, new DateOnly(2021, 2, 3)));
    }

    [Theory]
    [InlineData("", EnteredForm.None)]
    [InlineData("47.1,39.6", EnteredForm.Xy)]
    [InlineData(" {\"type\":\"Point\"}", EnteredForm.GeoJson)]
    [InlineData("Point(1 2)", EnteredForm.Wkt)]
    [InlineData("\u0001\u0001\0\0\0", EnteredForm.Wkb)]
    public void The_form_of_a_geometry_is_told_by_its_first_byte(string entered, EnteredForm form) =>
        EnteredPosition.FormOf(Encoding.UTF8.GetBytes(entered)).ShouldBe(form);

    [Fact]
    public void The_stamp_of_a_folder_is_read_back_and_absent_before_the_first_import()
    {
        using var folder = new TestFolder();
        DataFolderStamp.Read(folder.Store).ShouldBeNull();
        folder.Store.Append(new WriteContext("a", "o", "data-folder", ""), [DataFolderStamp.Entry(synthetic: true, new DateOnly(2025, 3, 31))], null, TestContext.Current.CancellationToken);
        DataFolderStamp.Read(folder.Store).ShouldBe(true);
    }

    private static (RecordDescriptor Type, byte[] Payload) MinefieldRecord()
    {
        var type = RecordTypes.BuiltIn.Get("minefield-record");
        Dictionary<string, string?> fields = new()
        {
            ["id"] = "SYN-MR-1",
            ["informationDate"] = "2021-01-01",
            ["organisation"] = "syn-agency",
            ["synthetic"] = "true",
            ["sheet"] = "SYN-J-38-021-A",
            ["mapDatum"] = "SK-42",
            ["itemCount"] = "120",
            ["completeness"] = "0.40",
        };
        List<Breach> breaches = [];
        var row = new RowCheck(type, CodeListCatalogue.BuiltIn, CheckSettings.Until(new DateOnly(2025, 3, 31))).Check(fields, false, breaches);
        breaches.ShouldBeEmpty();
        return (type, new PayloadWriter(type).Write(row, new EnteredPosition(EnteredForm.Wkt, 28408, 15865, 4.5)));
    }
}
