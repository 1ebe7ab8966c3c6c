using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>Someone who knows what became of the run's orders: the client's journal, the PSP's books, the acquirer's book. Another PSP's
/// books are another implementation.</summary>
public interface IWitness
{
    /// <summary>For messages.</summary>
    string Name { get; }

    /// <summary>All that it knows, from start to end; read anew with each call.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">it cannot be reached, or its answer cannot be read</exception>
    IAsyncEnumerable<StoryRecord> ReadAsync(CancellationToken cancellationToken);
}
