using System.Data.Common;
using System.Globalization;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>Rows changed in a running PostgreSQL behind the journal's back; <see cref="TamperTests"/> does the same to the SQLite file.</summary>
public sealed class LiveTamperTests
{
    private const int Seed = 7;
    private const int Mutations = 250;

    private static readonly string[] TextColumns = ["record_id", "record_type", "schema", "batch", "client_key", "information_date", "recorded_at", "actor", "organisation", "reason", "state", "tier"];
    private static readonly string[] OptionalColumns = ["event_date", "device_time", "key_id"];
    private static readonly string[] ByteColumns = ["payload", "geometry", "previous_hash", "hash"];

    [Fact]
    public void Changed_deleted_moved_and_doubled_rows_of_a_server_are_found_and_named()
    {
        using var journal = new TestJournal(StoreKind.Postgres).Fill();
        for (var i = 0; i < 10; i++)
        {
            journal.Append(Writer with { Batch = $"more-{i % 4}" }, Find($"M-{i}", i), Area($"M-{i}", 46 + (i / 100.0), 39));
        }

        var last = journal.Store.LastSequence;
        using var server = journal.Place.OpenWriter();
        Run(server.Connection, "DROP INDEX entry_client_key; CREATE TABLE kept AS SELECT * FROM entry");
        var random = new Random(Seed);
        for (var i = 0; i < Mutations; i++)
        {
            var at = random.NextInt64(1, last + 1);
            var (sql, value, named) = Mutate(random, at, last);
            Run(server.Connection, sql, value);
            var report = journal.Store.Verify(projections: false);
            report.Ok.ShouldBeFalse($"{i}: {sql}");
            report.FirstBad!.Sequence.ShouldBe(named, $"{i}: {sql} – {report.FirstBad.Reason}");
            Run(server.Connection, "DELETE FROM entry; INSERT INTO entry SELECT * FROM kept");
        }

        journal.Store.Verify().Ok.ShouldBeTrue("each change was taken back");
    }

    private static (string Sql, object? Value, long Named) Mutate(Random random, long at, long last)
    {
        var other = random.NextInt64(1, last + 1);
        var n = at.ToString(CultureInfo.InvariantCulture);
        switch (random.Next(8))
        {
            case 0 or 1:
                var text = TextColumns[random.Next(TextColumns.Length)];
                return ($"UPDATE entry SET {text} = overlay({text} placing CASE substr({text}, 1, 1) WHEN 'x' THEN 'y' ELSE 'x' END from 1 for 1) WHERE sequence = {n}", null, at);
            case 2:
                var optional = OptionalColumns[random.Next(OptionalColumns.Length)];
                return ($"UPDATE entry SET {optional} = CASE WHEN {optional} IS NULL THEN '' END WHERE sequence = {n}", null, at);
            case 3 or 4:
                var column = ByteColumns[random.Next(ByteColumns.Length)];
                return ($"UPDATE entry SET {column} = CASE WHEN length({column}) = 0 THEN '\\x00'::bytea ELSE set_bit({column}, @bit % (8 * length({column})), 1 - get_bit({column}, @bit % (8 * length({column})))) END WHERE sequence = {n}", random.Next(1 << 20), at);
            case 5:
                return ($"UPDATE entry SET {(random.Next(2) == 0 ? "version" : "base_version")} = 77 WHERE sequence = {n}", null, at);
            case 6:
                return ($"DELETE FROM entry WHERE sequence = {n}", null, at);
            default:
                // Two rows change places, numbers and all; a row with itself is copied to the end instead.
                return at == other
                    ? ($"INSERT INTO entry SELECT {last + 1}, record_id, record_type, schema, version, base_version, batch, client_key, event_date, information_date, device_time, recorded_at, actor, organisation, reason, state, tier, key_id, previous_hash, hash, payload, geometry FROM entry WHERE sequence = {n}", null, last + 1)
                    : ($"UPDATE entry SET sequence = -1 WHERE sequence = {n}; UPDATE entry SET sequence = {n} WHERE sequence = {other}; UPDATE entry SET sequence = {other} WHERE sequence = -1", null, Math.Min(at, other));
        }
    }

    private static void Run(DbConnection connection, string sql, object? bit = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (bit is not null)
        {
            command.Add("@bit", bit);
        }

        command.ExecuteNonQuery();
    }
}
