using System.Text;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;
using Surefoot.Registry.Checking;
using Surefoot.Registry.Declaring;

namespace Surefoot.Exchange.Importing;

/// <summary>Geometries in fields that a country added pass the gate that a record's own passes. They are longitude and latitude on WGS 84, whatever the file's positions are in.</summary>
internal sealed class CustomShapes(RecordDescriptor type, ReadOptions reading, ReferenceAreas areas)
{
    private readonly string[] _fields = [.. type.CustomFields.Where(field => field.Type == FieldType.Geometry).Select(field => field.Name)];
    private GeometryGate? _gate;
    private FindingList? _findings;

    /// <summary>False, with a finding, if one is refused.</summary>
    /// <param name="breaches">Of the row; what the reading of the field said of its shape is taken out, for the gate says more.</param>
    public bool Check(long row, IReadOnlyDictionary<string, string?> fields, FindingList findings, List<Breach> breaches)
    {
        var passed = true;
        foreach (var name in _fields)
        {
            if (!fields.TryGetValue(name, out var text) || string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            breaches.RemoveAll(breach => breach.Field == name && breach.Rule.Split('.')[0] is "geometry" or "position");
            if (breaches.Exists(breach => breach.Field == name))
            {
                // Too long, or no longer asked for.
                continue;
            }

            var geometry = Gate(findings)?.Pass(row, Encoding.UTF8.GetBytes(text.Trim()), name);
            if (geometry is { IsEmpty: true })
            {
                findings.Add(new Finding(Verdict.Reject, row, name, text, "geometry.empty", "The shape has no position.", "a shape, or the cell left empty"));
                geometry = null;
            }

            passed &= geometry is not null;
        }

        return passed;
    }

    private GeometryGate? Gate(FindingList findings)
    {
        if (!ReferenceEquals(_findings, findings))
        {
            (_findings, _gate) = (findings, GeometryGate.Open(new ReadOptions(District: reading.District), areas, findings));
        }

        return _gate;
    }
}
