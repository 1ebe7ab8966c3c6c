using System.Runtime.InteropServices;
using PspLoad.Core.Runs;

namespace PspLoad.Cli.Terminal;

/// <summary>The first SIGINT or SIGTERM stops and reports. The second also abandons work in progress. The third ends the process.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _abort = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interrupts(CancellationToken outer)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
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
        if (_abort.IsCancellationRequested)
            return;
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
            _abort.Cancel();
        _stop.Cancel();
    }
}
