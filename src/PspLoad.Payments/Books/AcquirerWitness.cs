using System.Runtime.CompilerServices;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>The operations that the acquirer carried out, from its own book.</summary>
/// <param name="acquirer">the acquirer</param>
/// <param name="mark">the run's part of the book</param>
public sealed class AcquirerWitness(AcquirerAdmin acquirer, BooksMark mark) : IWitness
{
    private const string ChargebackPrefix = "cbk_";
    private const string BeganAnew = "the acquirer's book began anew after the run had begun, so the charges before that are gone";

    public string Name => "acquirer's book";

    /// <summary>Number of the last line that was read; 0 for an empty book.</summary>
    public long Reached { get; private set; }

    public IReadOnlyList<Witness> Tells => Gap is null ? [Witness.Charged] : [];

    public string? Gap { get; private set; }

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Reached = 0;
        var epoch = await acquirer.ReadEpochAsync(cancellationToken);
        Gap = mark.AcquirerEpoch is null || epoch == mark.AcquirerEpoch ? null : BeganAnew;
        await foreach (var line in acquirer.ReadBookAsync(cancellationToken))
        {
            Reached = line.Sequence;
            if (Gap is not null || !IsOfTheRun(line) || line.Charges == 0)
                continue;
            var at = (line.At.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            // A charge without an order gets its reference as the order, so that it is judged and reported by itself.
            yield return new Charge(
                line.OrderId ?? line.Reference,
                at,
                ReferenceOf(line),
                line.Parent,
                EffectOf(line.Operation),
                line.Amount,
                line.Currency,
                line.Charges,
                line.Card
            );
        }
        // An acquirer that does not name its book.
        if (Reached < mark.AcquirerSequence)
            Gap = BeganAnew;
    }

    /// <summary>A chargeback has the acquirer's reference. The PSP books it as the operation with the same UUID.</summary>
    private static string ReferenceOf(BookedCharge line) =>
        line.Reference.StartsWith(ChargebackPrefix, StringComparison.Ordinal) ? "op_" + line.Reference[ChargebackPrefix.Length..] : line.Reference;

    /// <summary>An operation that is not known here may move money all the same, so it is judged: no book has it.</summary>
    private static Effect EffectOf(string operation) =>
        operation switch
        {
            "authorize" => Effect.Authorize,
            "sale" => Effect.Sale,
            "capture" => Effect.Capture,
            "void" => Effect.Void,
            "refund" => Effect.Refund,
            "chargeback" => Effect.Chargeback,
            _ => Effect.None,
        };

    /// <summary>The acquirer gives a reversal the order of what it reverses.</summary>
    private bool IsOfTheRun(BookedCharge line) =>
        line.Sequence > mark.AcquirerSequence && (mark.End is null || line.Sequence <= mark.End.AcquirerSequence || mark.IsOwn(line.OrderId));
}
