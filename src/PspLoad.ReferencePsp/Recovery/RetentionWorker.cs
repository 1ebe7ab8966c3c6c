using PspLoad.ReferencePsp.Hosting;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Recovery;

/// <summary>Forgets idempotency keys and their stored responses after the retention time.</summary>
public sealed class RetentionWorker(OperationStore operations, int retentionHours, Readiness readiness, TimeProvider time, ILogger<RetentionWorker> log)
    : BackgroundLoop(readiness, time, log)
{
    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken) =>
        await operations.ForgetKeysAsync(retentionHours, cancellationToken) > 0 ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromMinutes(10);
}
