using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PspLoad.AcquirerSimulator.Administration;
using PspLoad.AcquirerSimulator.Api;
using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Booking;
using PspLoad.AcquirerSimulator.Configuration;

namespace PspLoad.AcquirerSimulator;

/// <summary>The running simulator. Operations and administration are separate web applications, so neither is reachable through the other's port.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private const int LargestBodyBytes = 16 * 1024;
    private static readonly TimeSpan s_longestDrain = TimeSpan.FromSeconds(3);
    private readonly WebApplication _operations;
    private readonly WebApplication _administration;

    private SimulatorServer(WebApplication operations, WebApplication administration)
    {
        this._operations = operations;
        this._administration = administration;
    }

    /// <summary>Address of the operations, with the actual port.</summary>
    public Uri OperationsAddress => Address(_operations);
    public Uri AdminAddress => Address(_administration);

    /// <exception cref="IOException">an address is in use</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var book = new AcquirerBook(options.MaxBookEntries, time);
        var behaviour = new CurrentBehaviour(options.Behaviour);

        var server = new SimulatorServer(Build(options, options.Listen), Build(options, options.AdminListen));
        if (options.ApiToken is { } token)
        {
            var gate = new BearerGate(token);
            server._operations.Use(next => context => gate.CheckAsync(context, next));
        }

        server._operations.MapOperations(new OperationHandler(book, behaviour, time, server._operations.Lifetime.ApplicationStopping));
        server._operations.MapChargebacks(book, behaviour);
        server._administration.MapAdministration(book, behaviour, options.AdminToken);
        try
        {
            await server._operations.StartAsync(cancellationToken);
            await server._administration.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the process is asked to stop.</summary>
    public async Task WaitForShutdownAsync()
    {
        await _operations.WaitForShutdownAsync();
        await _administration.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _operations.DisposeAsync();
        await _administration.DisposeAsync();
    }

    private static WebApplication Build(SimulatorOptions options, Uri listen)
    {
        // Empty: only SimulatorOptions configures the process, and no settings file is watched.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddJsonConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_longestDrain);
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = LargestBodyBytes;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Listen(listen.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(listen.Host.Trim('[', ']')), listen.Port, endpoint =>
                {
                    if (listen.Scheme == "https")
                    {
                        endpoint.UseHttps(https =>
                            (https.ServerCertificate, https.ServerCertificateChain) = (options.Certificates![0], [.. options.Certificates!.Skip(1)])
                        );
                    }
                });
            });
        return builder.Build();
    }

    private static Uri Address(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
