using PspLoad.Core.Runs;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Runs;
using PspLoad.NBomber;
using PspLoad.NBomber.Sessions;

namespace PspLoad.Runs.Engines;

/// <summary>A load engine, and the transport that belongs to it.</summary>
/// <param name="Engine">starts iterations</param>
/// <param name="CarrierOf">makes the transport for its requests</param>
public sealed record EngineChoice(ILoadEngine Engine, Func<HttpTransportOptions, IHttpTransport> CarrierOf)
{
    public const string EmbeddedName = "embedded";
    public const string NBomberName = "nbomber";

    public static EngineChoice Embedded { get; } = new(new EmbeddedEngine(TimeProvider.System), options =>
        {
            InlineCompletions.Enable();
            return new SocketTransport(options);
        });

    /// <param name="name"><see cref="EmbeddedName"/> or <see cref="NBomberName"/></param>
    /// <param name="settings">what the user configures in NBomber itself; null: nothing</param>
    /// <exception cref="Core.Errors.OperationFailedException">
    /// the engine, or what a setting needs, is not part of this build, or its licence cannot be read
    /// </exception>
    public static EngineChoice Of(string name, NBomberSettings? settings = null)
    {
        if (name != NBomberName)
            return Embedded;
        NBomberBuild.Require(settings ?? NBomberSettings.None);
        return new EngineChoice(
            new NBomberEngine(TimeProvider.System, NBomberBuild.Open, Licence.Read(Environment.GetEnvironmentVariable), settings),
            NBomberBuild.CreateTransport
        );
    }
}
