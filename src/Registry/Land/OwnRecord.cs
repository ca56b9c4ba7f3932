using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;

namespace Surefoot.Registry.Land;

/// <summary>Makes the entry of a record that the program itself writes, such as a case.</summary>
internal static class OwnRecord
{
    /// <param name="values">By the names of the fields: <c>string, long, double, DateOnly, bool</c> or <c>string[]</c>.</param>
    /// <param name="geometry">WKT or GeoJSON in longitude and latitude; null for none.</param>
    public static NewEntry Make(RecordDescriptor type, string id, DateOnly informationDate, IReadOnlyDictionary<string, object?> values, string? geometry, int baseVersion)
    {
        var ordered = new object?[type.Fields.Count];
        foreach (var (name, value) in values)
        {
            ordered[type.Ordinal(name) is >= 0 and var ordinal ? ordinal : throw new ArgumentException($"A {type.Code} has no field {name}.", nameof(values))] = value;
        }

        var eventDate = type.EventDate is { } field ? ordered[type.Ordinal(field.Name)] as DateOnly? : null;
        var entered = geometry is null ? [] : Encoding.UTF8.GetBytes(geometry);
        var row = new CheckedRow(id, informationDate, eventDate, ordered[type.Ordinal("synthetic")] is true, ordered);
        return new NewEntry
        {
            RecordType = type.Code,
            Schema = type.Schema,
            ClientKey = id,
            BaseVersion = baseVersion,
            EventDate = eventDate,
            InformationDate = informationDate,
            State = EntryState.Submitted,
            Tier = type.Tier,
            Payload = new PayloadWriter(type).Write(row, entered.Length == 0 ? null : new EnteredPosition(EnteredPosition.FormOf(entered), EnteredPosition.Wgs84, null, null)),
            Geometry = entered,
        };
    }
}
