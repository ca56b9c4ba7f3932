using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace Surefoot.Cli.Commands;

internal static class PortOption
{
    public static Option<int> Make()
    {
        var port = new Option<int>("--port") { Description = "Port on the loopback address.", HelpName = "P", DefaultValueFactory = _ => 5080 };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var value) || value is < 1 or > 65535))
            {
                result.AddError("--port takes a number from 1 to 65535.");
            }
        });
        return port;
    }

    /// <summary>Asked before long work: a port that is taken is better known at the start than at the end.</summary>
    public static void RequireFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException)
        {
            throw new CommandFailure(ExitCode.Unavailable, "port.used", $"Port {port} on this machine is used by another program.", $"127.0.0.1:{port}", $"Choose another with --port, such as --port {port + 1}.");
        }
    }
}
