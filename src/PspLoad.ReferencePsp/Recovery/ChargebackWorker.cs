using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Processing;

namespace PspLoad.ReferencePsp.Recovery;

/// <summary>Asks the acquirer for chargebacks, books and accepts them. What cannot be booked now is not accepted, so the acquirer tells it again.</summary>
public sealed partial class ChargebackWorker(
    AcquirerClient acquirer,
    ChargebackService chargebacks,
    Readiness readiness,
    TimeProvider time,
    ILogger<ChargebackWorker> log
) : BackgroundLoop(readiness, time, log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        foreach (var chargeback in await acquirer.ReadChargebacksAsync(cancellationToken))
        {
            // The step is not cancelled between booking and accepting.
            if (await chargebacks.BookAsync(chargeback, CancellationToken.None) is { } problem)
                LogNotBooked(chargeback.Reference, problem);
            else
                await acquirer.AcceptChargebackAsync(chargeback.Reference, CancellationToken.None);
        }

        return s_pause;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "chargeback {Reference} is not booked: {Problem}; the acquirer will tell it again")]
    private partial void LogNotBooked(string reference, string problem);
}
