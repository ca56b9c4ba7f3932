using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.CustomFields;

/// <summary>What a definition must fulfil beyond its own declaration: a name nobody has, a kind and unit that stay, lists that exist, versions that go up.</summary>
/// <param name="type">Type of the rows at hand; rows of any other than the two of definitions have nothing to fulfil.</param>
/// <param name="types">With what is approved already.</param>
/// <param name="lists">With what is approved already.</param>
public sealed class DefinitionCheck(RecordDescriptor type, RecordTypes types, CodeListCatalogue lists)
{
    private readonly HashSet<string> _listsOfFile = new(StringComparer.Ordinal);

    public void Check(CheckedRow row, List<Breach> breaches)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(breaches);
        switch (type.Code)
        {
            case CustomField.Code:
                CheckField(row, breaches);
                break;
            case NationalCodeList.Code:
                CheckList(row, breaches);
                break;
        }
    }

    private object? Value(CheckedRow row, string field) => row.Values[type.Ordinal(field)];

    private void CheckField(CheckedRow row, List<Breach> breaches)
    {
        if (Value(row, "recordType") is not string recordType || Value(row, "name") is not string name || Value(row, "kind") is not string kind)
        {
            return;
        }

        if (row.Id != CustomFieldNames.Id(recordType, name))
        {
            Refuse(breaches, "id", row.Id, "definition.id", "The id of a custom field is its type and its name.", CustomFieldNames.Id(recordType, name));
        }

        if (!types.TryGet(recordType, out var target) || recordType is CustomField.Code or NationalCodeList.Code)
        {
            Refuse(breaches, "recordType", recordType, "definition.type", "No record type of this code can be given fields.", "one of: " + string.Join(", ", types.All.Select(known => known.Code)));
            return;
        }

        if (CustomFieldNames.IsTaken(target, name))
        {
            Refuse(breaches, "name", name, "definition.name-taken", $"A {recordType} has something of this name already.", "another name");
        }

        if (Value(row, "tier") is "personal" or "legal" && target.Tier < Tier.Personal)
        {
            // Only records of these tiers are encrypted, each with its own key.
            Refuse(breaches, "tier", (string?)Value(row, "tier"), "definition.tier", $"What is written in a {recordType} cannot be forgotten: there is no place in it for persons.", "a type of tier personal");
        }

        var same = target.CustomFields.FirstOrDefault(field => string.Equals(field.Custom!.Name, name, StringComparison.OrdinalIgnoreCase))?.Custom;
        if (same is not null && same.Name != name)
        {
            Refuse(breaches, "name", name, "definition.name-taken", $"A {recordType} has a field {same.Name}; names that differ only in capitals are one name.", same.Name);
        }
        else if (same?.Newest.Definition is { } before && before.Kind != kind)
        {
            Refuse(breaches, "kind", kind, "definition.kind-changed", $"The field is a {before.Kind}; what was written under it would mean something else.", "retire the field and add one of another name");
        }
        else if (same?.Newest.Definition is { } known && known.Unit != (string?)Value(row, "unit"))
        {
            Refuse(breaches, "unit", (string?)Value(row, "unit"), "definition.unit-changed", $"The field is in {known.Unit ?? "no unit"}; numbers written under it would mean something else.", "retire the field and add one of another name");
        }

        CheckParts(kind, "", part => Value(row, part), breaches);
        var groups = Value(row, "fields") as IReadOnlyDictionary<string, object?>[];
        if (kind != CustomFieldKinds.Group)
        {
            RefuseIf(groups is not null, breaches, "fields", "Only a repeat group has fields of its own.");
            return;
        }

        RefuseIf(groups is not { Length: > 0 }, breaches, "fields", "A repeat group has at least one field.");
        RefuseIf((groups ?? []).Select(group => group.GetValueOrDefault("name")).OfType<string>().GroupBy(part => part, StringComparer.OrdinalIgnoreCase).Any(part => part.Count() > 1), breaches, "fields", "Two fields of the group have one name.");
        for (var i = 0; i < groups?.Length; i++)
        {
            var group = groups[i];
            if (group.GetValueOrDefault("kind") is string partKind)
            {
                CheckParts(partKind, string.Create(CultureInfo.InvariantCulture, $"fields[{i + 1}]."), part => group.GetValueOrDefault(part), breaches);
            }
        }
    }

    private void CheckParts(string kind, string place, Func<string, object?> value, List<Breach> breaches)
    {
        var list = value("codeList") as string;
        if (CustomFieldKinds.HasCodeList(kind))
        {
            if (list is null)
            {
                RefuseIf(true, breaches, place + "codeList", "A choice names its code list.");
            }
            else if (!lists.TryGet(list, out _))
            {
                Refuse(breaches, place + "codeList", list, "definition.list-unknown", "There is no code list of this name.", "one of: " + string.Join(", ", lists.All.Select(known => known.Name)) + "; or approve a new one first");
            }
        }
        else
        {
            RefuseIf(list is not null, breaches, place + "codeList", $"A {kind} has no code list.");
        }

        RefuseIf(kind != CustomFieldKinds.Number && (value("unit") ?? value("min") ?? value("max")) is not null, breaches, place + "kind", $"A {kind} has no unit and no bounds.");
    }

    private void CheckList(CheckedRow row, List<Breach> breaches)
    {
        if (Value(row, "list") is not string name || Value(row, "version") is not long version || Value(row, "codes") is not IReadOnlyDictionary<string, object?>[] codes)
        {
            return;
        }

        if (row.Id != name)
        {
            Refuse(breaches, "id", row.Id, "definition.id", "The id of a code list is its name.", name);
        }

        if (!_listsOfFile.Add(name))
        {
            Refuse(breaches, "list", name, "definition.list-twice", "The list is there twice.", "one version at a time");
        }

        var known = lists.TryGet(name, out var list) ? list : null;
        if (known is { Fixed: true })
        {
            Refuse(breaches, "list", name, "definition.list-fixed", "Rules of the program tell the codes of this list apart; it cannot be changed.", "a list of another name");
        }
        else if (known is not null && (version < known.Version || (version == known.Version && !known.National)))
        {
            Refuse(breaches, "version", version.ToString(CultureInfo.InvariantCulture), "definition.version", string.Create(CultureInfo.InvariantCulture, $"Version {known.Version} is in force."), (known.Version + 1).ToString(CultureInfo.InvariantCulture));
        }
        else if (known is { National: true } && version == known.Version && !SameCodes(name, codes))
        {
            Refuse(breaches, "version", version.ToString(CultureInfo.InvariantCulture), "definition.version", "This version is approved with other codes.", (known.Version + 1).ToString(CultureInfo.InvariantCulture));
        }

        foreach (var twice in codes.Select(code => code.GetValueOrDefault("code")).OfType<string>().GroupBy(code => code, StringComparer.OrdinalIgnoreCase).Where(code => code.Count() > 1))
        {
            Refuse(breaches, "codes", twice.Key, "definition.code-twice", "The code is there twice.", "each code once");
        }
    }

    private bool SameCodes(string name, IReadOnlyDictionary<string, object?>[] codes) =>
        types.Definitions.Lists.LastOrDefault(list => list.Definition.List == name)?.Definition.Codes.Select(code => (code.Code, code.Label)).SequenceEqual(
            codes.Select(code => ((string)code["code"]!, code.GetValueOrDefault("label") as string))) == true;

    private static void RefuseIf(bool wrong, List<Breach> breaches, string field, string message)
    {
        if (wrong)
        {
            Refuse(breaches, field, null, "definition.parts", message, null);
        }
    }

    private static void Refuse(List<Breach> breaches, string field, string? value, string rule, string message, string? suggestion) =>
        breaches.Add(new(true, field, value, rule, message, suggestion));
}
