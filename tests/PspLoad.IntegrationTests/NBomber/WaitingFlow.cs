using PspLoad.Core.Load;

namespace PspLoad.IntegrationTests.NBomber;

/// <summary>Never ends by itself: only the graceful stop's end moves it.</summary>
internal sealed class WaitingFlow : IFlow
{
    public string Name => "waiting";

    public IReadOnlyList<string> Steps { get; } = [];

    public async ValueTask RunAsync(IIteration iteration) => await Task.Delay(Timeout.Infinite, iteration.Stopping);
}
