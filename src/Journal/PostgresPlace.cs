using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace Surefoot.Journal;

/// <summary>A database of a PostgreSQL server, as named by <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE</c>.</summary>
public sealed class PostgresPlace
{
    private PostgresPlace(NpgsqlConnectionStringBuilder server, string? schema)
    {
        Schema = schema;
        Name = string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}/{server.Database}{(schema is null ? "" : "?schema=" + schema)}");
        server.SearchPath = schema is null ? null : schema + ",public";
        WriterConnection = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Pooling = false,
            Options = "-c synchronous_commit=on -c timezone=UTC",
        }.ConnectionString;
        ReaderConnection = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            // A reader writes nothing, whatever is executed. Lists are small questions to tables that lie in memory: an index is worth more
            // than PostgreSQL guesses for turning disks, and compiling a question takes longer than answering it.
            Options = "-c default_transaction_read_only=on -c timezone=UTC -c random_page_cost=1.0 -c work_mem=32MB -c jit=off",
        }.ConnectionString;
    }

    /// <summary>Host, port and database; no user, no password: for messages.</summary>
    public string Name { get; }

    /// <summary>Where in the database; null for its default schema.</summary>
    internal string? Schema { get; }

    internal string WriterConnection { get; }

    internal string ReaderConnection { get; }

    internal void CloseIdleReaders()
    {
        using var any = new NpgsqlConnection(ReaderConnection);
        NpgsqlConnection.ClearPool(any);
    }

    /// <param name="url">With <c>?sslmode=…&amp;schema=…</c> at most; user, password and database percent-encoded where needed.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static bool TryParse(string url, [NotNullWhen(true)] out PostgresPlace? place, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(url);
        place = null;
        fault = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.Host.Length == 0)
        {
            fault = "A store is named as postgres://USER:PASSWORD@HOST:PORT/DATABASE.";
            return false;
        }

        var user = uri.UserInfo.Split(':', 2);
        var server = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort || uri.Port < 0 ? NpgsqlConnection.DefaultPort : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = user[0].Length == 0 ? null : Uri.UnescapeDataString(user[0]),
            Password = user.Length == 2 ? Uri.UnescapeDataString(user[1]) : null,
            ApplicationName = "surefoot",
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 3,
            Timeout = 10,
            CommandTimeout = 0,
            TcpKeepAlive = true,
            IncludeErrorDetail = false,
        };
        if (string.IsNullOrEmpty(server.Database))
        {
            fault = "The name of the database is missing: postgres://USER@HOST:PORT/DATABASE.";
            return false;
        }

        string? schema = null;
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (k, Uri.UnescapeDataString(v)) : (pair, "");
            if (key == "schema" && value.Length is > 0 and < 60 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            {
                schema = value;
                continue;
            }

            if (key != "sslmode" || !Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode))
            {
                fault = $"'{pair}' is not understood in the name of a store; only sslmode=disable|allow|prefer|require|verify-ca|verify-full and schema=NAME in small letters.";
                return false;
            }

            server.SslMode = mode;
        }

        place = new PostgresPlace(server, schema);
        return true;
    }
}
