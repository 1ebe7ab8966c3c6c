using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>A source of facts about the run's orders: the client's journal, the PSP's books, the acquirer's book. Support for another PSP
/// is another implementation.</summary>
public interface IWitness
{
    /// <summary>Name for messages.</summary>
    string Name { get; }

    /// <summary>What its facts tell about. Asked after reading. The judge applies only the rules whose witnesses were all read.</summary>
    IReadOnlyList<Witness> Tells { get; }

    /// <summary>Why it tells less than it could, one sentence; null when nothing is missing. Asked after reading.</summary>
    string? Gap => null;

    /// <summary>Whether its facts include this order. A witness that needs a request for each order may read only some of them.</summary>
    bool Covers(string orderId) => true;

    /// <summary>All its facts. Each call reads them again.</summary>
    /// <exception cref="Core.Errors.OperationFailedException">the source does not answer, or its answer is invalid</exception>
    IAsyncEnumerable<StoryRecord> ReadAsync(CancellationToken cancellationToken);
}
