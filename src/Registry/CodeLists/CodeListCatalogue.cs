using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Surefoot.Registry.CustomFields;

namespace Surefoot.Registry.CodeLists;

/// <summary>All code lists in all their versions: those shipped here, those an assembly with more types brings as <c>….CodeLists.*.json</c> resources, and a country's own.</summary>
public sealed class CodeListCatalogue
{
    private readonly SortedDictionary<string, List<CodeList>> _versions = new(StringComparer.Ordinal);

    private CodeListCatalogue(IEnumerable<CodeList> lists)
    {
        foreach (var list in lists)
        {
            Add(list);
        }
    }

    public static CodeListCatalogue BuiltIn { get; } = In(typeof(CodeListCatalogue).Assembly);

    /// <summary>The newest version of each list.</summary>
    public IReadOnlyCollection<CodeList> All => [.. _versions.Values.Select(versions => versions[^1])];

    public static CodeListCatalogue In(params IEnumerable<Assembly> assemblies) => new(
        from assembly in assemblies
        from name in assembly.GetManifestResourceNames().Where(IsCodeList).Order(StringComparer.Ordinal)
        select Read(assembly, name));

    /// <summary>The same lists with a country's own versions after them. A version taken back is left out.</summary>
    public CodeListCatalogue With(Definitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var catalogue = new CodeListCatalogue(_versions.Values.SelectMany(versions => versions));
        foreach (var defined in definitions.Lists.OrderBy(list => list.Definition.Version).ThenBy(list => list.Approval.Sequence))
        {
            catalogue.AddNational(defined);
        }

        return catalogue;
    }

    /// <summary>The newest version.</summary>
    /// <exception cref="ArgumentException">There is no such list.</exception>
    public CodeList Get(string name) => TryGet(name, out var list) ? list : throw new ArgumentException($"There is no code list {name}.", nameof(name));

    public bool TryGet(string name, [NotNullWhen(true)] out CodeList? list)
    {
        list = _versions.TryGetValue(name, out var versions) ? versions[^1] : null;
        return list is not null;
    }

    /// <summary>The version that a row of this information date is held to: the newest whose effective date is not after it, or else the first.</summary>
    /// <exception cref="ArgumentException">There is no such list.</exception>
    public CodeList Get(string name, DateOnly informationDate)
    {
        var versions = Versions(name);
        return versions.LastOrDefault(list => list.Effective <= informationDate) ?? versions[0];
    }

    /// <summary>All versions, oldest first.</summary>
    /// <exception cref="ArgumentException">There is no such list.</exception>
    public IReadOnlyList<CodeList> Versions(string name) =>
        _versions.TryGetValue(name, out var versions) ? versions : throw new ArgumentException($"There is no code list {name}.", nameof(name));

    /// <summary>The label of a code as the newest version that has it says, and whether the newest version still has it.</summary>
    public (string Label, bool Retired) Describe(string name, string code)
    {
        var versions = Versions(name);
        return versions.LastOrDefault(list => list.Has(code)) is { } list ? (list.Label(code), list != versions[^1]) : (code, true);
    }

    private static CodeList Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        return CodeList.Read(stream);
    }

    private void Add(CodeList list)
    {
        if (!_versions.TryGetValue(list.Name, out var versions))
        {
            _versions.Add(list.Name, versions = []);
        }

        versions.RemoveAll(known => known.Version == list.Version);
        versions.Add(list);
        versions.Sort((a, b) => a.Version.CompareTo(b.Version));
    }

    private void AddNational(DefinedList defined)
    {
        var definition = defined.Definition;
        var before = TryGet(definition.List, out var known) ? known : null;
        if (defined.Approval.WithdrawnSequence is not null || before is { Fixed: true } || before?.Version >= definition.Version)
        {
            return;
        }

        var codes = (definition.Mode == "extend" ? before?.Codes ?? [] : []).Where(entry => definition.Codes.All(own => own.Code != entry.Code))
            .Concat(definition.Codes.Where(own => own.Retired != true).Select(own => new CodeListEntry(own.Code, own.Label ?? own.Code, own.LabelAz, own.LabelRu)));
        Add(new(definition.List, definition.Version, definition.Effective, definition.Source, [.. codes], national: true));
    }

    private static bool IsCodeList(string resource) =>
        resource.Contains(".CodeLists.", StringComparison.Ordinal) && resource.EndsWith(".json", StringComparison.Ordinal);
}
