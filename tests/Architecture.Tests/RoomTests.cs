namespace Surefoot.Architecture.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_refer_only_downwards() => Rules.RoomsReferOnlyDownwards(ProductFolder.Here).ShouldBeEmpty();

    [Fact]
    public void Rooms_use_only_their_packages() => Rules.RoomsUseOnlyTheirPackages(ProductFolder.Here).ShouldBeEmpty();

    [Fact]
    public void Generator_shares_nothing_with_the_engines() => Rules.TheGeneratorSharesNothingWithEngines(ProductFolder.Here).ShouldBeEmpty();

    [Fact]
    public void Every_room_has_a_short_readme() => Rules.EveryRoomHasAShortReadme(ProductFolder.Here).ShouldBeEmpty();

    [Fact]
    public void No_folder_is_a_dumping_ground() => Rules.NoDumpingGrounds(ProductFolder.Here).ShouldBeEmpty();

    [Fact]
    public void Shapes_are_moved_in_one_place() => Rules.ShapesAreMovedInOnePlace(ProductFolder.Here).ShouldBeEmpty();

    [Fact]
    public void Files_are_readable() => Rules.FilesAreReadable(ProductFolder.Here).ShouldBeEmpty();

    [Fact]
    public void Rooms_form_no_cycle() =>
        Rules.RoomsFormNoCycle(ProductFolder.Here.Projects("src").ToDictionary(p => p.Room, p => p.Rooms, StringComparer.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_room_in_the_table_exists_and_every_room_is_in_the_table()
    {
        var rooms = ProductFolder.Here.Projects("src").Select(p => p.Room).Order(StringComparer.Ordinal);
        rooms.ShouldBe(RoomTable.Rooms.Keys.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> EngineRooms => [.. RoomTable.Engines, "Numerics", "Geodesy"];

    [Theory]
    [MemberData(nameof(EngineRooms))]
    public void An_engine_knows_no_outside_world(string room) =>
        Rules.AnEngineKnowsNoOutsideWorld(BuiltAssembly(room)).ShouldBeEmpty();

    public static TheoryData<string> AllRooms => [.. RoomTable.Rooms.Keys];

    [Theory]
    [MemberData(nameof(AllRooms))]
    public void Classes_are_sealed(string room) =>
        Rules.ClassesAreSealed(System.Reflection.Assembly.LoadFrom(BuiltAssembly(room)).GetTypes()).ShouldBeEmpty();

    private static string BuiltAssembly(string room) => Path.Combine(AppContext.BaseDirectory, $"Surefoot.{room}.dll");
}
