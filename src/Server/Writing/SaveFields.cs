using System.Text;
using System.Text.Json;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Server.Writing;

/// <summary>What became of one record that a page wrote.</summary>
/// <param name="Findings">What is wrong or doubtful; with <paramref name="Id"/> null nothing was written.</param>
public sealed record WriteAnswer(string? Id, IReadOnlyList<Finding> Findings, Declined? Declined)
{
    public bool Done => Id is not null;

    public static WriteAnswer Refuse(string code, string message, string? hint = null) => new(null, [], new Declined(code, message, null, hint));
}

/// <summary>Writes one record of plain fields by the use case of <c>save</c>: same checks, same conflicts.</summary>
internal static class SaveFields
{
    /// <param name="fields">Name to value: text, numbers, or lists of groups as <see cref="JsonElement"/> allows them; null is left out.</param>
    /// <param name="baseVersion">The version the writer started from; 0 for a new record.</param>
    /// <param name="geometry">GeoJSON of its place; null for none.</param>
    public static WriteAnswer Handle(Desk desk, string type, IReadOnlyDictionary<string, object?> fields, int baseVersion, string reason, string? geometry, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-save-");
        try
        {
            var path = Path.Combine(folder.FullName, type + ".json");
            using (var file = File.Create(path))
            {
                using var json = new Utf8JsonWriter(file);
                json.WriteStartObject();
                foreach (var (name, value) in fields)
                {
                    if (value is not null)
                    {
                        json.WritePropertyName(name);
                        JsonSerializer.Serialize(json, value);
                    }
                }

                if (geometry is not null)
                {
                    json.WritePropertyName("geometry");
                    json.WriteRawValue(Encoding.UTF8.GetBytes(geometry));
                }

                json.WriteEndObject();
            }

            var request = new SaveRequest(path, type, new ReadOptions(), desk.Actor, (string?)fields["id"], baseVersion, Reason: reason);
            var outcome = new SaveRecord(desk.Store, desk.Types, desk.Lists, desk.Areas, desk.Policy, desk.Clock).Handle(request, cancellation);
            return outcome.Result is { } result
                ? new(result.Outcome is null ? null : result.Id, result.Findings, null)
                : new(null, [], outcome.Declined);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
