using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Surefoot.Journal.Sql;

/// <summary>One statement for PostgreSQL. Its result is read in pages, so that other statements can run on the same connection meanwhile.</summary>
internal sealed partial class PostgresStatement : Statement
{
    private const int PageRows = 2000;

    private readonly PostgresDatabase _database;
    private readonly string _sql;
    private readonly bool _asCursor;
    private NpgsqlParameter?[] _parameters = [];
    private List<object[]> _page = [];
    private int _row = -1;
    private string? _cursor;
    private bool _running;
    private bool _last;
    private byte[] _scratch = [];
    private int _asked;
    private bool _answered = true;

    public PostgresStatement(PostgresDatabase database, string sql, bool asCursor)
    {
        _database = database;
        _sql = NumberedParameter().Replace(sql, "$$$1");
        _asCursor = asCursor;
        foreach (Match parameter in NumberedParameter().Matches(sql))
        {
            var number = int.Parse(parameter.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (number > _parameters.Length)
            {
                Array.Resize(ref _parameters, number);
            }
        }
    }

    public override int Columns => _page[_row].Length;

    public override void Bind(int parameter, long value) => Set(parameter, new NpgsqlParameter<long>(null!, NpgsqlDbType.Bigint) { TypedValue = value });

    public override void Bind(int parameter, double value) => Set(parameter, new NpgsqlParameter<double>(null!, NpgsqlDbType.Double) { TypedValue = value });

    public override void Bind(int parameter, string? value)
    {
        if (value is null)
        {
            BindNull(parameter, ColumnType.Text);
        }
        else
        {
            Set(parameter, new NpgsqlParameter<string>(null!, NpgsqlDbType.Text) { TypedValue = value });
        }
    }

    public override void BindNull(int parameter, ColumnType? type = null) => Set(parameter, type switch
    {
        ColumnType.Text => Null(NpgsqlDbType.Text),
        ColumnType.Integer => Null(NpgsqlDbType.Bigint),
        ColumnType.Real => Null(NpgsqlDbType.Double),
        ColumnType.Blob => Null(NpgsqlDbType.Bytea),
        _ => Untyped(),
    });

    public override void BindText(int parameter, ReadOnlySpan<byte> utf8) => Bind(parameter, Encoding.UTF8.GetString(utf8));

    public override void BindBlob(int parameter, ReadOnlySpan<byte> value) => Set(parameter, new NpgsqlParameter<byte[]>(null!, NpgsqlDbType.Bytea) { TypedValue = value.ToArray() });

    public override void Ask()
    {
        if (_running)
        {
            return;
        }

        (_running, _last, _answered, _page) = (true, true, false, []);
        var asked = ++_asked;
        var command = new NpgsqlBatchCommand(_sql);
        foreach (var parameter in _parameters)
        {
            // A parameter belongs to one command at a time; a statement that is read again takes its values along.
            command.Parameters.Add(parameter is null ? Untyped() : parameter.Clone());
        }

        _database.Gather(command, 0, rows =>
        {
            // Whoever asks something else by now is not given the answer to the old question.
            if (asked == _asked)
            {
                (_page, _answered) = (rows, true);
            }
        });
    }

    public override bool Step()
    {
        if (!_running && _asCursor && _database.InTransaction)
        {
            (_running, _answered) = (true, true);
            _database.Send();
            _cursor = PostgresDatabase.NextCursor();
            _database.Guarded(() =>
            {
                using var declare = Filled($"DECLARE {_cursor} NO SCROLL CURSOR FOR {_sql}");
                return declare.ExecuteNonQuery();
            });
            Fetch();
        }
        else if (!_running || !_answered)
        {
            Ask();
            _database.Send();
            if (!_answered)
            {
                // It was asked ahead, in a transaction that was rolled back meanwhile.
                _running = false;
                Ask();
                _database.Send();
            }
        }

        if (++_row < _page.Count)
        {
            return true;
        }

        if (_last)
        {
            _row = _page.Count;
            return false;
        }

        Fetch();
        return ++_row < _page.Count;
    }

    public override void Reset()
    {
        _asked++;
        _answered = true;
        if (_cursor is not null)
        {
            _database.CloseCursor(_cursor);
        }

        _cursor = null;
        _running = false;
        _last = false;
        _row = -1;
        _page = [];
    }

    public override void Run()
    {
        var command = new NpgsqlBatchCommand(_sql);
        var bytes = 0;
        foreach (var parameter in _parameters)
        {
            command.Parameters.Add(parameter ?? Untyped());
            bytes += parameter?.Value is byte[] blob ? blob.Length : 64;
        }

        // The parameters are now the gathered command's own.
        Array.Clear(_parameters);
        _database.Gather(command, bytes);
    }

    public override int TypeOf(int column) => _page[_row][column] switch
    {
        DBNull => NullType,
        string => TextType,
        byte[] => BlobType,
        double or float => RealType,
        _ => IntegerType,
    };

    public override long Integer(int column) => _page[_row][column] switch
    {
        DBNull => 0,
        var value => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    public override double Real(int column) => Convert.ToDouble(_page[_row][column], CultureInfo.InvariantCulture);

    public override ReadOnlySpan<byte> Bytes(int column)
    {
        switch (_page[_row][column])
        {
            case byte[] blob:
                return blob;
            case string text:
                return Encoding.UTF8.GetBytes(text);
            case DBNull:
                return [];
            default:
                if (_scratch.Length == 0)
                {
                    _scratch = new byte[24];
                }

                Utf8Formatter.TryFormat(Integer(column), _scratch, out var written);
                return _scratch.AsSpan(0, written).ToArray();
        }
    }

    public override void Dispose()
    {
        if (_running)
        {
            Reset();
        }
    }

    private void Fetch()
    {
        _page = _database.Guarded(() =>
        {
            using var fetch = _database.Command(string.Create(CultureInfo.InvariantCulture, $"FETCH FORWARD {PageRows} FROM {_cursor}"));
            using var rows = fetch.ExecuteReader();
            return PostgresDatabase.ReadRows(rows);
        });
        _row = -1;
        _last = _page.Count < PageRows;
    }

    private NpgsqlCommand Filled(string sql)
    {
        var command = _database.Command(sql);
        foreach (var parameter in _parameters)
        {
            // A parameter belongs to one command at a time; a statement that is read again takes its values along.
            command.Parameters.Add(parameter is null ? Untyped() : parameter.Clone());
        }

        return command;
    }

    private void Set(int parameter, NpgsqlParameter value) => _parameters[parameter - 1] = value;

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { NpgsqlDbType = type, Value = DBNull.Value };

    /// <summary>No value of a type that the server finds out from where it stands.</summary>
    private static NpgsqlParameter Untyped() => new() { Value = DBNull.Value };

    [GeneratedRegex(@"\?([0-9]+)")]
    private static partial Regex NumberedParameter();
}
