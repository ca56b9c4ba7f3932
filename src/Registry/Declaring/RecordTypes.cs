using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Surefoot.Registry.Declaring;

/// <summary>All record types that are known, ordered by code.</summary>
public sealed class RecordTypes
{
    private readonly SortedDictionary<string, RecordDescriptor> _byCode = new(StringComparer.Ordinal);

    private RecordTypes(IEnumerable<Assembly> assemblies)
    {
        foreach (var declared in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(RecordTypeAttribute), false)))
        {
            var descriptor = RecordDescriptor.Of(declared);
            if (!_byCode.TryAdd(descriptor.Code, descriptor))
            {
                throw new ArgumentException($"{declared.Name} and {_byCode[descriptor.Code].Declared.Name} are both called {descriptor.Code}.", nameof(assemblies));
            }
        }
    }

    /// <summary>The types declared in this room.</summary>
    public static RecordTypes BuiltIn { get; } = In(typeof(RecordTypes).Assembly);

    public IReadOnlyCollection<RecordDescriptor> All => _byCode.Values;

    public static RecordTypes In(params IEnumerable<Assembly> assemblies) => new(assemblies);

    public bool TryGet(string code, [NotNullWhen(true)] out RecordDescriptor? type) => _byCode.TryGetValue(code, out type);

    /// <exception cref="ArgumentException">There is no such type.</exception>
    public RecordDescriptor Get(string code) =>
        _byCode.TryGetValue(code, out var type) ? type : throw new ArgumentException($"There is no record type {code}.", nameof(code));
}
