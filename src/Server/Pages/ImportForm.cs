using System.Globalization;
using Surefoot.Exchange.Staging;

namespace Surefoot.Server.Pages;

/// <summary>The form in which a person says how a staged file is to be understood.</summary>
internal static class ImportForm
{
    public const string Column = "column:";
    public const string Value = "value:";

    public static StagedPlan Read(IFormCollection form, StagedImport staged, ImportDesk desk)
    {
        var fields = ImportDesk.FieldsOf(desk.TypeOf(staged)).ToHashSet(StringComparer.Ordinal);
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in form)
        {
            var text = value.ToString().Trim();
            if (key.StartsWith(Column, StringComparison.Ordinal) && (text.Length == 0 || fields.Contains(text)))
            {
                columns[key[Column.Length..]] = text;
            }
            else if (key.StartsWith(Value, StringComparison.Ordinal) && text.Length > 0 && fields.Contains(key[Value.Length..]))
            {
                values[key[Value.Length..]] = text;
            }
        }

        return new(Code(form["crs"]), Code(form["operation"]), Given(form["district"]), Given(form["encoding"]), Given(form["layer"]), columns, values, [.. form["accept"].OfType<string>().Where(rule => rule.Length is > 0 and < 60).Distinct()]);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static int? Code(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
}
