using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Processing;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Recovery;

/// <summary>Finishes operations whose process died or whose acquirer did not answer in time, when no client repeats the key.</summary>
public sealed partial class RecoveryWorker(
    OperationStore operations,
    OperationRunner runner,
    Readiness readiness,
    PspMetrics metrics,
    TimeProvider time,
    ILogger<RecoveryWorker> log
) : BackgroundLoop(readiness, time, log)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private static readonly ParallelOptions s_parallelism = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>Longest time from one look for abandoned operations to the next, when few are abandoned: each asks the acquirer at most twice.</summary>
    public static TimeSpan LongestRound(ProcessingLimits limits) => s_pause + (2 * limits.AcquirerTimeout);

    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var abandoned = await operations.FindAbandonedAsync(BatchSize, cancellationToken);
        await Parallel.ForEachAsync(abandoned, s_parallelism, async (stored, _) => await RecoverAsync(stored));
        return s_pause;
    }

    private async Task RecoverAsync(StoredOperation stored)
    {
        if (!await operations.TryClaimAsync(stored.Operation.Id, CancellationToken.None))
            return;
        (_, var payment) = await operations.FindAsync(stored.Operation.Id, CancellationToken.None);
        var response = await runner.ResumeAsync(stored, payment!, card: null);
        metrics.OperationRecovered();
        LogRecovered(stored.Operation.Id, stored.Operation.Kind, response.Status);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "abandoned {Kind} {Operation} is finished with status {Status}")]
    private partial void LogRecovered(Guid operation, OperationKind kind, int status);
}
