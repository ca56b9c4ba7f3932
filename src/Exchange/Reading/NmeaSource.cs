using System.Globalization;
using System.Text;
using Surefoot.Exchange.Checking;
using Surefoot.Geodesy.Receivers;
using Surefoot.Geodesy.Written;

namespace Surefoot.Exchange.Reading;

/// <summary>A receiver's log of NMEA 0183: each position a row, with its sentences as what was entered, and what they say of the fix kept and judged by the rules for evidence.</summary>
internal static class NmeaSource
{
    private const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>The first line is a sentence: a dollar sign, a talker and a kind, a comma.</summary>
    public static bool Looks(ReadOnlySpan<byte> text) =>
        text.Length > 6 && text[0] == '$' && text[1..6].IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0 && text[6] == ',';

    public static IEnumerable<SourceRow> Read(Stream utf8, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        if (gate.Crs != 4326)
        {
            throw new SourceFaultException("crs.not-as-stated", "NMEA 0183 is longitude and latitude on WGS 84 by definition.", "Leave out --crs.", field: "crs");
        }

        var bytes = new byte[MaxBytes + 1];
        var length = utf8.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MaxBytes)
        {
            throw new SourceFaultException("nmea.size", "A log of sentences may have 32 MB; this one has more.", "Split it.");
        }

        var file = NmeaReader.Read(Encoding.UTF8.GetString(bytes, 0, length));
        foreach (var found in file.Findings)
        {
            findings.Add(new(found.Rejects ? Verdict.Reject : Verdict.Flag, found.Row, found.Field, found.Value, found.Rule, found.Message, found.Suggestion));
        }

        var said = new HashSet<string>(StringComparer.Ordinal);
        var row = 0L;
        foreach (var position in file.Positions)
        {
            cancellation.ThrowIfCancellationRequested();
            row++;
            var place = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.Place.LongitudeDeg:F9},{position.Place.LatitudeDeg:F9}"));
            var taken = gate.Take(row, Fields(position), Encoding.UTF8.GetBytes(position.Raw ?? ""), written: new UnderstoodPosition(place, gate.Crs, null, null, WrittenFormat.Sexagesimal, Resolution(position.Raw)), measured: Measurement.From(position));
            foreach (var found in FixRules.Judge(position, PositionUse.Evidence))
            {
                var unsaid = found.Rule is "fix.not-stated" or "fix.accuracy-unknown";
                if (!unsaid || said.Add(found.Rule))
                {
                    findings.Add(new(found.Rejects ? Verdict.Reject : Verdict.Flag, unsaid ? null : row, found.Field, found.Value, found.Rule, found.Message, found.Suggestion, position.Place));
                }
            }

            yield return taken;
        }
    }

    private static Dictionary<string, string?> Fields(ReceivedPosition position)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal) { ["kind"] = "position", ["name"] = position.Name, ["fix"] = position.Fix.ToString() };
        void Add(string name, object? value)
        {
            if (value is not null)
            {
                fields[name] = Convert.ToString(value, CultureInfo.InvariantCulture);
            }
        }

        Add("time", position.Time);
        Add("ele", position.HeightM);
        Add("geoidheight", position.GeoidSeparationM);
        Add("sat", position.Satellites);
        Add("hdop", position.Hdop);
        Add("pdop", position.Pdop);
        Add("accuracy", position.SigmaM);
        Add("ageofdgpsdata", position.CorrectionAgeS);
        Add("dgpsid", position.Station);
        return fields;
    }

    // Digits of the minutes as the receiver sent them; a minute of latitude is 1853 m.
    private static double? Resolution(string? sentence)
    {
        var cells = sentence?.Split(',');
        return cells is { Length: > 2 } && cells[2].IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? AboutPosition.DegreeM / 60 * Math.Pow(10, dot + 1 - cells[2].Length) : null;
    }
}
