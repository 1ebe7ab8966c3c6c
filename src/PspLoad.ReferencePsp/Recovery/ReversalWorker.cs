using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Recovery;

/// <summary>Cancels authorisations at the acquirer and repeats this until the acquirer confirms it.</summary>
public sealed partial class ReversalWorker(
    ReversalStore reversals,
    AcquirerClient acquirer,
    Readiness readiness,
    TimeProvider time,
    ILogger<ReversalWorker> log
) : BackgroundLoop(readiness, time, log)
{
    private const int BatchSize = 50;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_repeatAfter = TimeSpan.FromSeconds(5);
    private static readonly ParallelOptions s_parallelism = new() { MaxDegreeOfParallelism = 4 };

    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var due = await reversals.TakeDueAsync(BatchSize, s_repeatAfter, cancellationToken);
        await Parallel.ForEachAsync(due, s_parallelism, async (item, _) => await ReverseAsync(item.Operation, item.Attempt));
        return due.Count == BatchSize ? TimeSpan.Zero : s_pause;
    }

    private async Task ReverseAsync(Guid operation, int attempt)
    {
        var reference = Identifiers.Operation(operation);
        if (await acquirer.ReverseAsync(reference, attempt, CancellationToken.None))
            await reversals.ConfirmAsync(operation, CancellationToken.None);
        else
            LogNotConfirmed(reference);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the acquirer has not confirmed the reversal of {Operation}; it will be repeated")]
    private partial void LogNotConfirmed(string operation);
}
