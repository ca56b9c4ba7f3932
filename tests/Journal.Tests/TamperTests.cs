using CsCheck;
using Microsoft.Data.Sqlite;

namespace Surefoot.Journal.Tests;

/// <summary>Every change of the stored journal is found, and the entry is named.</summary>
public sealed class TamperTests
{
    private const int RandomMutations = 1500;

    /// <summary>Columns of an entry as they are stored; taken from the file, so that a new column cannot be forgotten here.</summary>
    private static readonly string[] Columns = ReadColumns();

    [Fact]
    public void Changing_one_byte_in_any_stored_field_of_any_entry_is_found_and_named()
    {
        Columns.Length.ShouldBe(22);
        using var journal = new TestJournal(StoreKind.Sqlite).Fill();
        using var file = Open(journal);
        var tried = 0;
        for (var sequence = 1; sequence <= journal.Store.LastSequence; sequence++)
        {
            foreach (var column in Columns)
            {
                foreach (var changed in Changes(file, column, sequence))
                {
                    tried++;
                    WithChange(file, $"UPDATE entry SET {column} = $value WHERE sequence = {sequence}", changed, () =>
                    {
                        var report = journal.Store.Verify(projections: false);
                        report.Ok.ShouldBeFalse($"{column} of entry {sequence}");

                        // An entry that was given another number leaves a gap where it was, or turns up where it does not belong.
                        var named = column == "sequence" && changed is long moved && moved < sequence ? moved : sequence;
                        report.FirstBad!.Sequence.ShouldBe(named, $"{column} of entry {sequence}: {report.FirstBad.Reason}");
                    });
                }
            }
        }

        tried.ShouldBeGreaterThan(300);
        journal.Store.Verify().Ok.ShouldBeTrue("each change was taken back");
    }

    [Theory]
    [InlineData("record_id")]
    [InlineData("event_date")]
    [InlineData("recorded_at")]
    [InlineData("state")]
    [InlineData("tier")]
    [InlineData("payload")]
    [InlineData("geometry")]
    public void A_changed_journal_can_still_be_opened_and_verified(string column)
    {
        using var journal = new TestJournal(StoreKind.Sqlite).Fill();
        journal.Tamper($"UPDATE entry SET {column} = CASE typeof({column}) WHEN 'blob' THEN x'00' ELSE '?' END");
        journal.Reopen(new TestProjector(version: 9));
        journal.Store.Verify().FirstBad!.Sequence.ShouldBe(1);
    }

    [Fact]
    public void Nothing_is_chained_onto_a_journal_that_cannot_be_read()
    {
        using var journal = new TestJournal(StoreKind.Sqlite).Fill();
        journal.Tamper("UPDATE entry SET state = 'maybe' WHERE sequence = 3");
        journal.Reopen(new TestProjector(version: 9));
        Should.Throw<JournalUnavailableException>(() => journal.Append(TestJournal.Find("F-9", 1)));
        Should.Throw<JournalUnavailableException>(() => journal.Store.OpenReader());
    }

    [Fact]
    public void Random_flips_deletions_swaps_and_copies_are_all_found()
    {
        using var journal = new TestJournal(StoreKind.Sqlite).Fill();
        for (var i = 0; i < 20; i++)
        {
            journal.Append(TestJournal.Writer with { Batch = $"more-{i % 4}" }, TestJournal.Find($"M-{i}", i), TestJournal.Area($"M-{i}", 46 + (i / 100.0), 39));
        }

        journal.Store.ApproveBatch(TestJournal.Approver, "more-2").ShouldBeOfType<Decided>();
        using var file = Open(journal);
        var last = journal.Store.LastSequence;
        Gen.Select(Gen.Int[0, 4], Gen.Long[1, last], Gen.Long[1, last], Gen.Int[0, Columns.Length - 1], Gen.Int[0, 1 << 20]).Sample(
            (kind, at, other, column, bit) =>
            {
                var (sql, value) = Mutation(file, kind, at, other, Columns[column], bit);
                var found = true;
                WithChange(file, sql, value, () => found = !journal.Store.Verify(projections: false).Ok);
                return found;
            },
            iter: RandomMutations,
            seed: "0000KkPq3vB2",
            threads: 1);
    }

    private static (string Sql, object? Value) Mutation(SqliteConnection file, int kind, long at, long other, string column, int bit) => kind switch
    {
        0 or 1 => ($"UPDATE entry SET {column} = $value WHERE sequence = {at}", Flip(Value(file, column, at), bit)),

        // The last entry is cut only against a checkpoint, or by the projections, which this journal has.
        2 => ($"DELETE FROM entry WHERE sequence = {at}", null),

        // Two entries change places, numbers and all.
        3 => (at == other ? $"DELETE FROM entry WHERE sequence = {at}" : $"UPDATE entry SET sequence = -{at} WHERE sequence = {at}; UPDATE entry SET sequence = {at} WHERE sequence = {other}; UPDATE entry SET sequence = {other} WHERE sequence = -{at}", null),

        // A copy of one entry is appended under the next number.
        _ => ($"INSERT INTO entry SELECT (SELECT max(sequence) + 1 FROM entry), record_id, record_type, schema, version + 100, base_version, batch, client_key, event_date, information_date, device_time, recorded_at, actor, organisation, reason, state, tier, key_id, previous_hash, hash, payload, geometry FROM entry WHERE sequence = {at}", null),
    };

    private static IEnumerable<object?> Changes(SqliteConnection file, string column, long sequence)
    {
        var value = Value(file, column, sequence);
        if (column == "sequence")
        {
            yield return sequence + 100;
            yield return -sequence;
            yield return 0L;
            yield break;
        }

        yield return Flip(value, 0);
        if (value is string or byte[])
        {
            yield return Flip(value, 1 << 10);
            yield return value is string text ? text + "x" : ((byte[])value).Append((byte)0).ToArray();
            if (column is "event_date" or "device_time" or "key_id")
            {
                yield return null;
            }
        }
    }

    /// <summary>The same value with one bit of one byte flipped; no value becomes an empty text.</summary>
    private static object Flip(object? value, int bit)
    {
        switch (value)
        {
            case null:
                return "";
            case long number:
                return number ^ (1L << (10 + (bit % 10)));
            case string { Length: 0 }:
                return "x";
            case string text:
                var letters = text.ToCharArray();
                letters[bit % letters.Length] ^= (char)1;
                return new string(letters);
            default:
                var bytes = ((byte[])value).ToArray();
                if (bytes.Length == 0)
                {
                    return new byte[] { 0 };
                }

                bytes[bit % bytes.Length] ^= (byte)(1 << (bit % 8));
                return bytes;
        }
    }

    private static object? Value(SqliteConnection file, string column, long sequence)
    {
        using var command = file.CreateCommand();
        command.CommandText = $"SELECT {column} FROM entry WHERE sequence = {sequence}";
        var value = command.ExecuteScalar();
        return value is DBNull ? null : value;
    }

    /// <summary>Makes a change, looks at it, and takes it back by copying the entries as they were.</summary>
    private static void WithChange(SqliteConnection file, string sql, object? value, Action look)
    {
        Run(file, "DROP TABLE IF EXISTS temp.kept; CREATE TEMP TABLE kept AS SELECT * FROM entry", null);
        Run(file, sql, value);
        try
        {
            look();
        }
        finally
        {
            Run(file, "BEGIN; DELETE FROM entry; INSERT INTO entry SELECT * FROM kept; COMMIT", null);
        }
    }

    private static void Run(SqliteConnection file, string sql, object? value)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$value", value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(TestJournal journal)
    {
        var file = new SqliteConnection($"Data Source={journal.DatabaseFile};Pooling=False");
        file.Open();
        // Whoever changes the file is not stopped by an index either.
        Run(file, "PRAGMA synchronous=OFF; DROP INDEX entry_client_key", null);
        return file;
    }

    private static string[] ReadColumns()
    {
        using var journal = new TestJournal(StoreKind.Sqlite);
        using var reader = journal.Store.OpenReader();
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info('entry')";
        using var rows = command.ExecuteReader();
        List<string> names = [];
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return [.. names];
    }
}
