using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Resolution;

/// <summary>Replays the keys of open operations until the PSP gives each a final answer. Only final answers go into the journal.</summary>
/// <param name="psp">the PSP</param>
/// <param name="time">clock of the pauses and the deadline</param>
internal sealed class IndeterminateResolver(PspClient psp, TimeProvider time)
{
    private const int AtOnce = 32;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100),
        s_longestPause = TimeSpan.FromSeconds(3);

    /// <param name="open">operations to resolve; the pause between two replays of a key doubles from 0.1 s to 3 s</param>
    /// <param name="within">deadline; operations without an answer by then stay open</param>
    /// <param name="cancellationToken">gives up</param>
    public async Task<ResolutionResult> RunAsync(IReadOnlyCollection<OpenOperation> open, TimeSpan within, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var resolved = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, options, async (operation, cancel) =>
        {
            for (var i = 0; i < operation.Unanswered; i++)
                psp.Note(NoAnswer(operation.Intent));
            if (operation.IsSettled)
                return;
            if (await ResolveAsync(operation.Intent, started, within, cancel))
                Interlocked.Increment(ref resolved);
        });
        return new ResolutionResult(resolved, open.Count(operation => !operation.IsSettled) - resolved);
    }

    private async Task<bool> ResolveAsync(Intent intent, long started, TimeSpan within, CancellationToken cancellationToken)
    {
        var pause = s_firstPause;
        for (var attempt = 1; ; attempt++)
        {
            var reply = await psp.SendAsync(intent, $"{intent.Key}{Answer.ReplayMark}{attempt}", cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (IsFinal(reply))
            {
                psp.Note(intent, reply);
                return true;
            }
            if (time.GetElapsedTime(started) + pause > within)
                return false;
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    /// <summary>Journals that no answer came: the harness ended first.</summary>
    private Answer NoAnswer(Intent intent) =>
        new(intent.OrderId, psp.Now, intent.Key, PaymentOutcome.Indeterminate, Effect.None, 0, null, null, intent.Amount, intent.Currency, null);

    private static bool IsFinal(Reply reply) =>
        reply.Outcome switch
        {
            PaymentOutcome.Acknowledged or PaymentOutcome.Declined => true,
            PaymentOutcome.Refused => PaymentOutcomes.SettlesEarlier(reply.Status, reply.Problem),
            _ => false,
        };
}

/// <summary>The result of replaying open keys.</summary>
/// <param name="Resolved">operations with a known outcome now</param>
/// <param name="StillOpen">operations still without one</param>
internal sealed record ResolutionResult(int Resolved, int StillOpen);
