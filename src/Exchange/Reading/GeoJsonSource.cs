using System.Globalization;
using System.Text;
using System.Text.Json;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading;

/// <summary>Reads a FeatureCollection of any size feature by feature, a single Feature, or a bare geometry (RFC 7946).</summary>
/// <remarks>Memory is one feature, whatever the file's length. A feature that breaks a rule is refused alone; a break in the JSON itself ends the file.</remarks>
internal sealed class GeoJsonSource(Stream utf8, GeometryGate gate, FindingList findings, int firstWindow = 64 * 1024)
{
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    private readonly JsonWindow _window = new(utf8, firstWindow);
    private JsonReaderState _state = new(Options);
    private long _row;
    private bool _ended;

    private enum Shape
    {
        Unreadable,
        Collection,
        Single,
    }

    public IEnumerable<SourceRow> Read(CancellationToken cancellation)
    {
        var shape = Guarded(FindShape, Shape.Unreadable);
        if (shape == Shape.Single)
        {
            if (Guarded(ReadSingle, null) is { } row)
            {
                yield return row;
            }

            yield break;
        }

        if (shape != Shape.Collection)
        {
            yield break;
        }

        var root = new CollectionMembers(gate, findings);
        while (!_ended)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Guarded(() => Advance(root), null) is { } row)
            {
                yield return row;
            }
        }
    }

    /// <summary>Runs one step; a fault of the JSON itself becomes a finding and ends the file.</summary>
    private T Guarded<T>(Func<T> step, T otherwise)
    {
        try
        {
            return step();
        }
        catch (JsonException e)
        {
            ReportBreak(e);
        }
        catch (InvalidOperationException)
        {
            // What the JSON reader throws for a string with a broken escape or surrogate.
            Refuse(null, "json.text", $"A text in the file is not valid Unicode{After()}.", "Look for a broken \\u escape and export the file again.");
        }
        catch (DecoderFallbackException e)
        {
            Refuse(null, "encoding.not-as-stated", $"The file is not in the stated encoding{After()}: {e.Message}", "Leave out --encoding, or state the right one.");
        }

        _ended = true;
        return otherwise;
    }

    private void ReportBreak(JsonException e)
    {
        if (e.LineNumber is null)
        {
            Refuse(null, "json.size", e.Message, "Split the feature, or leave out what is not data.");
        }
        else if (e.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            Refuse(null, "json.depth", $"The JSON is nested more than {MaxDepth} deep{After()}.", "GeoJSON needs no more than a dozen levels.");
        }
        else if (_window.IsFinal && e.Message.Contains("end of the", StringComparison.Ordinal))
        {
            Refuse(null, "json.truncated", string.Create(CultureInfo.InvariantCulture, $"The file ends in the middle, in line {e.LineNumber + 1}{After()}: objects or arrays are still open."), "The file was cut off; export or copy it again.");
        }
        else
        {
            Refuse(
                null,
                "json.syntax",
                string.Create(CultureInfo.InvariantCulture, $"This is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of the line{After()}: {Plain(e.Message)}"),
                "The file may be cut off or edited by hand; export it again.");
        }
    }

    private string After() => _row == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", after feature {_row}");

    // The library's message ends with its own position, which counts from zero.
    private static string Plain(string message)
    {
        var at = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return at < 0 ? message : message[..at];
    }

    /// <summary>Looks into the root object until it is clear what it is, without consuming it.</summary>
    private Shape FindShape()
    {
        while (true)
        {
            var shape = TryFindShape();
            if (shape is { } found)
            {
                return found;
            }

            if (!_window.Fill())
            {
                throw TooLong();
            }
        }
    }

    private Shape? TryFindShape()
    {
        var reader = new Utf8JsonReader(_window.Span, _window.IsFinal, new(Options));
        if (!reader.Read())
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // Finish it, so that a break in the JSON is named before the missing object is.
            if (!reader.TrySkip() && !_window.IsFinal && _window.Span.Length < 1024 * 1024)
            {
                return null;
            }

            Refuse(null, "geojson.root", "The file is JSON, but not GeoJSON: it does not start with an object.", "GeoJSON starts with {\"type\": \"FeatureCollection\", \"features\": […]}.");
            return Shape.Unreadable;
        }

        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return Shape.Single;
            }

            var name = reader.GetString();
            if (!reader.Read())
            {
                return null;
            }

            switch (name)
            {
                case "type" when reader.TokenType == JsonTokenType.String:
                    return reader.ValueTextEquals("FeatureCollection"u8) ? Shape.Collection : Shape.Single;
                case "features" when reader.TokenType == JsonTokenType.StartArray:
                    return Shape.Collection;
                case "geometry" or "coordinates" or "geometries":
                    return Shape.Single;
                default:
                    if (!reader.TrySkip())
                    {
                        return null;
                    }

                    break;
            }
        }

        return null;
    }

    private SourceRow? ReadSingle()
    {
        var (_, at) = Peek();
        var length = LoadValue(at);
        _ended = true;
        var row = Parse(at, length, root: true);
        _row = 1;
        SkipValue();
        // Reading on after the one value throws if anything but blank space follows.
        Peek();
        return row;
    }

    /// <summary>One step through a FeatureCollection: a member of the root, or a feature.</summary>
    private SourceRow? Advance(CollectionMembers root)
    {
        var (token, at) = Peek();
        switch (token)
        {
            case JsonTokenType.None:
                _ended = true;
                root.Finish();
                return null;
            case JsonTokenType.StartObject or JsonTokenType.StartArray when root.InFeatures:
                var length = LoadValue(at);
                var row = Parse(at, length, root: false);
                SkipValue();
                return row;
            case JsonTokenType.EndArray:
                root.InFeatures = false;
                TakeToken();
                return null;
            case JsonTokenType.PropertyName:
                ReadMember(root);
                return null;
            case JsonTokenType.StartObject or JsonTokenType.EndObject:
                TakeToken();
                return null;
            default:
                _row++;
                TakeToken();
                Refuse(_row, "geojson.feature", "This element of \"features\" is no object.", "Each element is {\"type\": \"Feature\", \"geometry\": …, \"properties\": …}.");
                return null;
        }
    }

    private void ReadMember(CollectionMembers root)
    {
        var name = TakeToken()!;
        var (token, at) = Peek();
        if (name == "features" && token == JsonTokenType.StartArray)
        {
            root.StartFeatures();
            TakeToken();
            return;
        }

        if (token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var length = LoadValue(at);
            root.See(name, token, _window.Span.Slice(at, length));
            SkipValue();
        }
        else
        {
            root.See(name, token, Encoding.UTF8.GetBytes(TakeToken() ?? ""));
        }
    }

    private SourceRow? Parse(int at, int length, bool root)
    {
        _row++;
        var parser = new FeatureParser(_row, gate, findings);
        try
        {
            var value = _window.Span.Slice(at, length);
            return root ? parser.ParseRoot(value) : parser.ParseFeature(value);
        }
        catch (JsonException)
        {
            // The outer reader meets the same break and knows the line in the file.
            _row--;
            SkipValue();
            throw;
        }
    }

    /// <summary>Looks at the next token without consuming it; loads more of the file as needed.</summary>
    private (JsonTokenType Token, int At) Peek()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_window.Span, _window.IsFinal, _state);
            if (reader.Read())
            {
                return (reader.TokenType, (int)reader.TokenStartIndex);
            }

            if (_window.IsFinal)
            {
                return (JsonTokenType.None, 0);
            }

            if (!_window.Fill())
            {
                throw TooLong();
            }
        }
    }

    /// <summary>Consumes the token that was looked at; its text if it has one.</summary>
    private string? TakeToken()
    {
        var reader = new Utf8JsonReader(_window.Span, _window.IsFinal, _state);
        reader.Read();
        var text = reader.TokenType switch
        {
            JsonTokenType.PropertyName or JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        Commit(ref reader);
        return text;
    }

    /// <summary>Loads until the object or array at this place is whole and returns its length.</summary>
    private int LoadValue(int at)
    {
        var end = new JsonValueEnd();
        while (true)
        {
            // Within a feature two levels are already taken by the root and its array.
            var length = end.Find(_window.Span[at..], MaxDepth);
            if (length >= 0)
            {
                return length;
            }

            if (_window.IsFinal)
            {
                // Cut off: this throws and names the line.
                SkipValue();
                throw new JsonException("The file ends within a value, whose brackets do not match.");
            }

            if (!_window.Fill())
            {
                throw TooLong();
            }
        }
    }

    private void SkipValue()
    {
        var reader = new Utf8JsonReader(_window.Span, _window.IsFinal, _state);
        reader.Read();
        if (!reader.TrySkip())
        {
            throw new JsonException("A value does not end where its brackets do.");
        }

        Commit(ref reader);
    }

    private void Commit(ref Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        _window.Consume((int)reader.BytesConsumed);
    }

    private static JsonException TooLong() => new($"One value in the file is longer than {JsonWindow.MaxBytes / (1024 * 1024)} MB.");

    private void Refuse(long? row, string rule, string message, string suggestion) =>
        findings.Add(new(Verdict.Reject, row, null, null, rule, message, suggestion));
}
