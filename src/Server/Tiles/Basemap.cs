using Microsoft.Data.Sqlite;

namespace Surefoot.Server.Tiles;

/// <summary>Reads the offline basemap, an MBTiles file: gzipped vector tiles, rows counted from the south.</summary>
internal sealed class Basemap
{
    public const string ContentType = "application/vnd.mapbox-vector-tile";

    private readonly string _connection;

    public Basemap(string path)
    {
        Exists = File.Exists(path);
        _connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString();
    }

    public bool Exists { get; }

    public TileBody? Find(TileAddress tile)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select tile_data from tiles where zoom_level = $z and tile_column = $x and tile_row = $y";
        command.Parameters.AddWithValue("$z", tile.Zoom);
        command.Parameters.AddWithValue("$x", tile.Column);
        command.Parameters.AddWithValue("$y", tile.RowFromSouth);
        return command.ExecuteScalar() is byte[] bytes ? TileBody.Of(bytes, ContentType, gzipped: true) : null;
    }
}
