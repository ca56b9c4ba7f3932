using System.Reflection;

namespace Surefoot.Registry.CodeLists;

/// <summary>All code lists: those shipped here, and those an assembly with more types brings as <c>….CodeLists.*.json</c> resources.</summary>
public sealed class CodeListCatalogue
{
    private readonly SortedDictionary<string, CodeList> _lists = new(StringComparer.Ordinal);

    private CodeListCatalogue(IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            foreach (var name in assembly.GetManifestResourceNames().Where(IsCodeList).Order(StringComparer.Ordinal))
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var list = CodeList.Read(stream);

                // Of two versions of one list the later is in force.
                if (!_lists.TryGetValue(list.Name, out var known) || known.Version < list.Version)
                {
                    _lists[list.Name] = list;
                }
            }
        }
    }

    public static CodeListCatalogue BuiltIn { get; } = In(typeof(CodeListCatalogue).Assembly);

    public IReadOnlyCollection<CodeList> All => _lists.Values;

    public static CodeListCatalogue In(params IEnumerable<Assembly> assemblies) => new(assemblies);

    /// <exception cref="ArgumentException">There is no such list.</exception>
    public CodeList Get(string name) =>
        _lists.TryGetValue(name, out var list) ? list : throw new ArgumentException($"There is no code list {name}.", nameof(name));

    private static bool IsCodeList(string resource) =>
        resource.Contains(".CodeLists.", StringComparison.Ordinal) && resource.EndsWith(".json", StringComparison.Ordinal);
}
