using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Checking;

/// <summary>Refuses rows that are not the writer's to write: for another organisation, district or task, or after versions that were.</summary>
public sealed class ScopeCheck
{
    private readonly RecordDescriptor _type;
    private readonly Viewer _writer;
    private readonly IReadOnlySet<string> _outside;

    /// <param name="reader">As the writer, with the grants for writing.</param>
    public ScopeCheck(RecordDescriptor type, RegistryReader reader)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(reader);
        _type = type;
        _writer = reader.Viewer;
        _outside = _writer.SeesAll(type) ? new HashSet<string>() : reader.IdsOutside(type.Code);
    }

    public void Check(CheckedRow row, List<Breach> breaches)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(breaches);
        var subject = Subject.Of(_type, row.Id, row.Values);
        if (!_writer.Sees(subject))
        {
            breaches.Add(new(true, "organisation", subject.Organisation, "scope.outside", $"{_writer.Actor.Name} may not write this for {subject.Organisation}{(subject.District is { } district ? " in " + district : "")}.", "records of the writer's own organisation, districts and tasks"));
        }
        else if (_outside.Contains(row.Id))
        {
            // An id is one record's in the whole country: that it is taken cannot be hidden from who would take it.
            breaches.Add(new(true, "id", row.Id, "scope.id-taken", "This id belongs to a record that is not the writer's.", "an id of the writer's own"));
        }
    }
}
