using PspLoad.Load.Http;
using PspLoad.Load.Http.SocketsHttp;
using PspLoad.NBomber.Runner;
using PspLoad.NBomber.Sessions;

namespace PspLoad.NBomber;

/// <summary>A build with NBomber: its runner and its HTTP client.</summary>
public static class NBomberBuild
{
    public static bool IsPresent => true;

    public static NBomberSession Open(SessionOptions options) => new RunnerSession(options);

    /// <summary>.NET's own client, through NBomber.Http.</summary>
    public static IHttpTransport CreateTransport(HttpTransportOptions options) =>
        new SocketsHttpTransport(options, sender: handler => new NBomberHttpSender(handler, options.Limits.MaxBodyBytes));

    /// <exception cref="PspLoad.Core.Errors.OperationFailedException">
    /// This version of NBomber lacks what a setting needs, or a sink is not in this build.
    /// </exception>
    public static void Require(NBomberSettings settings)
    {
        RunnerVersion.Require(settings);
        _ = SinkPackages.Create(settings.Sinks);
    }
}
