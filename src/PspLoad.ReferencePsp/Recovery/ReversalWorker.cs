using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Hosting;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Recovery;

/// <summary>Tells the acquirer that an authorisation is cancelled, again and again until it confirms.</summary>
public sealed partial class ReversalWorker(ReversalStore reversals, AcquirerClient acquirer, Readiness readiness, TimeProvider time, ILogger<ReversalWorker> log)
    : BackgroundLoop(readiness, time, log)
{
    private const int BatchSize = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(5);
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 4 };

    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<(Guid Operation, int Attempt)> due = await reversals.TakeDueAsync(BatchSize, RepeatAfter, cancellationToken);
        await Parallel.ForEachAsync(due, Parallelism, async (item, _) => await ReverseAsync(item.Operation, item.Attempt));
        return due.Count == BatchSize ? TimeSpan.Zero : Pause;
    }

    private async Task ReverseAsync(Guid operation, int attempt)
    {
        string reference = Identifiers.Operation(operation);
        if (await acquirer.ReverseAsync(reference, attempt, CancellationToken.None)) await reversals.ConfirmAsync(operation, CancellationToken.None);
        else LogNotConfirmed(reference);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the acquirer has not confirmed the reversal of {Operation}; it will be repeated")]
    private partial void LogNotConfirmed(string operation);
}
