using PspLoad.Core.Runs;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Runs;
using PspLoad.NBomber;
using PspLoad.NBomber.Sessions;

namespace PspLoad.Runs.Engines;

/// <summary>What drives a load, and what carries its requests.</summary>
/// <param name="Engine">starts iterations</param>
/// <param name="CarrierOf">makes the transport that belongs to it</param>
public sealed record EngineChoice(ILoadEngine Engine, Func<HttpTransportOptions, IHttpTransport> CarrierOf)
{
    public const string EmbeddedName = "embedded";
    public const string NBomberName = "nbomber";

    public static EngineChoice Embedded { get; } = new(new EmbeddedEngine(TimeProvider.System), options =>
        {
            InlineCompletions.Enable();
            return new SocketTransport(options);
        });

    /// <param name="name">one of the two</param>
    /// <exception cref="Core.Errors.OperationFailedException">it is not part of this build, or its licence cannot be read</exception>
    public static EngineChoice Of(string name)
    {
        if (name != NBomberName)
            return Embedded;
        NBomberBuild.Require();
        return new EngineChoice(
            new NBomberEngine(TimeProvider.System, NBomberBuild.Open, Licence.Read(Environment.GetEnvironmentVariable)),
            NBomberBuild.CreateTransport
        );
    }
}
