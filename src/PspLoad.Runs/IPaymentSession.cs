using PspLoad.Core.Load;
using PspLoad.Core.Results;

namespace PspLoad.Runs;

/// <summary>
/// The payment side of one run. Its flows record every answer to the client in a journal, which is compared with the books afterwards.
/// </summary>
public interface IPaymentSession : IAsyncDisposable
{
    /// <returns>the flow of that name; it uses this session</returns>
    IFlow FlowOf(string name);

    /// <summary>Resolves unanswered payments, then compares the journal with the books. Writes violations to the run's folder.</summary>
    /// <param name="startedAt">when the measured phase began</param>
    /// <param name="faults">to attribute a violation to the fault in whose window it happened</param>
    /// <param name="secondLook">told what the second look waits for, and how long; null: one look only</param>
    /// <param name="cancellationToken">gives up</param>
    Task<BooksOutcome> ReconcileAsync(
        DateTimeOffset startedAt,
        IReadOnlyList<FaultPart> faults,
        Action<string>? secondLook,
        CancellationToken cancellationToken
    );
}
