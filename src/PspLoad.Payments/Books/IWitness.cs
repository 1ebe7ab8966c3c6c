using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>A source of facts about the run's orders: the client's journal, the PSP's books, the acquirer's book. Support for another PSP
/// is another implementation.</summary>
public interface IWitness
{
    /// <summary>Name for messages.</summary>
    string Name { get; }

    /// <summary>All its facts. Each call reads them again.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">the source does not answer, or its answer is invalid</exception>
    IAsyncEnumerable<StoryRecord> ReadAsync(CancellationToken cancellationToken);
}
