using System.Globalization;
using System.Text.Unicode;

namespace Surefoot.Journal;

/// <summary>Holds the fields of one entry against the form that docs/journal-format.md gives them; needs no other entry.</summary>
internal static class EntryForm
{
    private const int SealedPayloadBytes = 1 + 12 + 16;

    /// <summary>The first field that does not have its form, or null.</summary>
    public static string? Fault(EntryHash fields)
    {
        for (var field = EntryField.Sequence; field <= EntryField.Geometry; field++)
        {
            if (!Holds(fields, field))
            {
                return $"{Names[field]} does not have the form of the format";
            }
        }

        return Schema(fields) ?? Payload(fields) ?? Act(fields);
    }

    private static readonly string[] Names =
    [
        "tag", "sequence", "record_id", "record_type", "schema", "version", "base_version", "batch", "client_key", "event_date", "information_date", "device_time",
        "recorded_at", "actor", "organisation", "reason", "state", "tier", "key_id", "payload", "geometry",
    ];

    private static bool Holds(EntryHash fields, int field)
    {
        if (!fields.HasValue(field))
        {
            return field is EntryField.EventDate or EntryField.DeviceTime or EntryField.KeyId;
        }

        var value = fields.Field(field);
        return field switch
        {
            EntryField.Sequence => Number(value, long.MaxValue),
            EntryField.Version or EntryField.BaseVersion => Number(value, int.MaxValue),
            EntryField.RecordId => RecordId(value),
            EntryField.EventDate or EntryField.InformationDate => value.Length == 10 && Date(value),
            EntryField.DeviceTime => value.Length == 33 && Time(value) && value[27] is (byte)'+' or (byte)'-' && Digits(value[28..30]) && value[30] == ':' && Digits(value[31..]),
            EntryField.RecordedAt => value.Length == 28 && Time(value) && value[27] == 'Z',
            EntryField.State => value.SequenceEqual("draft"u8) || value.SequenceEqual("submitted"u8) || value.SequenceEqual("approved"u8) || value.SequenceEqual("returned"u8) || value.SequenceEqual("withdrawn"u8),
            EntryField.Tier => value.SequenceEqual("public"u8) || value.SequenceEqual("partner"u8) || value.SequenceEqual("restricted"u8) || value.SequenceEqual("personal"u8) || value.SequenceEqual("legal"u8),
            EntryField.Payload or EntryField.Geometry => true,
            _ => Utf8.IsValid(value) && !value.Contains((byte)0),
        };
    }

    private static string? Schema(EntryHash fields)
    {
        var schema = fields.Field(EntryField.Schema);
        var type = fields.Field(EntryField.RecordType);
        return schema.StartsWith(type) && schema.Length > type.Length + 1 && schema[type.Length] == '@' && schema[type.Length + 1] != '0' && Number(schema[(type.Length + 1)..], int.MaxValue)
            ? null
            : "schema is not one of its record type";
    }

    private static string? Payload(EntryHash fields)
    {
        var payload = fields.Field(EntryField.Payload);
        var personal = fields.Field(EntryField.Tier).SequenceEqual("personal"u8);
        if (fields.HasValue(EntryField.KeyId))
        {
            return personal && fields.Field(EntryField.Geometry).IsEmpty && payload.Length >= SealedPayloadBytes && payload[0] == 1 ? null : "it is not a sealed personal payload without geometry";
        }

        return personal ? "its personal payload is not sealed" : CanonicalJsonForm.Holds(payload) ? null : "payload is not canonical JSON";
    }

    private static string? Act(EntryHash fields) =>
        !ActTypes.IsAct(fields.Text(EntryField.RecordType)) || (fields.Field(EntryField.State).SequenceEqual("approved"u8) && fields.Number(EntryField.Version) == 1)
            ? null
            : "an act is approved and has one version";

    /// <summary>Decimal digits without sign or leading zero.</summary>
    private static bool Number(ReadOnlySpan<byte> value, long largest) =>
        value.Length is > 0 and < 20 && Digits(value) && (value.Length == 1 || value[0] != '0')
        && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= largest;

    private static bool RecordId(ReadOnlySpan<byte> value)
    {
        if (value.Length != 36 || value[14] != '7' || value[19] is not ((byte)'8' or (byte)'9' or (byte)'a' or (byte)'b'))
        {
            return false;
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? value[i] != '-' : value[i] is not ((>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Date(ReadOnlySpan<byte> value)
    {
        if (!Digits(value[..4]) || value[4] != '-' || !Digits(value[5..7]) || value[7] != '-' || !Digits(value[8..10]))
        {
            return false;
        }

        var (year, month, day) = (Value(value[..4]), Value(value[5..7]), Value(value[8..10]));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    private static bool Time(ReadOnlySpan<byte> value) =>
        Date(value) && value[10] == 'T' && Digits(value[11..13]) && value[13] == ':' && Digits(value[14..16]) && value[16] == ':' && Digits(value[17..19]) && value[19] == '.' && Digits(value[20..27])
        && Value(value[11..13]) < 24 && Value(value[14..16]) < 60 && Value(value[17..19]) < 60;

    private static bool Digits(ReadOnlySpan<byte> value) => !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static int Value(ReadOnlySpan<byte> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
