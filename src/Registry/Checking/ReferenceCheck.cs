using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Checking;

/// <summary>Finds references to records that nobody knows. A flag, not a refusal: files may come in any order.</summary>
public sealed class ReferenceCheck
{
    private readonly string _type;
    private readonly List<(FieldDescriptor Field, int Ordinal, HashSet<string> Known)> _fields = [];

    public ReferenceCheck(RecordDescriptor type, RegistryReader reader)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(reader);
        _type = type.Code;
        for (var i = 0; i < type.Fields.Count; i++)
        {
            if (type.Fields[i].References.Count > 0)
            {
                _fields.Add((type.Fields[i], i, type.Fields[i].References.SelectMany(reader.Ids).ToHashSet(StringComparer.Ordinal)));
            }
        }
    }

    public void Check(CheckedRow row, List<Breach> breaches)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(breaches);
        foreach (var (field, ordinal, known) in _fields)
        {
            // A list of its own kind may name what stands above it: parents come before their parts.
            if (field.References.Contains(_type))
            {
                known.Add(row.Id);
            }

            var ids = row.Values[ordinal] switch { string id => [id], string[] many => many, _ => (string[])[] };
            foreach (var id in ids.Where(id => !known.Contains(id)))
            {
                breaches.Add(new(false, field.Name, id, "reference.unknown", $"No {string.Join(" or ", field.References)} has this id yet.", "the id of a record, or its file first"));
            }
        }
    }
}
