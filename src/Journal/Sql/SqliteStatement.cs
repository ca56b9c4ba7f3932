using System.Text;
using SQLitePCL;

namespace Surefoot.Journal.Sql;

/// <summary>One prepared statement of SQLite with text and blobs as the raw bytes SQLite holds.</summary>
/// <remarks>
/// The hash is over bytes: text read as a string would hide bytes that are not UTF-8. It also spares an allocation per value,
/// which is what makes an append of hundreds of thousands of entries quick.
/// </remarks>
internal sealed class SqliteStatement : Statement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _scratch = new byte[256];

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteDatabase.Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
    }

    public override void Bind(int parameter, long value) => SqliteDatabase.Check(raw.sqlite3_bind_int64(_statement, parameter, value), _database);

    public override void Bind(int parameter, double value) => SqliteDatabase.Check(raw.sqlite3_bind_double(_statement, parameter, value), _database);

    public override void BindNull(int parameter, ColumnType? type = null) => SqliteDatabase.Check(raw.sqlite3_bind_null(_statement, parameter), _database);

    public override void Bind(int parameter, string? value)
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

    public override void BindText(int parameter, ReadOnlySpan<byte> utf8) =>
        // An empty span has no address, which SQLite would take as null.
        SqliteDatabase.Check(utf8.IsEmpty ? raw.sqlite3_bind_text(_statement, parameter, "") : raw.sqlite3_bind_text(_statement, parameter, utf8), _database);

    public override void BindBlob(int parameter, ReadOnlySpan<byte> value) =>
        SqliteDatabase.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, value), _database);

    public override bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(_statement);
            SqliteDatabase.Check(code, _database);
        }

        return false;
    }

    public override void Reset() => raw.sqlite3_reset(_statement);

    public override void Run()
    {
        Step();
        Reset();
    }

    public override int Columns => raw.sqlite3_column_count(_statement);

    public override int TypeOf(int column) => raw.sqlite3_column_type(_statement, column);

    public override long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public override double Real(int column) => raw.sqlite3_column_double(_statement, column);

    public override ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public override void Dispose() => _statement.Dispose();
}
