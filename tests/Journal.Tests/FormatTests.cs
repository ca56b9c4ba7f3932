using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>The format as docs/journal-format.md states it, written down a second time without the product's code.</summary>
public sealed class FormatTests
{
    /// <summary>The hash that this journal has had since format 1 was frozen. If it changes, the format changed: that is not allowed.</summary>
    private const string FrozenHead = "08138b08957a44e3c173a0889dad301bcf458b7989e39e2cdbb392da69ddc253";

    [Fact]
    public void Hash_is_that_of_the_documented_preimage()
    {
        using var journal = new TestJournal(StoreKind.Sqlite).Fill();
        var previous = new byte[32];
        foreach (var e in journal.Store.Read())
        {
            var bytes = new List<byte>(previous);
            void Field(byte[]? value)
            {
                var length = new byte[4];
                BinaryPrimitives.WriteUInt32BigEndian(length, value is null ? 0xFFFFFFFF : (uint)value.Length);
                bytes.AddRange(length);
                bytes.AddRange(value ?? []);
            }

            void Text(string? value) => Field(value is null ? null : Encoding.UTF8.GetBytes(value));
            Text("surefoot-entry-1");
            Text(e.Sequence.ToString(CultureInfo.InvariantCulture));
            Text(e.RecordId.ToString());
            Text(e.RecordType);
            Text(e.Schema);
            Text(e.Version.ToString(CultureInfo.InvariantCulture));
            Text(e.BaseVersion.ToString(CultureInfo.InvariantCulture));
            Text(e.Batch);
            Text(e.ClientKey);
            Text(e.EventDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Text(e.InformationDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Text(e.DeviceTime is null ? null : "2025-03-01T08:00:00.0000000+04:00");
            Text(e.RecordedAt.Day == 31 ? "2025-03-31T12:00:00.0000000Z" : "2025-04-01T12:00:00.0000000Z");
            Text(e.Actor);
            Text(e.Organisation);
            Text(e.Reason);
            Text(e.RecordType == "decision" ? "approved" : "submitted");
            Text(e.KeyId is null ? "restricted" : "personal");
            Text(e.KeyId);
            Field(e.Payload.ToArray());
            Field(e.Geometry.ToArray());
            e.PreviousHash.ToArray().ShouldBe(previous);
            previous = SHA256.HashData(bytes.ToArray());
            e.Hash.ToArray().ShouldBe(previous, $"entry {e.Sequence}");
        }
    }

    [Fact]
    public void Format_1_is_frozen()
    {
        using var journal = new TestJournal(StoreKind.Sqlite).Fill();
        Convert.ToHexStringLower(journal.Store.Read().Last().Hash.Span).ShouldBe(FrozenHead);
    }

    [Fact]
    public void An_empty_text_and_no_value_do_not_have_the_same_hash()
    {
        var hash = new EntryHash();
        var entry = AnyEntry();
        Hash(entry with { KeyId = "" }).ShouldNotBe(Hash(entry with { KeyId = null }));
        Hash(entry with { Batch = "ab", ClientKey = "c" }).ShouldNotBe(Hash(entry with { Batch = "a", ClientKey = "bc" }));

        string Hash(Entry e)
        {
            EntryTable.Fill(hash, e);
            var bytes = new byte[32];
            hash.Finish(bytes);
            return Convert.ToHexString(bytes);
        }
    }

    [Fact]
    public void Text_that_has_no_one_form_is_misuse()
    {
        using var journal = new TestJournal(StoreKind.Sqlite);
        Should.Throw<ArgumentException>(() => journal.Append(Writer with { Reason = "a\0b" }, Find("F-1", 1)));
        Should.Throw<ArgumentException>(() => journal.Append(Writer with { Reason = "half \ud83d" }, Find("F-1", 1)));
        journal.Store.LastSequence.ShouldBe(0);
    }

    private static Entry AnyEntry()
    {
        using var journal = new TestJournal(StoreKind.Sqlite);
        journal.Append(Find("F-1", 1));
        return journal.Store.Read().Single();
    }
}
