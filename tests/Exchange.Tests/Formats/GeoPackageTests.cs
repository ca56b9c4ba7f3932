using Microsoft.Data.Sqlite;

namespace Surefoot.Exchange.Tests.Formats;

/// <summary>GeoPackages that a stranger made to be more than data.</summary>
public sealed class GeoPackageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public GeoPackageTests()
    {
        _path = _folder["areas.gpkg"];
        File.Copy(Path.Combine(AppContext.BaseDirectory, "samples", "areas.gpkg"), _path);
    }

    [Theory]
    [InlineData("UPDATE gpkg_geometry_columns SET srs_id = -1; UPDATE gpkg_contents SET srs_id = -1", "Reject  crs.unknown")]
    [InlineData("UPDATE gpkg_geometry_columns SET column_name = 'elsewhere'", "Reject  gpkg.geometry-column")]
    [InlineData("DELETE FROM gpkg_contents", "Reject  gpkg.empty")]
    [InlineData("DROP TABLE gpkg_contents", "Reject  gpkg.none")]
    [InlineData("ALTER TABLE areas RENAME TO hidden; CREATE VIEW areas AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS fid, NULL AS geom FROM n", "Reject  gpkg.view")]
    [InlineData("INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('more', 'features', 'more'); CREATE TABLE more (fid INTEGER PRIMARY KEY, geom BLOB)", "Reject  layer.several")]
    [InlineData("UPDATE areas SET geom = x'47500002E610000001' WHERE fid = 1", "Reject 1 gpkg.geometry")]
    [InlineData("UPDATE areas SET geom = x'47500001E610000001' || zeroblob(20) WHERE fid = 1", "Reject 1 gpkg.geometry")]
    [InlineData("UPDATE areas SET geom = x'475000210000000001' WHERE fid = 1", "Reject 1 gpkg.geometry")]
    [InlineData("UPDATE areas SET geom = 'POINT(1 2)' WHERE fid = 1", "Reject 1 gpkg.geometry")]
    [InlineData("UPDATE areas SET nameAz = zeroblob(10) WHERE fid = 1", "Reject 1 gpkg.value")]
    [InlineData("ALTER TABLE areas ADD COLUMN more TEXT GENERATED ALWAYS AS (lower(nameAz)) VIRTUAL", "Flag  gpkg.computed")]
    [InlineData("CREATE TRIGGER bomb AFTER INSERT ON areas BEGIN SELECT RAISE(ABORT, 'never'); END", "")]
    public void A_layer_that_is_no_plain_data_is_refused(string sql, string expected)
    {
        Change("PRAGMA writable_schema = OFF; DROP TRIGGER IF EXISTS rtree_areas_geom_update1; DROP TRIGGER IF EXISTS rtree_areas_geom_update2; DROP TRIGGER IF EXISTS rtree_areas_geom_update3; DROP TRIGGER IF EXISTS rtree_areas_geom_update4; DROP TRIGGER IF EXISTS rtree_areas_geom_update5; DROP TRIGGER IF EXISTS rtree_areas_geom_update6; DROP TRIGGER IF EXISTS rtree_areas_geom_update7; DROP TRIGGER IF EXISTS rtree_areas_geom_insert; DROP TRIGGER IF EXISTS rtree_areas_geom_delete; DROP TRIGGER IF EXISTS trigger_insert_feature_count_areas; DROP TRIGGER IF EXISTS trigger_delete_feature_count_areas;" + sql);
        TempFolder.Summary(_path).ShouldBe(expected);
    }

    [Fact]
    public void A_file_is_read_without_writing_beside_it_and_not_while_another_program_writes_it()
    {
        var before = File.ReadAllBytes(_path);
        TempFolder.Read(_path).Rows.Count.ShouldBe(2);
        File.ReadAllBytes(_path).ShouldBe(before);
        Directory.GetFiles(Path.GetDirectoryName(_path)!).ShouldHaveSingleItem();
        File.WriteAllText(_path + "-wal", "x");
        TempFolder.Summary(_path).ShouldBe("Reject  gpkg.open");
    }

    [Fact]
    public void An_empty_shape_is_a_row_without_position()
    {
        Change("DROP TRIGGER IF EXISTS rtree_areas_geom_update1; DROP TRIGGER IF EXISTS rtree_areas_geom_update2; DROP TRIGGER IF EXISTS rtree_areas_geom_update3; DROP TRIGGER IF EXISTS rtree_areas_geom_update4; DROP TRIGGER IF EXISTS rtree_areas_geom_update6; DROP TRIGGER IF EXISTS rtree_areas_geom_update7; UPDATE areas SET geom = x'47500011E6100000010300000000000000' WHERE fid = 2");
        TempFolder.Summary(_path).ShouldBe("Flag 2 geometry.missing");
    }

    public void Dispose() => _folder.Dispose();

    private void Change(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
