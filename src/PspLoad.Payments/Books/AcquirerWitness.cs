using System.Runtime.CompilerServices;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>The operations that the acquirer carried out, from its own book.</summary>
/// <param name="acquirer">the acquirer</param>
/// <param name="mark">where the run's part of the book begins</param>
public sealed class AcquirerWitness(AcquirerAdmin acquirer, BooksMark mark) : IWitness
{
    public string Name => "acquirer's book";

    public IReadOnlyList<Witness> Tells { get; } = [Witness.Charged];

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in acquirer.ReadBookAsync(cancellationToken))
        {
            if (line.Sequence <= mark.AcquirerSequence || line.Charges == 0)
                continue;
            var at = (line.At.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            // A charge without an order gets its reference as the order, so that it is judged and reported by itself.
            yield return new Charge(
                line.OrderId ?? line.Reference,
                at,
                line.Reference,
                line.Parent,
                EffectOf(line.Operation),
                line.Amount,
                line.Currency,
                line.Charges
            );
        }
    }

    /// <summary>An operation that is not known here may move money all the same, so it is judged: no book has it.</summary>
    private static Effect EffectOf(string operation) =>
        operation switch
        {
            "authorize" => Effect.Authorize,
            "sale" => Effect.Sale,
            "capture" => Effect.Capture,
            "void" => Effect.Void,
            "refund" => Effect.Refund,
            _ => Effect.None,
        };
}
