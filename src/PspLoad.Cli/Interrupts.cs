using System.Runtime.InteropServices;
using PspLoad.Core.Runs;

namespace PspLoad.Cli;

/// <summary>SIGINT or SIGTERM once: stop and report; twice: don't wait for what is under way; a third time: the process ends as the system does it.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource abort = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interrupts(CancellationToken outer)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    public CancellationToken Stop => stop.Token;

    public CancellationToken Abort => abort.Token;

    public Interruption Interruption => new(Stop, Abort);

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        stop.Dispose();
        abort.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (abort.IsCancellationRequested)
            return;
        context.Cancel = true;
        if (stop.IsCancellationRequested)
            abort.Cancel();
        stop.Cancel();
    }
}
