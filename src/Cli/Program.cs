using System.Globalization;
using Surefoot.Cli;

// Data on stdout is for programs: numbers and dates never depend on the country of the machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

return await SurefootCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
