using System.Globalization;
using Surefoot.Geodesy.Written;

namespace Surefoot.Geodesy.Receivers;

/// <summary>Reads NMEA 0183: GGA and GNS give positions, GST their sigmas, GSA the dilution, RMC the day. Others are kept as unknown.</summary>
/// <remarks>Checksums are compulsory; a line that fails its own is a finding and nothing of it is used. Any talker (GP, GN, GL …) is read.</remarks>
public static class NmeaReader
{
    /// <summary>The standard says 82; receivers exceed it, so room is left, but not without bound.</summary>
    public const int MaxLineLength = 256;
    public const int MaxLines = 1_000_000;

    private const int KeptUnknown = 100;
    private const int KeptFindings = 1000;

    public static ReceiverFile Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reading = new Reading();
        var row = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            row++;
            if (row > MaxLines)
            {
                reading.Find(true, row, null, "nmea.lines", $"The file has more than {MaxLines} lines.", "Split it.");
                break;
            }

            if (line.IsEmpty)
            {
                continue;
            }

            if (line.Length > MaxLineLength)
            {
                reading.Find(true, row, line[..60].ToString(), "nmea.length", "The line is longer than any sentence.", "Give the receiver's log as it is.");
                continue;
            }

            reading.Line(row, line.ToString());
        }

        reading.Settle();
        return new("nmea", reading.Positions, reading.Findings, reading.Unknown);
    }

    /// <summary>Exclusive or of all characters between the dollar and the star.</summary>
    public static int Checksum(ReadOnlySpan<char> body)
    {
        var sum = 0;
        foreach (var c in body)
        {
            sum ^= c;
        }

        return sum & 0xFF;
    }

    private sealed class Reading
    {
        private ReceivedPosition? _current;
        private string? _currentTime;
        private string? _day;
        private double? _pdop;

        public List<ReceivedPosition> Positions { get; } = [];

        public List<WrittenFinding> Findings { get; } = [];

        public List<string> Unknown { get; } = [];

        public void Find(bool rejects, int row, string? value, string rule, string message, string suggestion)
        {
            if (Findings.Count < KeptFindings)
            {
                Findings.Add(new(rejects, row, null, value, rule, message, suggestion));
            }
        }

        public void Settle()
        {
            if (_current is not null)
            {
                Positions.Add(_current);
            }

            _current = null;
            _currentTime = null;
        }

        public void Line(int row, string line)
        {
            var star = line.LastIndexOf('*');
            if (line[0] is not ('$' or '!') || star < 6 || star + 3 != line.Length
                || !int.TryParse(line.AsSpan(star + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var stated))
            {
                Find(true, row, line, "nmea.syntax", "This is no sentence with a checksum.", "A sentence reads $GPGGA,…*hh.");
                return;
            }

            if (Checksum(line.AsSpan(1, star - 1)) != stated)
            {
                Find(true, row, line, "nmea.checksum", "The checksum does not match: the line was damaged or changed.", "Copy the log again from the receiver.");
                return;
            }

            var cells = line[1..star].Split(',');
            var kind = cells[0].Length == 5 && cells[0][0] != 'P' ? cells[0][2..] : "";
            switch (kind)
            {
                case "GGA" when cells.Length >= 15:
                    Position(row, line, cells, Quality(cells[6]), cells[7], cells[8], cells[9], cells[11], cells[13], cells[14]);
                    break;
                case "GNS" when cells.Length >= 13:
                    Position(row, line, cells, ModeQuality(cells[6]), cells[7], cells[8], cells[9], cells[10], cells[11], cells[12]);
                    break;
                case "GST" when cells.Length >= 9:
                    Sigma(cells, line);
                    break;
                case "GSA" when cells.Length >= 18:
                    _pdop = Number(cells[15]);
                    break;
                case "RMC" when cells.Length >= 10:
                    _day = cells[9].Length == 6 ? string.Create(CultureInfo.InvariantCulture, $"20{cells[9][4..]}-{cells[9][2..4]}-{cells[9][..2]}") : null;
                    break;
                case "GSV" or "VTG":
                    break;
                default:
                    if (Unknown.Count < KeptUnknown)
                    {
                        Unknown.Add(line);
                    }

                    break;
            }
        }

        private void Position(int row, string line, string[] cells, FixQuality fix, string satellites, string hdop, string height, string separation, string age, string station)
        {
            // GGA and GNS of one epoch describe one position; the first stands.
            if (_currentTime is not null && _currentTime == cells[1])
            {
                _current = _current! with { Raw = _current.Raw + "\n" + line };
                return;
            }

            Settle();
            if (fix == FixQuality.None || cells[2].Length == 0)
            {
                Find(false, row, line, "fix.none", "The receiver had no fix; the line is left out.", "Measure again under open sky.");
                return;
            }

            if (Angle(cells[2], cells[3], 90) is not { } latitude || Angle(cells[4], cells[5], 180) is not { } longitude)
            {
                Find(true, row, line, "nmea.position", "The position is not degrees and minutes with N or S, E or W.", "Copy the log again from the receiver.");
                return;
            }

            _currentTime = cells[1];
            _current = new(
                row.ToString(CultureInfo.InvariantCulture), row, new(longitude, latitude), fix, Number(height), Number(separation),
                int.TryParse(satellites, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null,
                Number(hdop), _pdop, null, Number(age), station.Length == 0 ? null : station, null, Clock(cells[1]), line);
        }

        // GST: sigmas of latitude and longitude in cells 6 and 7.
        private void Sigma(string[] cells, string line)
        {
            if (_current is null || cells[1] != _currentTime)
            {
                return;
            }

            var north = FixRules.KnownAccuracyM(Number(cells[6]));
            var east = FixRules.KnownAccuracyM(Number(cells[7]));
            _current = _current with
            {
                SigmaM = north is { } n && east is { } e ? Math.Sqrt((n * n) + (e * e)) : null,
                Raw = _current.Raw + "\n" + line,
            };
        }

        private string? Clock(string time) => time.Length >= 6
            ? (_day is null ? "" : _day + "T") + $"{time[..2]}:{time[2..4]}:{time[4..]}Z"
            : null;

        private static double? Number(string text) =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

        private static FixQuality Quality(string text) => text is ['0' or '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8'] ? (FixQuality)(text[0] - '0') : FixQuality.None;

        // GNS: a letter per constellation; the worst that took part counts. N takes no part.
        private static FixQuality ModeQuality(string text)
        {
            FixQuality? worst = null;
            foreach (var letter in text)
            {
                FixQuality? one = letter switch
                {
                    'A' => FixQuality.Autonomous,
                    'D' or 'P' => FixQuality.Differential,
                    'R' => FixQuality.RtkFixed,
                    'F' => FixQuality.RtkFloat,
                    'E' => FixQuality.DeadReckoning,
                    'M' => FixQuality.Manual,
                    'S' => FixQuality.Simulated,
                    _ => null,
                };
                worst = one is { } found && (worst is null || Rank(found) < Rank(worst.Value)) ? found : worst;
            }

            return worst ?? FixQuality.None;
        }

        private static int Rank(FixQuality fix) => fix switch
        {
            FixQuality.RtkFixed => 5,
            FixQuality.RtkFloat => 4,
            FixQuality.Differential or FixQuality.Pps => 3,
            FixQuality.Autonomous => 2,
            _ => 1,
        };

        // dddmm.mmmm
        private static double? Angle(string text, string hemisphere, int most)
        {
            if (Number(text) is not { } packed || packed < 0 || hemisphere is not ("N" or "S" or "E" or "W") || (most == 90) != hemisphere is "N" or "S")
            {
                return null;
            }

            var degrees = Math.Floor(packed / 100);
            var minutes = packed - (degrees * 100);
            var value = degrees + (minutes / 60);
            return minutes >= 60 || value > most ? null : hemisphere is "S" or "W" ? -value : value;
        }
    }
}
