using System.Data.Common;

namespace Surefoot.Journal;

/// <summary>Named parameters for either store: <c>@name</c> is understood by both.</summary>
public static class CommandParameters
{
    public static DbParameter Add(this DbCommand command, string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(command);
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
