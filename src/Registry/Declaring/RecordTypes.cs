using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Surefoot.Registry.CustomFields;

namespace Surefoot.Registry.Declaring;

/// <summary>All record types that are known, ordered by code.</summary>
public sealed class RecordTypes
{
    private readonly SortedDictionary<string, RecordDescriptor> _byCode = new(StringComparer.Ordinal);

    private RecordTypes(IEnumerable<RecordDescriptor> types, Definitions definitions)
    {
        Definitions = definitions;
        foreach (var type in types)
        {
            if (!_byCode.TryAdd(type.Code, type))
            {
                throw new ArgumentException($"{type.Declared.Name} and {_byCode[type.Code].Declared.Name} are both called {type.Code}.", nameof(types));
            }
        }
    }

    /// <summary>The types declared in this room.</summary>
    public static RecordTypes BuiltIn { get; } = In(typeof(RecordTypes).Assembly);

    public IReadOnlyCollection<RecordDescriptor> All => _byCode.Values;

    /// <summary>What a country added, where the types are those of an open journal.</summary>
    public Definitions Definitions { get; }

    public static RecordTypes In(params IEnumerable<Assembly> assemblies) =>
        new(assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(RecordTypeAttribute), false)).Select(RecordDescriptor.Of), Definitions.None);

    /// <summary>The same types with the fields that <paramref name="definitions"/> add to them.</summary>
    public RecordTypes With(Definitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return new(All.Select(type => type.With(definitions.FieldsOf(type))), definitions);
    }

    /// <summary>The types as they were by an instant, so that what is asked as known then is answered in the same bytes for ever.</summary>
    public RecordTypes KnownAt(DateTimeOffset? instant) => instant is { } known && !Definitions.IsEmpty ? With(Definitions.KnownAt(known)) : this;

    public bool TryGet(string code, [NotNullWhen(true)] out RecordDescriptor? type) => _byCode.TryGetValue(code, out type);

    /// <exception cref="ArgumentException">There is no such type.</exception>
    public RecordDescriptor Get(string code) =>
        _byCode.TryGetValue(code, out var type) ? type : throw new ArgumentException($"There is no record type {code}.", nameof(code));
}
