using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Checking;

/// <summary>Finds references to records that nobody knows: a flag, not a refusal, for files may come in any order. And hashes of files that are not kept.</summary>
public sealed class ReferenceCheck
{
    private readonly string _type;
    private readonly RegistryReader _reader;
    private readonly List<(FieldDescriptor Field, int Ordinal)> _files = [];
    private readonly Dictionary<string, bool> _kept = new(StringComparer.Ordinal);
    private readonly List<(FieldDescriptor Field, int Ordinal, HashSet<string> Known)> _fields = [];

    public ReferenceCheck(RecordDescriptor type, RegistryReader reader)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(reader);
        _type = type.Code;
        _reader = reader;
        for (var i = 0; i < type.Fields.Count; i++)
        {
            if (type.Fields[i].Type == FieldType.File)
            {
                _files.Add((type.Fields[i], i));
            }

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

        foreach (var (field, ordinal) in _files)
        {
            if (row.Values[ordinal] is string sha256 && !IsKept(sha256))
            {
                breaches.Add(new(true, field.Name, sha256, "file.not-kept", "No file of this content is kept here.", "surefoot file keep FILE first"));
            }
        }
    }

    private bool IsKept(string sha256)
    {
        if (!_kept.TryGetValue(sha256, out var kept))
        {
            _kept.Add(sha256, kept = _reader.HasFile(sha256));
        }

        return kept;
    }
}
