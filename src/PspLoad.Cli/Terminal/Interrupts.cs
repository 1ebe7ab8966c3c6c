using System.Runtime.InteropServices;
using PspLoad.Core.Runs;

namespace PspLoad.Cli.Terminal;

/// <summary>
/// The first SIGINT or SIGTERM stops and reports: it cancels the command itself (<see cref="Interrupt"/>), so that nothing ends as cancelled before the
/// command knows why. The second also abandons work in progress. The third ends the process.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _abort = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    /// <param name="outer">cancelled by the first signal</param>
    public Interrupts(CancellationToken outer)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _signals = outer.IsCancellationRequested ? 1 : 0;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    public CancellationToken Stop => _stop.Token;

    public CancellationToken Abort => _abort.Token;

    public Interruption Interruption => new(Stop, Abort);

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        var signal = Interlocked.Increment(ref _signals);
        context.Cancel = signal <= 2;
        if (signal != 2)
            return;
        try
        {
            _abort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command has ended meanwhile.
        }
    }
}
