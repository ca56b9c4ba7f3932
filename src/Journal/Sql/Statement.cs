using System.Text;
using SQLitePCL;

namespace Surefoot.Journal.Sql;

/// <summary>One prepared statement with text and blobs as the raw bytes SQLite holds.</summary>
/// <remarks>
/// The hash is over bytes: text read as a string would hide bytes that are not UTF-8. It also spares an allocation per value,
/// which is what makes an append of hundreds of thousands of entries quick.
/// </remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _scratch = new byte[256];

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Database.Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
    }

    public void Bind(int parameter, long value) => Database.Check(raw.sqlite3_bind_int64(_statement, parameter, value), _database);

    public void Bind(int parameter, double value) => Database.Check(raw.sqlite3_bind_double(_statement, parameter, value), _database);

    public void BindNull(int parameter) => Database.Check(raw.sqlite3_bind_null(_statement, parameter), _database);

    public void Bind(int parameter, string? value)
    {
        if (value is null)
        {
            BindNull(parameter);
            return;
        }

        var room = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_scratch.Length < room)
        {
            _scratch = new byte[room];
        }

        BindText(parameter, _scratch.AsSpan(0, Encoding.UTF8.GetBytes(value, _scratch)));
    }

    public void BindText(int parameter, ReadOnlySpan<byte> utf8) =>
        // An empty span has no address, which SQLite would take as null.
        Database.Check(utf8.IsEmpty ? raw.sqlite3_bind_text(_statement, parameter, "") : raw.sqlite3_bind_text(_statement, parameter, utf8), _database);

    public void BindBlob(int parameter, ReadOnlySpan<byte> value) =>
        Database.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, value), _database);

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(_statement);
            Database.Check(code, _database);
        }

        return false;
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>Runs a statement that returns no rows and makes it ready again.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    public int Columns => raw.sqlite3_column_count(_statement);

    public int TypeOf(int column) => raw.sqlite3_column_type(_statement, column);

    public bool IsNull(int column) => TypeOf(column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public double Real(int column) => raw.sqlite3_column_double(_statement, column);

    /// <summary>The bytes of a text or blob, the decimal digits of an integer. Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => _statement.Dispose();
}
