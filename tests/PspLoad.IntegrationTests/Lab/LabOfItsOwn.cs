using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.Lab;
using PspLoad.Lab.Engine;

namespace PspLoad.IntegrationTests.Lab;

/// <summary>A small lab for a single test, which may break it. It is removed after the test.</summary>
internal sealed class LabOfItsOwn : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pspload lab ");

    private LabOfItsOwn(LabEngine engine, string[] hosts)
    {
        Engine = engine;
        Environment = LabEnvironment.In(_folder.FullName, hosts);
    }

    public PspEnvironment Environment { get; set; }

    public LabEngine Engine { get; }

    public LabFleet Fleet { get; } = new(NullLogger<LabFleet>.Instance, TimeProvider.System);

    public LabIdentity Identity => LabIdentity.ForEnvironment(Environment);

    /// <summary>Skips the test if there is no engine.</summary>
    public static async Task<LabOfItsOwn> PrepareAsync(params string[] hosts)
    {
        Assert.SkipWhen(await LabEngineCheck.WhyNotAsync() is not null, await LabEngineCheck.WhyNotAsync() ?? "");
        return new LabOfItsOwn(await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), TestContext.Current.CancellationToken), hosts);
    }

    public Task<LabStatus> UpAsync() => Fleet.UpAsync(Environment, TestContext.Current.CancellationToken);

    public Task<LabStatus> DownAsync() => Fleet.DownAsync(Environment, TestContext.Current.CancellationToken);

    public Task<LabStatus> StatusAsync() => Fleet.StatusAsync(Environment, TestContext.Current.CancellationToken);

    public Task<IList<ContainerListResponse>> ContainersAsync() =>
        Engine.ContainersWithAsync($"{LabIdentity.IdLabel}={Identity.Id}", TestContext.Current.CancellationToken);

    public Task<IList<NetworkResponse>> NetworksAsync() =>
        Engine.NetworksWithAsync($"{LabIdentity.IdLabel}={Identity.Id}", TestContext.Current.CancellationToken);

    /// <summary>Stops the containers in the way a stopping engine does.</summary>
    public Task StopAsync(params string[] hosts) =>
        Task.WhenAll(
            hosts.Select(host =>
                Engine.Client.Containers.KillContainerAsync(Identity.ContainerOf(host), new ContainerKillParameters(), TestContext.Current.CancellationToken)
            )
        );

    /// <summary>Interrupts an <c>up</c> as soon as its first host has started.</summary>
    public async Task UpCutShortAsync()
    {
        using var cut = new CancellationTokenSource();
        var fleet = new LabFleet(new CuttingLogger(cut), TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fleet.UpAsync(Environment, cut.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await Fleet.DownAsync(Environment, CancellationToken.None);
        Engine.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class CuttingLogger(CancellationTokenSource cut) : ILogger<LabFleet>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).EndsWith(": created", StringComparison.Ordinal))
                cut.Cancel();
        }
    }
}
