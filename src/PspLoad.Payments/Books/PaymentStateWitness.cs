using System.Runtime.CompilerServices;
using PspLoad.Core.Errors;
using PspLoad.Core.Load;
using PspLoad.Payments.Client;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>
/// The states of the payments as the PSP shows them now. Each payment needs one request, so in a long run only the payments of every
/// n-th order are read. (The ledger covers the amounts of all payments.)
/// </summary>
/// <param name="psp">the PSP</param>
/// <param name="journals">folders of the journals that name the payments</param>
/// <param name="most">approximate upper limit of payments to read</param>
public sealed class PaymentStateWitness(PspClient psp, IReadOnlyList<string> journals, int most = PaymentStateWitness.StandardMost) : IWitness
{
    /// <param name="psp">the PSP</param>
    /// <param name="journal">folder of the journal that names the payments</param>
    public PaymentStateWitness(PspClient psp, string journal)
        : this(psp, [journal]) { }

    /// <summary>One minute at a thousand requests per second.</summary>
    public const int StandardMost = 50_000;

    private const int AtOnce = 32,
        Attempts = 20;

    private uint _every = 1;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    public string Name => "PSP's payments";

    public IReadOnlyList<Witness> Tells { get; } = [Witness.Shown];

    public bool Covers(string orderId) => _every == 1 || StableHash(orderId) % _every == 0;

    /// <summary>Payments in the journal, and how many of them were read. Set when reading ends.</summary>
    public (long Known, long Asked) Coverage { get; private set; }

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = Payments().LongCount();
        _every = (uint)Math.Max(1, (known + most - 1) / most);
        long asked = 0;
        foreach (var batch in Payments().Where(payment => Covers(payment.OrderId)).Chunk(AtOnce))
        {
            var stored = await Task.WhenAll(batch.Select(payment => ReadAsync(payment, cancellationToken)));
            await Task.Yield();
            asked += batch.Length;
            foreach (var payment in stored)
                yield return payment;
        }
        Coverage = (known, asked);
    }

    /// <summary>Answers that began a payment. Answers to later operations name the same payment again.</summary>
    private IEnumerable<Answer> Payments() =>
        journals
            .SelectMany(JournalReader.Read)
            .OfType<Answer>()
            .Where(answer =>
                answer.PaymentId is not null
                && answer.Outcome != PaymentOutcome.Indeterminate
                && (
                    answer.Effect is Effect.Sale or Effect.Authorize
                    || answer.State is PaymentStates.Declined or PaymentStates.Failed or PaymentStates.RequiresAction
                )
            );

    /// <summary>FNV-1a, 32 bits: every look, also one in another process, reads the same sample.</summary>
    private static uint StableHash(string text) => text.Aggregate(2_166_136_261u, static (hash, letter) => (hash ^ letter) * 16_777_619u);

    private async Task<ShownPayment> ReadAsync(Answer told, CancellationToken cancellationToken)
    {
        Reply? reply = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(s_pause, psp.Time, cancellationToken);
            reply = await psp.ReadPaymentAsync(told.PaymentId!, "states", cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (reply is { Status: 200, State: { } state })
                return new ShownPayment(reply.OrderId ?? told.OrderId, psp.Now, told.PaymentId!, state, reply.Currency, reply.Totals, reply.Card);
            if (reply is { Error: ErrorKind.None, Status: 404, Problem: not null })
                return new ShownPayment(told.OrderId, psp.Now, told.PaymentId!, null, null, null);
        }
        throw new OperationFailedException(
            ExitCode.ReconciliationViolated,
            $"payment {told.PaymentId} cannot be read: {reply!.Error.Label()} {reply.Status} {reply.Detail}",
            "run `reconcile` again when the PSP answers"
        );
    }
}
