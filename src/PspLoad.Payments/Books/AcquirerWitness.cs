using System.Runtime.CompilerServices;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>What the acquirer carried out, by its own book.</summary>
/// <param name="acquirer">whose book</param>
/// <param name="mark">where the run's part of it begins</param>
public sealed class AcquirerWitness(AcquirerAdmin acquirer, BooksMark mark) : IWitness
{
    public string Name => "acquirer's book";

    public async IAsyncEnumerable<StoryRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in acquirer.ReadBookAsync(cancellationToken))
        {
            if (line.Sequence <= mark.AcquirerSequence || line.Charges == 0 || EffectOf(line.Operation) is not { } effect)
                continue;
            var at = (line.At.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            // A charge without an order belongs to none that was placed: it stands alone, and is seen.
            yield return new Charge(line.OrderId ?? line.Reference, at, line.Reference, line.Parent, effect, line.Amount, line.Currency, line.Charges);
        }
    }

    private static Effect? EffectOf(string operation) =>
        operation switch
        {
            "authorize" => Effect.Authorize,
            "sale" => Effect.Sale,
            "capture" => Effect.Capture,
            "void" => Effect.Void,
            "refund" => Effect.Refund,
            _ => null,
        };
}
