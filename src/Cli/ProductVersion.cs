using System.Reflection;

namespace Surefoot.Cli;

internal static class ProductVersion
{
    /// <summary>Without the commit behind the plus sign.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
