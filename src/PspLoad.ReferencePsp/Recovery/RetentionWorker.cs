using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Recovery;

/// <summary>
/// After the retention time, clears idempotency keys with their hashes and stored responses, and deletes cards that were kept for a challenge.
/// </summary>
public sealed class RetentionWorker(
    OperationStore operations,
    CardStore cards,
    int retentionHours,
    Readiness readiness,
    TimeProvider time,
    ILogger<RetentionWorker> log
) : BackgroundLoop(readiness, time, log)
{
    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken) =>
        await operations.ForgetKeysAsync(retentionHours, cancellationToken) + await cards.DeleteUntokenizedAsync(retentionHours, cancellationToken) > 0
            ? TimeSpan.FromMilliseconds(100)
            : TimeSpan.FromMinutes(10);
}
