using PspLoad.Core.Load;

namespace PspLoad.IntegrationTests.NBomber;

/// <summary>
/// Two overlapping steps: the second begins before the first has ended, as when the same request is sent twice at once. The flow counts its own iterations.
/// </summary>
/// <param name="fails">whether the second step of an iteration fails, by the iteration's number</param>
internal sealed class TwoStepFlow(Func<long, bool> fails) : IFlow
{
    private int _measured;
    private int _warmUp;

    public string Name => "two";

    public IReadOnlyList<string> Steps { get; } = ["first", "second"];

    public int Measured => Volatile.Read(ref _measured);

    public int WarmUp => Volatile.Read(ref _warmUp);

    public async ValueTask RunAsync(IIteration iteration)
    {
        Interlocked.Increment(ref iteration.IsWarmUp ? ref _warmUp : ref _measured);
        var first = iteration.BeginStep(0);
        var second = iteration.BeginStep(1);
        await Task.Yield();
        iteration.EndStep(second, fails(iteration.Number) ? ErrorKind.Status5xx : ErrorKind.None, "503");
        iteration.EndStep(first);
    }
}
