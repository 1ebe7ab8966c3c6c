using PspLoad.Core.Load;
using PspLoad.Core.Results;

namespace PspLoad.Runs;

/// <summary>The payment side of one run: its flows write a journal of what the client was told, which is compared with the books afterwards.</summary>
public interface IPaymentSession : IAsyncDisposable
{
    /// <returns>the flow of that name; it uses this session</returns>
    IFlow FlowOf(string name);

    /// <summary>Resolves what has no answer yet, then compares the journal with the books. Violations are written into the run's folder.</summary>
    /// <param name="startedAt">when the measured phase began</param>
    /// <param name="faults">to say in whose window a violation happened</param>
    Task<BooksOutcome> ReconcileAsync(DateTimeOffset startedAt, IReadOnlyList<FaultPart> faults, CancellationToken cancellationToken);
}
