using PspLoad.Core.Load;

namespace PspLoad.IntegrationTests.NBomber;

/// <summary>A flow that never ends by itself; only the end of the graceful stop ends it.</summary>
internal sealed class WaitingFlow : IFlow
{
    public string Name => "waiting";

    public IReadOnlyList<string> Steps { get; } = [];

    public async ValueTask RunAsync(IIteration iteration) => await Task.Delay(Timeout.Infinite, iteration.Stopping);
}
