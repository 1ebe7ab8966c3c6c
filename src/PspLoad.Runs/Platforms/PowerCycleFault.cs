using PspLoad.Core.Runs.Faults;

namespace PspLoad.Runs.Platforms;

/// <summary>A lab's host loses its power and boots again. The engine does both, so there is nothing to undo.</summary>
/// <param name="host">name</param>
/// <param name="powerCycle">returns when the host's system starts</param>
public sealed class PowerCycleFault(string host, Func<string, CancellationToken, Task> powerCycle) : IArmedFault
{
    public string Host => host;

    public bool IsProcedure => true;

    public async Task<string?> InjectAsync(CancellationToken cancellationToken)
    {
        await powerCycle(host, cancellationToken);
        return null;
    }

    public Task<string?> UndoAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
