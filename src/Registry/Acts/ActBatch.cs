namespace Surefoot.Registry.Acts;

/// <summary>The batch that acts are written under: their kind, for nobody approves or undoes an act.</summary>
internal static class ActBatch
{
    public static string Of(string action) => "act-" + action;
}
